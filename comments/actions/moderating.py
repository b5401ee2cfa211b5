"""What moderators decide. Every deed appends a Decision; none edits one, and the database would refuse it.

A deed can say `at` which time it was done: the demonstration tells of other days.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import role_of
from comments.actions.bookkeeping import hold_comment, set_status
from comments.models import Comment, Decision
from comments.notifications.telling import tell_of_comment
from comments.permissions import may_moderate

_STATUS_AFTER = {
    Decision.Verdict.APPROVE: Comment.Status.PUBLISHED,
    Decision.Verdict.REMOVE: Comment.Status.REMOVED,
    Decision.Verdict.RESTORE: Comment.Status.PUBLISHED,
}
# What each verdict is given on; on anything else it is recorded and changes no status.
_APPLIES_TO = {
    Decision.Verdict.APPROVE: {Comment.Status.PENDING},
    Decision.Verdict.REMOVE: {
        Comment.Status.PENDING,
        Comment.Status.PUBLISHED,
        Comment.Status.SPAM,
        Comment.Status.UNCONFIRMED,
    },
    Decision.Verdict.RESTORE: {Comment.Status.REMOVED, Comment.Status.SPAM},
}


def approve_comment(*, comment: Comment, moderator: User, note: str = "", at: datetime | None = None) -> Decision:
    """Publish what waited, or say of a reported comment that it stays; answers the open reports."""
    return _decide(comment, moderator, Decision.Verdict.APPROVE, note=note, at=at)


def remove_comment(
    *, comment: Comment, moderator: User, reason: str, note: str = "", at: datetime | None = None
) -> Decision:
    """Take the words down, keep the place where others replied, and answer the open reports.

    Raises PermissionDenied unless `moderator` may moderate. Removing a comment that is
    already removed adds a second decision and changes nothing else.
    """
    return _decide(comment, moderator, Decision.Verdict.REMOVE, reason=reason, note=note, at=at)


def restore_comment(*, comment: Comment, moderator: User, note: str = "") -> Decision:
    """Show a removed comment again. What its author deleted stays deleted."""
    return _decide(comment, moderator, Decision.Verdict.RESTORE, note=note)


@transaction.atomic
def _decide(
    comment: Comment,
    moderator: User,
    verdict: Decision.Verdict,
    *,
    reason: str = "",
    note: str,
    at: datetime | None = None,
) -> Decision:
    may_moderate(moderator).enforce()
    comment = hold_comment(comment)
    decision = comment.decisions.create(
        moderator=moderator,
        role=role_of(moderator),
        verdict=verdict,
        reason=reason,
        note=note,
        revision_number=comment.revision_number,
        decided_at=at or timezone.now(),
    )
    comment.reports.filter(decision=None).update(decision=decision)
    comment.report_count = 0
    comment.save(update_fields=["report_count"])
    if comment.status in _APPLIES_TO[verdict]:
        set_status(comment, _STATUS_AFTER[verdict], comment.discussion)
        if comment.is_published:
            tell_of_comment(comment)
    return decision
