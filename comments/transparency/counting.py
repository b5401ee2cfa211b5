"""What a report counts: plain numbers from the record of decisions, without words."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from comments.models import Comment, Report
from comments.moderation.activity import written_in
from comments.moderation.spans import Span, rows_by_span
from comments.moderation.tallies import DECIDED_IN, Hindsight, Kind, decided_in, hindsight_on
from comments.transparency.periods import Period


@dataclass(frozen=True)
class Median:
    """In seconds, None where nothing was measured; of `count` times."""

    seconds: float | None
    count: int


@dataclass(frozen=True)
class Figures:
    """`parts` holds the decisions by day or month, for the reasons of then; `made` all, for those known now."""

    period: Period
    counted_at: datetime
    written: int
    deleted: int
    parts: list[tuple[Span, Counter[Kind]]]
    hindsight: Hindsight
    reports: Counter[str]
    wait: Median
    answer: Median

    @property
    def made(self) -> Counter[Kind]:
        return self.hindsight.told_with(sum((counted for _span, counted in self.parts), Counter()))

    @property
    def reversed(self) -> Counter[Kind]:
        return self.hindsight.reversed


def count_figures(period: Period) -> Figures:
    """Costs eight statements, whatever there is; a year of 300,000 decisions about a second."""
    span, parts = period.span, period.parts()
    return Figures(
        period=period,
        counted_at=timezone.now(),
        written=written_in(span),
        deleted=_deleted_in(span),
        parts=list(zip(parts, decided_in(parts), strict=True)),
        hindsight=hindsight_on(span),
        reports=_reports_in(span),
        wait=_median(span, _WAITED, "c.created_at"),
        answer=_median(span, _REPORTED, "r.created_at"),
    )


_WAITED = f"""
    JOIN comments_decision d ON {DECIDED_IN} JOIN comments_comment c ON c.id = d.comment_id
    WHERE d.status_before = 0 AND d.moderator_id IS NOT NULL
        AND d.verdict IN ('approve', 'remove', 'spam', 'restore')"""
_REPORTED = f"""
    JOIN comments_decision d ON {DECIDED_IN} JOIN comments_report r ON r.decision_id = d.id
    WHERE d.moderator_id IS NOT NULL"""


def _median(span: Span, joined: str, begin: str) -> Median:
    """Of the time from `begin` to the decision, the middle one, or the mean of the two in the middle."""
    places = f"""
        {_seconds_since(begin)} AS seconds,
        row_number() OVER (ORDER BY {_seconds_since(begin)}) AS place,
        count(*) OVER () AS together"""
    with rows_by_span([span], places, joined, around=_MIDDLE) as rows:
        seconds, count = rows.fetchone()
    return Median(seconds, count or 0)


_MIDDLE = "SELECT avg(seconds), max(together) FROM ({}) ranked WHERE place IN ((together + 1) / 2, (together + 2) / 2)"


def _seconds_since(begin: str) -> str:
    if connection.vendor == "sqlite":
        return f"(julianday(d.decided_at) - julianday({begin})) * 86400.0"
    return f"EXTRACT(EPOCH FROM d.decided_at - {begin})::float8"


def _deleted_in(span: Span) -> int:
    # Said twice, so that the index of what is not published is found.
    deleted = Comment.objects.filter(~Q(status=1), status=Comment.Status.DELETED)
    return deleted.filter(deleted_at__gte=span.since, deleted_at__lt=span.until).count()


def _reports_in(span: Span) -> Counter[str]:
    reports = Report.objects.filter(created_at__gte=span.since, created_at__lt=span.until).order_by()
    return Counter(dict(reports.values_list("reason").annotate(count=Count("pk"))))
