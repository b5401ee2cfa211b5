"""What moderators set for a branch or a comment, and lifting it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from comments.actions.bookkeeping import hold_comment
from comments.actions.moderating import append_decision, undo_decision
from comments.actions.settling import settle_measures
from comments.measures import measures_in_force
from comments.models import Comment, Decision, Notification
from comments.notifications.telling import notify
from comments.permissions import may_moderate, may_take_measures
from comments.rulings import in_force


@transaction.atomic
def take_measure(
    *,
    comment: Comment,
    moderator: User,
    verdict: str,
    reason: str = "",
    note: str = "",
    slow_mode_seconds: int | None = None,
    at: datetime | None = None,
) -> Decision:
    """Set what the verdict says, until it is lifted; `note` is for the readers.

    The same again adds nothing, and the answer is the decision that stands. Raises PermissionDenied
    unless `moderator` may.
    """
    may_take_measures(moderator, comment, verdict).enforce()
    comment = hold_comment(comment)
    decisions = list(comment.decisions.order_by("pk"))
    standing = measures_in_force(decisions).get(verdict)
    asked = (reason, note, slow_mode_seconds)
    if standing and (standing.reason, standing.note, standing.slow_mode_seconds) == asked:
        return standing
    decision = append_decision(
        comment,
        moderator,
        Decision.Verdict(verdict),
        reason=reason,
        note=note,
        slow_mode_seconds=slow_mode_seconds,
        at=at,
    )
    settle_measures(comment, [*decisions, decision])
    if verdict == Decision.Verdict.FEATURE:
        kind = Notification.Kind.DECISION
        notify(to=[comment.author_id], kind=kind, comment=comment, actor=moderator.pk, occasion=decision.pk)
    return decision


@transaction.atomic
def lift_measure(*, comment: Comment, moderator: User, verdict: str) -> list[Decision]:
    """Take back all that set it, each by an undo of its own; of what is not set there is nothing to lift."""
    may_moderate(moderator).enforce()
    comment = hold_comment(comment)
    standing = [one for one in in_force(list(comment.decisions.order_by("pk"))) if one.verdict == verdict]
    return [undo_decision(decision=decision, moderator=moderator) for decision in reversed(standing)]
