from django.conf import settings
from django.urls import path

from accounts import views

urlpatterns = [
    path("people/<slug:handle>/", views.person, name="person"),
]

if settings.DEMO:
    urlpatterns += [path("demo/outbox/", views.outbox, name="outbox")]
