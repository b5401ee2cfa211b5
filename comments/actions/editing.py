"""What authors do with their own comments."""

from django.db import transaction
from django.utils import timezone

from comments.actions.bookkeeping import hold_comment, mark_changed, set_status
from comments.actions.quoting import keep_references, read_references, retell_quotations
from comments.edit_window import leaves_trace, waits_again
from comments.guards.stops import Stopped
from comments.guards.warned import refuse_unread
from comments.models import Comment, Discussion, Notification
from comments.notifications.telling import notify, tell_of_comment
from comments.permissions import may_delete, may_edit, may_moderate, may_undo_deletion
from comments.rules.cases import case_of
from comments.rules.judging import NOTHING_FOUND, Hit, Judgement, judge_edit
from comments.rules.recording import hold_published, keep_hits, note_refusal, report_by_rule
from comments.rules.sentences import held_edit, refusal_of
from comments.rulings import standing_of
from comments.text import clean_body, key_of_words
from comments.writers import Writer, as_somebody


class ChangedMeanwhileError(Exception):
    """The words are not those any more with which the form began; `words` are what stands there now."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


def edit_comment(*, comment: Comment, editor: Writer, body: str, begun_from: str = "") -> Comment:
    """Put new words in the comment's place and keep the old ones as a revision.

    `begun_from` is the key of the words with which the form began. Raises ChangedMeanwhileError where
    these were replaced since, PermissionDenied unless `editor` may edit, and Stopped where a warning
    is to be read first or a rule has something against the new words. The same words again change nothing.
    """
    judgement = _judged(comment, editor, clean_body(body))
    if judgement.refusal:
        note_refusal(judgement)
        raise Stopped(refusal_of(judgement.refusal))
    return _edit(comment, editor, body, begun_from, judgement)


def _judged(comment: Comment, editor: Writer, body: str) -> Judgement:
    """Nothing of what stands there already, or what a moderator says."""
    if body == comment.body or may_moderate(editor):
        return NOTHING_FOUND
    return judge_edit(lambda: case_of(comment, body=body))


@transaction.atomic
def _edit(comment: Comment, editor: Writer, body: str, begun_from: str, judgement: Judgement) -> Comment:
    comment = hold_comment(comment)
    may_edit(editor, comment).enforce()
    if clean_body(body) == comment.body:
        return comment
    refuse_unread(as_somebody(editor))
    if begun_from and begun_from != key_of_words(comment.body):
        raise ChangedMeanwhileError(comment.body)
    held = judgement.hold if comment.is_published and not waits_again(comment) else None
    if held and comment.replies.exists():
        raise Stopped(held_edit(held))
    reword(comment, body, comment.discussion, held)
    keep_hits(comment, judgement)
    if comment.is_published:
        for hit in judgement.reports:
            report_by_rule(comment, hit)
    return comment


def reword(comment: Comment, body: str, discussion: Discussion, held: Hit | None = None) -> None:
    """Within a transaction that holds the discussion: new words, and the old ones kept. `held` by a rule they wait."""
    is_traced, waits = leaves_trace(comment), waits_again(comment)
    now = timezone.now()
    _keep_revision(comment, is_public=is_traced)
    comment.body = clean_body(body)
    references = read_references(comment, comment.discussion.article)
    comment.edited_at = now if is_traced else comment.edited_at
    comment.revision_number += 1
    comment.save(update_fields=["body", "body_html", "edited_at", "revision_number"])
    if held:
        hold_published(comment, held, discussion)
    elif waits:
        set_status(comment, Comment.Status.PENDING, discussion)
    else:
        mark_changed(comment, discussion)
    keep_references(comment, references, discussion)
    retell_quotations(comment, discussion)
    if comment.is_published:
        tell_of_comment(comment)
    if is_traced:
        _tell_who_answered(comment)


def _tell_who_answered(comment: Comment) -> None:
    """That what they answered reads otherwise now."""
    answered = comment.replies.published().values_list("author", flat=True)
    notify(
        to=answered,
        kind=Notification.Kind.EDITED_AFTER_REPLY,
        comment=comment,
        actor=comment.author_id,
        occasion=comment.revision_number,
    )


@transaction.atomic
def delete_comment(*, comment: Comment, author: Writer) -> Comment:
    """Take one's own words down; the place stays where others replied.

    Raises PermissionDenied unless `author` may delete. Deleting twice does no more than once.
    """
    comment = hold_comment(comment)
    may_delete(author, comment).enforce()
    if comment.status != Comment.Status.DELETED:
        comment.deleted_at = timezone.now()
        comment.save(update_fields=["deleted_at"])
        set_status(comment, Comment.Status.DELETED, comment.discussion)
    return comment


@transaction.atomic
def undo_deletion(*, comment: Comment, author: Writer) -> Comment:
    """Bring one's own words back as if nothing had been: shown, or waiting as they were.

    Raises PermissionDenied unless `author` may, which is so for some seconds only. Undoing twice
    does no more than once.
    """
    comment = hold_comment(comment)
    may_undo_deletion(author, comment).enforce()
    if comment.status == Comment.Status.DELETED:
        status = standing_of(comment)
        comment.deleted_at = None
        comment.save(update_fields=["deleted_at"])
        set_status(comment, status, comment.discussion)
    return comment


def _keep_revision(comment: Comment, *, is_public: bool) -> None:
    last = comment.revisions.first()
    comment.revisions.create(
        number=comment.revision_number,
        body=comment.body,
        body_html=comment.body_html,
        written_at=last.replaced_at if last else comment.created_at,
        is_public=is_public,
    )
