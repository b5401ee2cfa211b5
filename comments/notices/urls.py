from django.urls import path

from comments.notices import views

urlpatterns = [
    path("notices/new/", views.new, name="notice"),
    path("notices/<str:token>/", views.case, name="notice_case"),
    path("moderation/notices/", views.notices, name="notices"),
    path("moderation/notices/<int:pk>/", views.decision, name="notice_decision"),
]
