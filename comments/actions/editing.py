"""What authors do with their own comments."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments.actions.bookkeeping import lock_discussion, mark_changed, set_status
from comments.models import Comment
from comments.permissions import may_delete, may_edit
from comments.text import clean_body, to_html


@transaction.atomic
def edit_comment(*, comment: Comment, editor: User, body: str) -> Comment:
    """Put new words in the comment's place and keep the old ones as a revision.

    Raises PermissionDenied unless `editor` may edit. The same words again change nothing.
    """
    discussion = lock_discussion(comment.discussion_id)
    comment = Comment.objects.select_related("discussion__article").get(pk=comment.pk)
    may_edit(editor, comment).enforce()
    if clean_body(body) == comment.body:
        return comment
    _keep_revision(comment)
    comment.body, comment.body_html = clean_body(body), to_html(body)
    comment.edited_at = timezone.now()
    comment.revision_number += 1
    comment.save(update_fields=["body", "body_html", "edited_at", "revision_number"])
    mark_changed(comment, discussion)
    return comment


@transaction.atomic
def delete_comment(*, comment: Comment, author: User) -> Comment:
    """Take one's own words down; the place stays where others replied.

    Raises PermissionDenied unless `author` may delete. Deleting twice does no more than once.
    """
    discussion = lock_discussion(comment.discussion_id)
    comment = Comment.objects.get(pk=comment.pk)
    may_delete(author, comment).enforce()
    if comment.status != Comment.Status.DELETED:
        set_status(comment, Comment.Status.DELETED, discussion)
    return comment


def _keep_revision(comment: Comment) -> None:
    comment.revisions.create(
        number=comment.revision_number,
        body=comment.body,
        body_html=comment.body_html,
        written_at=comment.edited_at or comment.created_at,
    )
