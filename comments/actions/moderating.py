"""What moderators decide. Every deed appends a Decision; none edits one, and the database would refuse it.

A deed can say `at` which time it was done: the demonstration tells of other days. It can also say what
was `seen`; then HappenedMeanwhileError is raised, and nothing done, where that is not how things are any more.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import role_of
from comments.actions.bookkeeping import hold_comment, mark_changed, set_status
from comments.actions.settling import settle_measures
from comments.appeals.settling import settle_appeals
from comments.models import Appeal, Comment, Decision, DecisionRun, OwedReason, Report
from comments.models.judgement import TO_FOLLOW, Reason
from comments.notifications.rulings import tell_of_ruling
from comments.notifications.telling import tell_of_comment
from comments.permissions import may_moderate, may_undo_decision
from comments.rulings import Seen, last_word_on, outcome, standing_of, status_with, unexplained


class HappenedMeanwhileError(Exception):
    """The comment was changed, deleted or decided on since whoever decides looked at it."""


def approve_comment(
    *, comment: Comment, moderator: User, note: str = "", seen: Seen | None = None, at: datetime | None = None
) -> Decision:
    """Publish what waited, or say of a reported comment that it stays; answers the open reports."""
    return decide(comment, moderator, Decision.Verdict.APPROVE, note=note, seen=seen, at=at)


def remove_comment(
    *,
    comment: Comment,
    moderator: User,
    reason: str,
    note: str = "",
    seen: Seen | None = None,
    at: datetime | None = None,
) -> Decision:
    """Take the words down, keep the place where others replied, and answer the open reports.

    Raises PermissionDenied unless `moderator` may moderate. Removing a comment that is
    already removed adds a second decision and changes nothing else. With TO_FOLLOW for a reason
    it is asked for on the desk, until `give_reason` gives it.
    """
    return decide(comment, moderator, Decision.Verdict.REMOVE, reason=reason, note=note, seen=seen, at=at)


def mark_spam(
    *, comment: Comment, moderator: User, note: str = "", seen: Seen | None = None, at: datetime | None = None
) -> Decision:
    """Take the comment down as spam, which is its reason, too; answers the open reports."""
    return decide(comment, moderator, Decision.Verdict.SPAM, reason=Reason.SPAM, note=note, seen=seen, at=at)


def restore_comment(
    *,
    comment: Comment,
    moderator: User,
    note: str = "",
    answers: Appeal | None = None,
    seen: Seen | None = None,
    at: datetime | None = None,
) -> Decision:
    """Show a removed comment again. What its author deleted stays deleted."""
    return decide(comment, moderator, Decision.Verdict.RESTORE, note=note, answers=answers, seen=seen, at=at)


def uphold_decision(
    *, comment: Comment, moderator: User, note: str = "", answers: Appeal, at: datetime | None = None
) -> Decision:
    """Say that what was appealed stands; the comment stays as it is, and its author is told."""
    return decide(comment, moderator, Decision.Verdict.UPHOLD, note=note, answers=answers, at=at)


@transaction.atomic
def give_reason(
    *, decision: Decision, moderator: User, reason: str, note: str = "", at: datetime | None = None
) -> Decision:
    """Say afterwards why a comment was removed, by one more decision; whoever wrote it is told.

    Raises HappenedMeanwhileError where that was said, or the removal undone, meanwhile.
    """
    may_moderate(moderator).enforce()
    comment = hold_comment(decision.comment)
    if decision not in unexplained(list(comment.decisions.order_by("pk"))):
        raise HappenedMeanwhileError
    verdict = Decision.Verdict.EXPLAIN
    explanation = append_decision(comment, moderator, verdict, reason=reason, note=note, explains=decision, at=at)
    _note_owed(comment)
    if comment.is_tombstone:
        # Its place tells why.
        mark_changed(comment, comment.discussion)
    tell_of_ruling(comment, explanation)
    return explanation


@transaction.atomic
def undo_decision(*, decision: Decision, moderator: User, at: datetime | None = None) -> Decision:
    """Take a decision back, by one more: the comment is then what those still in force make of it.

    The reports that it answered are open again. To undo an undo puts in force again what that undid.
    What is undone already stays so, and the answer is the undo that did it. Raises PermissionDenied
    unless `moderator` may.
    """
    may_moderate(moderator).enforce()
    comment = hold_comment(decision.comment)
    decisions = list(comment.decisions.order_by("pk"))
    last, is_undone = last_word_on(decision, decisions)
    if is_undone:
        return last
    may_undo_decision(moderator, last).enforce()
    undo = append_decision(comment, moderator, Decision.Verdict.UNDO, undoes=last, at=at)
    _settle_reports(comment, last)
    if any(one.reason == TO_FOLLOW for one in decisions):
        _note_owed(comment)
    status = status_with(decisions, undo)
    if status == Comment.Status.UNCONFIRMED and comment.guest is not None and comment.guest.is_confirmed:
        # Confirmed while it was taken down: now it waits for a moderator.
        status = Comment.Status.PENDING
    if status == comment.status and comment.is_tombstone:
        # Another decision may be the one now that its place tells of.
        mark_changed(comment, comment.discussion)
    _apply(comment, undo, status)
    settle_measures(comment, [*decisions, undo])
    settle_appeals(comment)
    return undo


@transaction.atomic
def decide(
    comment: Comment,
    moderator: User,
    verdict: Decision.Verdict,
    *,
    reason: str = "",
    note: str = "",
    answers: Appeal | None = None,
    seen: Seen | None = None,
    run: DecisionRun | None = None,
    at: datetime | None = None,
) -> Decision:
    """Rule on a comment by the verdict: what the deeds above come to; `run` is what it is part of."""
    may_moderate(moderator).enforce()
    comment = hold_comment(comment)
    if seen is not None:
        _check_nothing_happened(comment, seen)
    decision = append_decision(comment, moderator, verdict, reason=reason, note=note, run=run, answers=answers, at=at)
    comment.reports.filter(decision=None).update(decision=decision)
    _count_reports(comment)
    if reason == TO_FOLLOW:
        _note_owed(comment)
    _apply(comment, decision, outcome(verdict, decision.status_before))
    settle_appeals(comment)
    return decision


def _check_nothing_happened(comment: Comment, seen: Seen) -> None:
    is_same = comment.revision_number == seen.revision and comment.status != Comment.Status.DELETED
    if not is_same or comment.decisions.filter(pk__gt=seen.decision).exists():
        raise HappenedMeanwhileError


def append_decision(
    comment: Comment,
    moderator: User,
    verdict: Decision.Verdict,
    *,
    reason: str = "",
    note: str = "",
    undoes: Decision | None = None,
    explains: Decision | None = None,
    run: DecisionRun | None = None,
    slow_mode_seconds: int | None = None,
    answers: Appeal | None = None,
    at: datetime | None = None,
) -> Decision:
    """Within the caller's transaction, which holds the comment: what follows from it is the caller's to do."""
    return comment.decisions.create(
        moderator=moderator,
        role=role_of(moderator),
        verdict=verdict,
        reason=reason,
        note=note,
        revision_number=comment.revision_number,
        status_before=standing_of(comment),
        undoes=undoes,
        explains=explains,
        run=run,
        slow_mode_seconds=slow_mode_seconds,
        answers=answers,
        decided_at=at or timezone.now(),
    )


def _apply(comment: Comment, decision: Decision, status: int) -> None:
    """Give the comment its status, unless its author deleted it, which stands apart from what is decided.

    Where that changes something, or answers an appeal, its author is told.
    """
    if comment.status not in {status, Comment.Status.DELETED}:
        set_status(comment, status, comment.discussion)
        if comment.is_published:
            tell_of_comment(comment)
    elif decision.answers_id is None:
        return
    tell_of_ruling(comment, decision)


def _note_owed(comment: Comment) -> None:
    """Keep beside the decisions which of their reasons are still to follow."""
    owing = unexplained(list(comment.decisions.order_by("pk")))
    OwedReason.objects.filter(decision__comment=comment).exclude(decision__in=owing).delete()
    OwedReason.objects.bulk_create([OwedReason(decision=one) for one in owing], ignore_conflicts=True)


def _settle_reports(comment: Comment, undone: Decision) -> None:
    """Open the reports that an undone decision answered; answer them again where an undo of it was undone."""
    is_in_force = False
    while undone.undoes is not None:
        undone, is_in_force = undone.undoes, not is_in_force
    if is_in_force:
        comment.reports.filter(decision=None, created_at__lte=undone.decided_at).update(decision=undone)
    else:
        _open_reports(comment, undone)
    _count_reports(comment)


def _open_reports(comment: Comment, decision: Decision) -> None:
    """Those of people, and rules, that have not reported it anew: one open report of each is enough."""
    anew = list(Report.objects.filter(comment=comment, decision=None).values_list("reporter", "rule"))
    for report in comment.reports.filter(decision=decision):
        if (report.reporter_id, report.rule_id) not in anew:
            report.decision = None
            report.save(update_fields=["decision"])


def _count_reports(comment: Comment) -> None:
    comment.report_count = comment.reports.filter(decision=None).count()
    comment.save(update_fields=["report_count"])
