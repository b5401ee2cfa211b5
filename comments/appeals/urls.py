from django.urls import path

from comments.appeals import desk, views

urlpatterns = [
    path("comments/<int:pk>/appeal/", views.appeal, name="appeal"),
    path("account/standing/<int:pk>/appeal/", views.appeal_against_sanction, name="sanction_appeal"),
    path("appeals/<str:token>/", views.appeal_by_link, name="appeal_by_link"),
    path("moderation/appeals/", desk.appeals, name="appeals"),
    path("moderation/appeals/<int:pk>/", desk.answer, name="appeal_answer"),
]
