from django.urls import path

from comments.sanctions import views
from comments.views import people

urlpatterns = [
    path("account/standing/", views.standing, name="standing"),
    path("account/standing/warnings/<int:pk>/", views.reading, name="warning_reading"),
    path("moderation/people/<slug:handle>/", people.person, name="person_desk"),
    path("moderation/people/<slug:handle>/notes/", people.note_on_person, name="note_on_person"),
    path("moderation/guests/<int:pk>/", people.guest, name="guest_desk"),
    path("moderation/guests/<int:pk>/notes/", people.note_on_guest, name="note_on_guest"),
    path("moderation/people/<slug:handle>/sanctions/", views.sanction_person, name="sanction_person"),
    path("moderation/guests/<int:pk>/sanctions/", views.sanction_guest, name="sanction_guest"),
    path("moderation/sanctions/<int:pk>/lifting/", views.lifting, name="lifting"),
]
