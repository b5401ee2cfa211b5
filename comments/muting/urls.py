from django.urls import path

from comments.muting import views

urlpatterns = [
    path("people/<slug:handle>/mute/", views.mute_person, name="mute"),
    path("account/mutes/", views.mutes, name="mutes"),
    path("account/mutes.css", views.stylesheet, name="mutes_stylesheet"),
]
