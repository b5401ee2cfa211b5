from django.urls import path

from comments.notifications import views

urlpatterns = [
    path("account/inbox/", views.inbox, name="inbox"),
    path("account/inbox/reading/", views.reading, name="inbox_reading"),
    path("account/inbox/<int:pk>/reading/", views.reading, name="notification_reading"),
]
