"""Telling the moderators that a comment breaks the rules."""

from django.db import transaction

from accounts.models import User
from accounts.statements import write_fields
from comments.actions.bookkeeping import hold_comment
from comments.models import Comment, Notification, Report
from comments.notifications.telling import notify
from comments.permissions import may_report
from comments.rules.cases import BY_MODERATORS, Case, case_of
from comments.rules.judging import judge_reported
from comments.rules.recording import hold_published, keep_hits, report_by_rule


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
        _ask_rules(comment)
    return report


def _ask_rules(comment: Comment) -> None:
    """Whether it has been reported often enough: not of words that a moderator has let stand."""
    judgement = judge_reported(lambda: _case_of(comment))
    if not judgement.hits or _is_decided(comment):
        return
    keep_hits(comment, judgement)
    # What others have answered keeps its place: then the report alone says that it is urgent.
    if judgement.hold and not comment.replies.exists():
        decision = hold_published(comment, judgement.hold, comment.discussion)
        notify(
            to=[comment.author_id],
            kind=Notification.Kind.DECISION,
            comment=comment,
            actor=None,
            occasion=decision.pk,
        )
        return
    for hit in filter(None, [judgement.hold, *judgement.reports]):
        report_by_rule(comment, hit)


def _case_of(comment: Comment) -> Case:
    reports = comment.reports.filter(decision=None, rule=None).count()
    return case_of(comment, reports=reports)


def _is_decided(comment: Comment) -> bool:
    rulings = comment.decisions.filter(verdict__in=BY_MODERATORS, revision_number=comment.revision_number)
    return rulings.exists()
