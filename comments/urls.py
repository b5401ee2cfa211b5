from django.urls import include, path

from comments.views import deeds, moderation, reading, revisions

urlpatterns = [
    # Before allauth's addresses, which begin alike.
    path("", include("comments.notifications.urls")),
    path("discussions/<int:pk>/comments/", deeds.comment_on_article, name="comment_on_article"),
    path("discussions/<int:pk>/overlay/", reading.overlay, name="overlay"),
    path("discussions/<int:pk>/version/", reading.version, name="version"),
    path("discussions/<int:pk>/changes/", reading.changes, name="changes"),
    path("discussions/<int:pk>/visit/", reading.visit, name="visit"),
    path("comments/<int:pk>/", reading.comment, name="comment"),
    path("comments/<int:pk>/reply/", deeds.reply, name="reply"),
    path("comments/<int:pk>/edit/", deeds.edit, name="edit"),
    path("comments/<int:pk>/revisions/", revisions.revisions, name="revisions"),
    path("comments/<int:pk>/deletion/", deeds.deletion, name="deletion"),
    path("comments/<int:pk>/vote/", deeds.vote, name="vote"),
    path("comments/<int:pk>/report/", deeds.report, name="report"),
    path("comments/<int:pk>/decision/", moderation.decision, name="decision"),
    path("moderation/", moderation.queue, name="queue"),
]
