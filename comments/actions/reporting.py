"""Telling the moderators that a comment breaks the rules."""

from django.db import transaction

from accounts.models import User
from accounts.statements import write_fields
from comments.actions.bookkeeping import hold_comment
from comments.models import Comment, Report
from comments.permissions import may_report


@transaction.atomic
def report_comment(*, comment: Comment, reporter: User, reason: str, note: str = "") -> Report:
    """Leave a report for the moderators, or answer with the reporter's open one.

    Raises PermissionDenied unless `reporter` may report this comment.
    """
    comment = hold_comment(comment)
    may_report(reporter, comment).enforce()
    report, is_new = Report.objects.get_or_create(
        comment=comment, reporter=reporter, decision=None, defaults={"reason": reason, "note": note}
    )
    if is_new:
        comment.report_count += 1
        write_fields(comment, "report_count")
    return report
