from django.urls import path

from comments.rules import views

urlpatterns = [
    path("", views.rules, name="rules"),
    path("new/", views.new, name="rule_new"),
    path("<int:pk>/", views.rule, name="rule"),
    path("<int:pk>/edit/", views.edit, name="rule_edit"),
    path("<int:pk>/state/", views.state, name="rule_state"),
    path("<int:pk>/rehearsal/", views.rehearsal, name="rule_rehearsal"),
]
