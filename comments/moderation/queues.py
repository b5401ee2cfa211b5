"""The moderation queues: queries for what waits, never tables."""

from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.permissions import Viewer
from comments.models import Comment, Report
from comments.querysets import CommentQuerySet

CARDS_ON_A_PAGE = 50
# In the order in which the desk shows them.
QUEUES = ("pending", "reported")


@dataclass(frozen=True)
class QueuePage:
    """Cards, oldest first; `later` is the key to go on after, or None on the last page."""

    cards: list[Comment]
    later: int | None


def queue_counts(moderator: Viewer) -> dict[str, int]:
    """How much waits in each queue; partial indexes keep the counting as small as the queues."""
    return {name: _waiting(name, moderator).count() for name in QUEUES}


def queue_page(name: str, moderator: Viewer, after: str = "") -> QueuePage:
    """Up to CARDS_ON_A_PAGE comments after the one with the key `after`; nonsense starts at the front."""
    start = int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else 0
    open_reports = Report.objects.filter(decision=None).select_related("reporter").order_by("pk")
    cards = (
        _waiting(name, moderator)
        .filter(pk__gt=start)
        .for_display()
        .select_related("discussion__article")
        .prefetch_related(Prefetch("reports", queryset=open_reports, to_attr="open_reports"))
    )
    found = list(cards.order_by("pk")[: CARDS_ON_A_PAGE + 1])
    later = found[CARDS_ON_A_PAGE - 1].pk if len(found) > CARDS_ON_A_PAGE else None
    return QueuePage(cards=found[:CARDS_ON_A_PAGE], later=later)


def _waiting(name: str, moderator: Viewer) -> CommentQuerySet:
    """Only what the moderator may open, and so decide on: nothing on withdrawn articles."""
    visible = Comment.objects.visible_to(moderator)
    return visible.pending() if name == "pending" else visible.reported()
