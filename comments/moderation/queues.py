"""The moderation queues: queries for what waits, never tables."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Viewer
from comments.asking import key_of
from comments.models import Comment, Decision
from comments.moderation.cards import cards_of
from comments.permissions import UNDO_GRACE, UNDO_WINDOW
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
    waiting = _waiting(name, moderator).filter(pk__gt=key_of(after) or 0)
    found = cards_of(waiting.order_by("pk")[: CARDS_ON_A_PAGE + 1])
    later = found[CARDS_ON_A_PAGE - 1].pk if len(found) > CARDS_ON_A_PAGE else None
    return QueuePage(cards=found[:CARDS_ON_A_PAGE], later=later)


def latest_decision(moderator: User) -> Decision | None:
    """What they decided in the last seconds, to be undone by one press; an undo offers nothing."""
    since = timezone.now() - UNDO_WINDOW - UNDO_GRACE
    latest = Decision.objects.filter(moderator=moderator).select_related("comment__author", "comment__guest")
    decision = latest.filter(decided_at__gte=since).order_by("-pk").first()
    return decision if decision and decision.verdict != Decision.Verdict.UNDO else None


def _waiting(name: str, moderator: Viewer) -> CommentQuerySet:
    """Only what the moderator may open, and so decide on: nothing on withdrawn articles."""
    visible = Comment.objects.visible_to(moderator)
    return visible.pending() if name == "pending" else visible.reported()
