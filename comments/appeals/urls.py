from django.urls import path

from comments.appeals import views

urlpatterns = [
    path("comments/<int:pk>/appeal/", views.appeal, name="appeal"),
    path("account/standing/<int:pk>/appeal/", views.appeal_against_sanction, name="sanction_appeal"),
    path("appeals/<str:token>/", views.appeal_by_link, name="appeal_by_link"),
    path("moderation/appeals/", views.appeals, name="appeals"),
    path("moderation/appeals/<int:pk>/", views.answer, name="appeal_answer"),
]
