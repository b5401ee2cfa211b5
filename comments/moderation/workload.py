"""What moderators did in a time, and what waits for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Min, QuerySet

from accounts.models import User
from accounts.permissions import Viewer
from comments.appeals.queue import waiting_appeals
from comments.models import Comment, Notice, Report
from comments.moderation.spans import Span, rows_by_span
from comments.moderation.tallies import DECIDED_IN

# Counted no further than anybody could clear.
MOST_WAITING = 10_000


@dataclass(frozen=True)
class Waiting:
    """How many wait, up to one more than MOST_WAITING, and since when the oldest does."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class Effort:
    """What one moderator decided, in how many hours of the clock that saw a decision of theirs."""

    moderator: User
    decisions: int
    hours: int

    @property
    def pace(self) -> float:
        return self.decisions / self.hours


def comments_waiting(moderator: Viewer) -> Waiting:
    pending = Comment.objects.visible_to(moderator).pending().order_by("pk")
    return Waiting(_count(pending), pending.values_list("created_at", flat=True).first())


def reports_waiting(moderator: Viewer) -> Waiting:
    """Reported comments, and since when the oldest report on one is open."""
    reported = Comment.objects.visible_to(moderator).reported().order_by("pk")
    open_reports = Report.objects.filter(decision=None, comment__in=reported.order_by())
    return Waiting(_count(reported), open_reports.aggregate(oldest=Min("created_at"))["oldest"])


def appeals_waiting(moderator: Viewer) -> Waiting:
    appeals = waiting_appeals(moderator).order_by("pk")
    return Waiting(_count(appeals), appeals.values_list("appealed_at", flat=True).first())


def notices_waiting() -> Waiting:
    notices = Notice.objects.waiting().order_by("pk")
    return Waiting(_count(notices), notices.values_list("received_at", flat=True).first())


def efforts(span: Span) -> list[Effort]:
    """Who decided, the most first; two statements."""
    hour = "substr(d.decided_at, 1, 13)" if connection.vendor == "sqlite" else "date_trunc('hour', d.decided_at)"
    joined = f"JOIN comments_decision d ON {DECIDED_IN} WHERE d.moderator_id IS NOT NULL GROUP BY d.moderator_id"
    with rows_by_span([span], f"d.moderator_id, count(*), count(DISTINCT {hour})", joined) as rows:
        found = {key: (decisions, hours) for key, decisions, hours in rows}
    people = User.objects.in_bulk(found)
    made = [Effort(people[key], decisions, hours) for key, (decisions, hours) in found.items()]
    return sorted(made, key=lambda one: (-one.decisions, one.moderator.pk))


def _count(members: QuerySet[Any]) -> int:
    return members.values("pk")[: MOST_WAITING + 1].count()
