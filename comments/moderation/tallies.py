"""How many decisions of each kind were made in a time, and how many of those were reversed since.

Everything that tells figures of decisions counts here: the dashboard and the transparency report.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from comments.models import Decision
from comments.moderation.spans import Span, rows_by_span
from comments.rulings import in_force

Verdict = Decision.Verdict
TAKEN_DOWN = (Verdict.REMOVE, Verdict.SPAM)
DECIDED_IN = "d.decided_at >= since AND d.decided_at < until"


class Kind(NamedTuple):
    """What the figures tell decisions apart by. `is_automated`: by a rule, without a moderator.

    `had_waited`: the comment had been kept from readers until then.
    """

    verdict: str
    reason: str
    is_automated: bool
    had_waited: bool

    @property
    def takes_down(self) -> bool:
        return self.verdict in TAKEN_DOWN


@dataclass(slots=True)
class Made:
    """As much of a decision as it takes to tell what became of it; a `comments.rulings.Ruling`."""

    pk: int
    verdict: str
    undoes_id: int | None
    comment_id: int
    reason: str
    moderator_id: int | None
    status_before: int
    decided_at: datetime
    explains_id: int | None

    @property
    def kind(self) -> Kind:
        return Kind(self.verdict, self.reason, self.moderator_id is None, self.status_before == 0)


def decided_in(spans: Sequence[Span]) -> list[Counter[Kind]]:
    """For each span; one statement, which reads an index alone."""
    kinds = "d.verdict, d.reason, d.moderator_id IS NULL, d.status_before = 0"
    joined = f"JOIN comments_decision d ON {DECIDED_IN} GROUP BY n, {kinds}"
    counted: list[Counter[Kind]] = [Counter() for _ in spans]
    with rows_by_span(spans, f"n, {kinds}, count(*)", joined) as rows:
        for n, verdict, reason, is_automated, had_waited, count in rows:
            counted[n][Kind(verdict, reason, bool(is_automated), bool(had_waited))] = count
    return counted


@dataclass(frozen=True)
class Hindsight:
    """What later decisions made of those in a span.

    `reversed`: those that somebody took back or went against, whenever that was: undone, and not by an undo that
    was itself undone; or a removal after which the comment was put back. `explained` is to be added to the
    decisions as counted: it takes removals away from those whose reason is to follow, and adds them to those
    for the reason that followed.
    """

    reversed: Counter[Kind]
    explained: Counter[Kind]

    def told_with(self, made: Counter[Kind]) -> Counter[Kind]:
        """The decisions that were counted, under the reasons that are known by now."""
        together = Counter(made)
        together.update(self.explained)
        return +together


def hindsight_on(span: Span) -> Hindsight:
    """One statement, for all that was decided on the comments with second thoughts."""
    second_thoughts = [Verdict.UNDO, Verdict.RESTORE, Verdict.EXPLAIN]
    changed = Decision.objects.filter(verdict__in=second_thoughts, decided_at__gte=span.since).order_by()
    made = Decision.objects.filter(comment__in=changed.values("comment")).order_by("comment_id", "pk")
    rulings = [Made(*row) for row in made.values_list(*(field.name for field in fields(Made)))]
    found = Hindsight(Counter(), Counter())
    for _comment, together in groupby(rulings, key=lambda one: one.comment_id):
        _look_back(found, list(together), span)
    return found


def _look_back(found: Hindsight, rulings: list[Made], span: Span) -> None:
    reasons = {one.explains_id: one.reason for one in in_force(rulings) if one.explains_id is not None}
    for one in rulings:
        if one.pk in reasons and one.decided_at in span:
            found.explained[one.kind] -= 1
            one.reason = reasons[one.pk]
            found.explained[one.kind] += 1
    found.reversed.update(one.kind for one in reversed_among(rulings) if one.decided_at in span)


def reversed_among(rulings: Sequence[Made]) -> list[Made]:
    """Of all decisions on one comment, in order."""
    standing = in_force(rulings)
    last_return = max((one.pk for one in standing if one.verdict == Verdict.RESTORE), default=0)
    against = {one.pk for one in standing if one.verdict in TAKEN_DOWN and one.pk < last_return}
    standing_keys = {one.pk for one in standing}
    return [
        one for one in rulings if one.verdict != Verdict.UNDO and (one.pk not in standing_keys or one.pk in against)
    ]


def what_became_of_held(span: Span) -> Counter[str]:
    """Of what rules held in the span: what a moderator decided on it first, by verdict; blank for what waits still.

    "undo": the hold was taken back, which publishes the comment. Decisions that were themselves taken back
    do not count.
    """
    joined = f"JOIN comments_decision d ON {DECIDED_IN} WHERE d.verdict = 'hold' AND d.moderator_id IS NULL"
    by_outcome = "SELECT coalesce(outcome, ''), count(*) FROM ({}) held GROUP BY outcome"
    with rows_by_span([span], f"{_FIRST_LOOK} AS outcome", joined, around=by_outcome) as rows:
        return Counter(dict(rows))


# An undo that was itself undone undoes nothing.
_UNDONE = """EXISTS (
    SELECT 1 FROM comments_decision u WHERE u.undoes_id = {}.id
    AND NOT EXISTS (SELECT 1 FROM comments_decision again WHERE again.undoes_id = u.id))"""
_FIRST_LOOK = f"""CASE WHEN {_UNDONE.format("d")} THEN 'undo' ELSE (
    SELECT n.verdict FROM comments_decision n
    WHERE n.comment_id = d.comment_id AND n.id > d.id AND n.moderator_id IS NOT NULL
    AND n.verdict IN ('approve', 'remove', 'spam') AND NOT {_UNDONE.format("n")}
    ORDER BY n.id LIMIT 1) END"""
