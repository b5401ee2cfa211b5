from django.urls import include, path

from comments.views import deeds, desk, moderation, reading, revisions, scrubbing, searching, writing
from comments.views.background import background
from comments.views.branch import branch
from comments.views.dashboard import show_dashboard
from comments.views.finding import place_below, place_of_edit, place_of_reply
from comments.views.log import LogFeed, log
from comments.views.measure import measure
from comments.views.reasons import reasons
from comments.views.runs import run, run_done, run_undo
from comments.views.saved_filters import saved_filter_deletion, saved_filters

urlpatterns = [
    # Before allauth's addresses, which begin alike.
    path("", include("comments.notifications.urls")),
    path("", include("comments.guests.urls")),
    path("", include("comments.privacy.urls")),
    path("", include("comments.feeds.urls")),
    path("", include("comments.sanctions.urls")),
    path("", include("comments.muting.urls")),
    path("", include("comments.transparency.urls")),
    path("", include("comments.appeals.urls")),
    path("", include("comments.notices.urls")),
    path("discussions/<int:pk>/comments/", deeds.comment_on_article, name="comment_on_article"),
    path("discussions/<int:pk>/overlay/", reading.overlay, name="overlay"),
    path("discussions/<int:pk>/version/", reading.version, name="version"),
    path("discussions/<int:pk>/changes/", reading.changes, name="changes"),
    path("discussions/<int:pk>/visit/", reading.visit, name="visit"),
    path("comments/<int:pk>/", reading.comment, name="comment"),
    path("comments/<int:pk>/quotations/", reading.quotations, name="quotations"),
    path("comments/<int:pk>/reply/", deeds.reply, name="reply"),
    path("comments/<int:pk>/edit/", deeds.edit, name="edit"),
    path("comments/<int:pk>/revisions/", revisions.revisions, name="revisions"),
    path("comments/<int:pk>/deletion/", deeds.deletion, name="deletion"),
    path("comments/<int:pk>/deletion/undo/", deeds.undo, name="undo"),
    path("comments/<int:pk>/scrub/", scrubbing.scrub, name="scrub"),
    path("comments/<int:pk>/vote/", deeds.vote, name="vote"),
    path("comments/<int:pk>/report/", deeds.report, name="report"),
    path("comments/<int:pk>/decision/", moderation.decision, name="decision"),
    path("comments/<int:pk>/background/", background, name="background"),
    path("comments/<int:pk>/branch/", branch, name="branch"),
    path("comments/<int:pk>/pin/", measure, {"verdict": "pin"}, name="pin"),
    path("comments/<int:pk>/feature/", measure, {"verdict": "feature"}, name="feature"),
    # Beside each form for words: how they will look, and keeping them for later.
    path("discussions/<int:pk>/comments/preview/", writing.preview, {"find": place_below}),
    path("discussions/<int:pk>/comments/draft/", writing.draft, {"find": place_below}),
    path("comments/<int:pk>/reply/preview/", writing.preview, {"find": place_of_reply}),
    path("comments/<int:pk>/reply/draft/", writing.draft, {"find": place_of_reply}),
    path("comments/<int:pk>/edit/preview/", writing.preview, {"find": place_of_edit}),
    path("comments/<int:pk>/edit/draft/", writing.draft, {"find": place_of_edit}),
    path("search/comments/", searching.search_for_readers, name="search_comments"),
    path("account/drafts/", writing.drafts, name="drafts"),
    path("moderation/look/", desk.look, name="look"),
    path("moderation/filters/", saved_filters, name="saved_filters"),
    path("moderation/filters/<int:pk>/deletion/", saved_filter_deletion, name="saved_filter_deletion"),
    path("moderation/news/", desk.news, name="desk_news"),
    path("moderation/presence/", desk.presence, name="presence"),
    path("moderation/search/", searching.search, name="comment_search"),
    path("moderation/rules/", include("comments.rules.urls")),
    path("moderation/", moderation.queue, name="queue"),
    path("moderation/reasons/", reasons, name="reasons"),
    path("moderation/run/", run, name="run"),
    path("moderation/runs/<int:pk>/", run_done, name="run_done"),
    path("moderation/runs/<int:pk>/undo/", run_undo, name="run_undo"),
    path("moderation/dashboard/", show_dashboard, name="dashboard"),
    path("moderation/log/", log, name="log"),
    path("moderation/log/feed/", LogFeed(), name="log_feed"),
    path("moderation/decisions/<int:pk>/undo/", moderation.undo, name="decision_undo"),
]
