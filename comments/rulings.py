"""What decisions come to, one after another: the fold from which a comment's status follows.

Nothing here changes anything; docs/decisions/0010 tells why an undo is a decision of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from comments.models import Appeal, Comment, Decision
from comments.models.judgement import TO_FOLLOW

Verdict, Status = Decision.Verdict, Comment.Status

# What each verdict makes of a status; where it says nothing it is recorded and changes none.
_OUTCOMES: Mapping[str, Mapping[int, int]] = {
    Verdict.APPROVE: {Status.PENDING: Status.PUBLISHED},
    # By a rule: what it would have been is told by the status before it.
    Verdict.HOLD: {Status.PUBLISHED: Status.PENDING},
    Verdict.REMOVE: {
        Status.PENDING: Status.REMOVED,
        Status.UNCONFIRMED: Status.REMOVED,
        Status.PUBLISHED: Status.REMOVED,
        Status.SPAM: Status.REMOVED,
    },
    Verdict.SPAM: {
        Status.PENDING: Status.SPAM,
        Status.UNCONFIRMED: Status.SPAM,
        Status.PUBLISHED: Status.SPAM,
        Status.REMOVED: Status.SPAM,
    },
    Verdict.RESTORE: {Status.REMOVED: Status.PUBLISHED, Status.SPAM: Status.PUBLISHED},
    Verdict.UPHOLD: {},
}
TAKES_DOWN = frozenset({Verdict.REMOVE, Verdict.SPAM})


@dataclass(frozen=True)
class Seen:
    """What somebody who decides had before them: the revision, and the key of the last decision or 0."""

    revision: int
    decision: int


class Ruling(Protocol):
    """As much of a Decision as the fold asks for; `undoes_id` is the key of the one that it undoes, or None."""

    pk: int
    verdict: str
    undoes_id: int | None


R = TypeVar("R", bound=Ruling)


def status_after(first: int, rulings: Sequence[Ruling]) -> int:
    """The status of a comment that was `first`, once all of `rulings` were made, in the order of their keys.

    Each that was not undone makes of the status before it what its verdict says, as if those undone had
    never been. An undo may itself be undone: then what it undid counts again.
    """
    status = first
    for ruling in in_force(rulings):
        status = outcome(ruling.verdict, status)
    return status


def outcome(verdict: str, status: int) -> int:
    return int(_OUTCOMES.get(verdict, {}).get(status, status))


def in_force(rulings: Sequence[R]) -> list[R]:
    """Those that count, in order: neither undone nor an undo. Only what came later undoes, so it is read backwards."""
    undone: set[int | None] = set()
    counting = []
    for ruling in reversed(rulings):
        if ruling.pk in undone:
            continue
        if ruling.undoes_id is None:
            counting.append(ruling)
        undone.add(ruling.undoes_id)
    return counting[::-1]


def unexplained(decisions: Sequence[Decision]) -> list[Decision]:
    """Those in force whose reason is still to follow."""
    counting = in_force(decisions)
    explained = {one.explains_id for one in counting}
    return [one for one in counting if one.reason == TO_FOLLOW and one.pk not in explained]


def last_word_on(decision: Decision, decisions: Iterable[Decision]) -> tuple[Decision, bool]:
    """The last of the undos that follow from a decision, each of the one before it; and whether it is undone."""
    undone_by = {one.undoes_id: one for one in decisions if one.undoes_id is not None}
    is_undone = False
    while decision.pk in undone_by:
        decision, is_undone = undone_by[decision.pk], not is_undone
    return decision, is_undone


def since_last_turn(decisions: Sequence[Decision], standing: int | None = None) -> list[Decision]:
    """The decisions since something else last gave the comment its status, of which it then was `standing`.

    So does an edit of approved words, which wait again, and a guest who confirms an address. What was
    decided before that is done with, and undoing it is recorded without changing the status.
    """
    latest: list[Decision] = []
    for decision in decisions:
        if _has_turned(latest, decision.status_before):
            latest = []
        latest.append(decision)
    return [] if standing is not None and _has_turned(latest, standing) else latest


def _has_turned(decisions: Sequence[Decision], status: int) -> bool:
    """Whether the comment has another status than these decisions gave it."""
    return bool(decisions) and status_after(decisions[0].status_before, decisions) != status


def status_with(decisions: Sequence[Decision], undo: Decision) -> int:
    """The status that follows from the decisions and then `undo`, which knows the status before it."""
    latest = since_last_turn(decisions, undo.status_before)
    return status_after(latest[0].status_before, [*latest, undo]) if latest else undo.status_before


def status_without(decision: Decision) -> int:
    """The status that undoing the decision would leave, a deletion by the author apart; costs a query or two."""
    decisions = list(Decision.objects.filter(comment=decision.comment_id).order_by("pk"))
    last, is_undone = last_word_on(decision, decisions)
    standing = standing_of(decision.comment)
    if is_undone:
        return standing
    return status_with(decisions, Decision(pk=0, verdict=Verdict.UNDO, undoes_id=last.pk, status_before=standing))


def standing_of(comment: Comment) -> int:
    """Its status, a deletion by its author apart; of a deleted one this costs a query."""
    if comment.status != Status.DELETED:
        return comment.status
    decisions = list(comment.decisions.order_by("pk"))
    since = comment.deleted_at
    if decisions:
        latest = since_last_turn(decisions)
        ruled = status_after(latest[0].status_before, latest)
        # What moderators took down is deleted by an erasure alone, and is what they made of it all the same.
        if ruled in {Status.REMOVED, Status.SPAM} or (since and decisions[-1].decided_at >= since):
            return ruled
    if not comment.went_unseen:
        return int(Status.PUBLISHED)
    is_unconfirmed = comment.guest is not None and not comment.guest.is_confirmed
    return int(Status.UNCONFIRMED if is_unconfirmed else Status.PENDING)


def holds_down(decision: Decision, decisions: Sequence[Decision]) -> bool:
    """Whether it is in force and nothing since has put the words back, by these decisions on the comment."""
    counting = in_force(decisions)
    if decision.verdict not in TAKES_DOWN or all(one.pk != decision.pk for one in counting):
        return False
    return not any(one.pk > decision.pk and one.verdict == Verdict.RESTORE for one in counting)


def settled_by(appeal: Appeal, decisions: Sequence[Decision]) -> tuple[str, Decision | None]:
    """What came of an appeal and the decision that said so, by all decisions on the comment; blank while it waits.

    An answer that is undone answers nothing: then it waits again, unless the words are back by other ways.
    """
    answers = [one for one in in_force(decisions) if one.answers_id == appeal.pk]
    if answers:
        upheld = answers[-1].verdict == Verdict.UPHOLD
        return (Appeal.Outcome.UPHELD if upheld else Appeal.Outcome.OVERTURNED), answers[-1]
    if holds_down(appeal.ruling_appealed, decisions):
        return "", None
    return Appeal.Outcome.TAKEN_BACK, decisions[-1]
