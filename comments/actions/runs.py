"""Deciding on many comments together, and taking that back together."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied

from accounts.models import User
from comments.actions.moderating import HappenedMeanwhileError, decide, undo_decision
from comments.models import Comment, Decision, DecisionRun
from comments.permissions import may_moderate
from comments.rulings import Seen

# As many as somebody can have looked at, and as fit in an answer that does not keep them waiting.
COMMENTS_IN_A_RUN = 200


@dataclass
class RunResult:
    """What came of it: `left` holds the keys of comments to which something happened meanwhile."""

    run: DecisionRun
    left: list[int] = field(default_factory=list)


def decide_together(
    *,
    chosen: Sequence[tuple[Comment, Seen]],
    moderator: User,
    verdict: Decision.Verdict,
    reason: str = "",
    note: str = "",
) -> RunResult:
    """Rule alike on each, but for those that are not as they were seen.

    Each in a transaction of its own, so that whoever writes to a discussion never waits for more than
    one; ended in the middle, what was decided is decided and can be taken back with the run.
    """
    may_moderate(moderator).enforce()
    result = RunResult(DecisionRun.objects.create(moderator=moderator))
    for comment, seen in chosen[:COMMENTS_IN_A_RUN]:
        try:
            decide(comment, moderator, verdict, reason=reason, note=note, seen=seen, run=result.run)
        except HappenedMeanwhileError:
            result.left.append(comment.pk)
    return result


def undo_run(*, run: DecisionRun, moderator: User) -> None:
    """Take back all of the run's decisions, each by an undo of its own; what cannot be taken back stands."""
    may_moderate(moderator).enforce()
    for decision in run.decisions.select_related("comment__discussion__article").order_by("pk"):
        with suppress(PermissionDenied):
            undo_decision(decision=decision, moderator=moderator)
