from django.urls import path

from comments.guests import views

urlpatterns = [
    path("comments/<int:pk>/letter/", views.letter, name="letter"),
    path("comments/confirmation/<str:token>/", views.confirmation, name="confirmation"),
    path("comments/confirmation/<str:token>/letter/", views.new_link, name="new_link"),
    path("comments/confirmation/<str:token>/disavowal/", views.disavowal, name="disavowal"),
    path("account/claims/", views.claims, name="claims"),
    path("guest/", views.guest, name="guest"),
    path("guest/forgetting/", views.forgetting, name="forgetting"),
]
