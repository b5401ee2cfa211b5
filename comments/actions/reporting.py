"""Telling the moderators that a comment breaks the rules."""

from django.db import transaction

from accounts.models import User
from comments.actions.bookkeeping import lock_discussion
from comments.models import Comment, Report
from comments.permissions import may_report


@transaction.atomic
def report_comment(*, comment: Comment, reporter: User, reason: str, note: str = "") -> Report:
    """Leave a report for the moderators, or answer with the reporter's open one.

    Raises PermissionDenied unless `reporter` may report this comment.
    """
    lock_discussion(comment.discussion_id)
    comment = Comment.objects.get(pk=comment.pk)
    may_report(reporter, comment).enforce()
    report, is_new = Report.objects.get_or_create(
        comment=comment, reporter=reporter, decision=None, defaults={"reason": reason, "note": note}
    )
    if is_new:
        comment.report_count += 1
        comment.save(update_fields=["report_count"])
    return report
