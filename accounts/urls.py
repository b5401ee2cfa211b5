from django.conf import settings
from django.urls import path

from accounts import views

urlpatterns = [
    path("people/<slug:handle>/", views.person, name="person"),
    path("account/profile/", views.profile, name="profile"),
    # Before allauth's own address of the same name.
    path("account/signup/", views.sign_up, name="account_signup"),
    path("account/signup/again/", views.start_over, name="start_over"),
]

if settings.DEMO:
    urlpatterns += [path("demo/outbox/", views.outbox, name="outbox")]
