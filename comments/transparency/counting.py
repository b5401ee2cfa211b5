"""What a report counts: plain numbers from the record of decisions, without words."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from comments.models import Appeal, Comment, Decision, Notice, NoticeLocation, Report, Rule, RuleHit, Sanction
from comments.moderation.activity import written_in
from comments.moderation.spans import Span, rows_by_span
from comments.moderation.tallies import DECIDED_IN, Hindsight, Kind, decided_in, hindsight_on, what_became_of_held
from comments.transparency.periods import Period

Verdict = Decision.Verdict


@dataclass(frozen=True)
class Median:
    """In seconds, None where nothing was measured; of `count` times."""

    seconds: float | None
    count: int


@dataclass(frozen=True)
class Noticed:
    """Notices by their grounds: all, those after which something was taken down, and those that wait.

    `automated`: how many were decided with the help of automated means.
    """

    received: Counter[str]
    taken_down: Counter[str]
    waiting: Counter[str]
    automated: int


@dataclass(frozen=True)
class Figures:
    """`parts` holds the decisions by day or month, for the reasons of then; `made` all, for those known now."""

    period: Period
    counted_at: datetime
    written: int
    deleted: int
    parts: list[tuple[Span, Counter[Kind]]]
    hindsight: Hindsight
    # By reason: of readers, and of rules.
    reports: Counter[str]
    rule_reports: Counter[str]
    # What a moderator said of what rules had held, by verdict; of what waits still, blank.
    held: Counter[str]
    refused: int
    wait: Median
    answer: Median
    # By outcome; those that nobody has answered under a blank.
    appeals: Counter[str]
    appeal: Median
    notices: Noticed
    notice: Median
    # By kind.
    sanctions: Counter[str]
    lifted: Counter[str]

    @property
    def made(self) -> Counter[Kind]:
        return self.hindsight.told_with(sum((counted for _span, counted in self.parts), Counter()))

    @property
    def reversed_holds(self) -> int:
        """Those that rules made, and somebody took back."""
        return sum(n for kind, n in self.reversed.items() if kind.is_automated and kind.verdict == Verdict.HOLD)

    @property
    def reversed(self) -> Counter[Kind]:
        return self.hindsight.reversed


def count_figures(period: Period) -> Figures:
    """Costs twelve statements, whatever there is; a year of 300,000 decisions about a second."""
    span, parts = period.span, period.parts()
    reports, rule_reports = _reports_in(span)
    appeals, appeal = _appeals_in(span)
    notices, notice = _notices_in(span)
    sanctions, lifted = _sanctions_in(span)
    return Figures(
        period=period,
        counted_at=timezone.now(),
        written=written_in(span),
        deleted=_deleted_in(span),
        parts=list(zip(parts, decided_in(parts), strict=True)),
        hindsight=hindsight_on(span),
        reports=reports,
        rule_reports=rule_reports,
        held=what_became_of_held(span),
        refused=_refused_in(span),
        wait=_median(span, _WAITED, "c.created_at"),
        answer=_median(span, _REPORTED, "r.created_at"),
        appeals=appeals,
        appeal=appeal,
        notices=notices,
        notice=notice,
        sanctions=sanctions,
        lifted=lifted,
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


def _reports_in(span: Span) -> tuple[Counter[str], Counter[str]]:
    reports = Report.objects.filter(created_at__gte=span.since, created_at__lt=span.until).order_by()
    rows = list(reports.values_list("reason", "rule").annotate(count=Count("pk")))
    of_readers, of_rules = Counter[str](), Counter[str]()
    for reason, rule, count in rows:
        (of_readers if rule is None else of_rules)[reason] += count
    return of_readers, of_rules


def _refused_in(span: Span) -> int:
    hits = RuleHit.objects.filter(hit_at__gte=span.since, hit_at__lt=span.until)
    return hits.filter(action=Rule.Action.REFUSE, is_shadow=False, comment=None).count()


_NOBODY_ANSWERED = Appeal.Outcome.TAKEN_BACK


def _appeals_in(span: Span) -> tuple[Counter[str], Median]:
    """Of the appeals made in the span: what has become of them, and how long an answer took."""
    made = Appeal.objects.filter(appealed_at__gte=span.since, appealed_at__lt=span.until).order_by()
    rows = list(made.values_list("outcome", "appealed_at", "answered_at"))
    took = [(until - since).total_seconds() for outcome, since, until in rows if until and outcome != _NOBODY_ANSWERED]
    return Counter(outcome for outcome, *_times in rows), Median(median(took) if took else None, len(took))


def _notices_in(span: Span) -> tuple[Noticed, Median]:
    """Of the notices received in the span: what has become of them, and how long that took."""
    taken_down = NoticeLocation.objects.filter(notice=OuterRef("pk"), outcome=NoticeLocation.Outcome.TAKEN_DOWN)
    received = Notice.objects.filter(received_at__gte=span.since, received_at__lt=span.until).order_by()
    rows = list(
        received.annotate(is_followed=Exists(taken_down)).values_list(
            "ground", "received_at", "decided_at", "is_automated", "is_followed"
        )
    )
    took = [(decided_at - received_at).total_seconds() for _ground, received_at, decided_at, *_ in rows if decided_at]
    noticed = Noticed(
        received=Counter(ground for ground, *_ in rows),
        taken_down=Counter(ground for ground, *_, is_followed in rows if is_followed),
        waiting=Counter(ground for ground, _received_at, decided_at, *_ in rows if decided_at is None),
        automated=sum(decided_at is not None and is_automated for _g, _r, decided_at, is_automated, _f in rows),
    )
    return noticed, Median(median(took) if took else None, len(took))


def _sanctions_in(span: Span) -> tuple[Counter[str], Counter[str]]:
    """Those imposed in the span by kind, and those of them that were lifted before their time."""
    imposed = Sanction.objects.filter(imposed_at__gte=span.since, imposed_at__lt=span.until).order_by()
    rows = list(imposed.values_list("kind").annotate(count=Count("pk"), ended=Count("lifting")))
    return Counter({kind: count for kind, count, _ in rows}), Counter({kind: lifted for kind, _, lifted in rows})
