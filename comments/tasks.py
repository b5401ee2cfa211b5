"""What goes on when the page has been answered."""

from django.db import transaction
from django_tasks import task

from comments.actions.bookkeeping import lock_discussion
from comments.actions.quoting import retell_quotations
from comments.models import Comment


@task()
def go_on_retelling(source: int, after: int) -> None:
    """Let the comments with keys after `after` that quote `source` say what has become of it."""
    comment = Comment.objects.get(pk=source)
    with transaction.atomic():
        retell_quotations(comment, lock_discussion(comment.discussion_id), after=after)
