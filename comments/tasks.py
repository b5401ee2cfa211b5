"""What goes on when the page has been answered."""

from datetime import datetime

from django.db import transaction
from django_tasks import task

from accounts.models import Erasure
from comments.actions.bookkeeping import lock_discussion
from comments.actions.branching import go_on_with
from comments.actions.erasing import erase_slice
from comments.actions.quoting import retell_quotations
from comments.models import Comment, DecisionRun, Rehearsal, Sanction
from comments.rules.rehearsing import carry_out_rehearsal
from comments.sanctions.sweeping import sweep_slice


@task()
def go_on_retelling(source: int, after: int) -> None:
    """Let the comments with keys after `after` that quote `source` say what has become of it."""
    comment = Comment.objects.get(pk=source)
    with transaction.atomic():
        retell_quotations(comment, lock_discussion(comment.discussion_id), after=after)


@task()
def go_on_sweeping(sanction: int, since: str) -> None:
    """Remove the next slice of what somebody wrote who is banned, and queue what is left."""
    imposed = Sanction.objects.select_related("run", "moderator", "person", "guest").get(pk=sanction)
    if sweep_slice(imposed, datetime.fromisoformat(since)):
        go_on_sweeping.enqueue(sanction, since)


@task()
def go_on_rehearsing(rehearsal: int) -> None:
    """Hold a rule against more decisions than its maker should wait for; what is done already is left alone."""
    asked = Rehearsal.objects.select_related("rule").filter(pk=rehearsal, finished_at=None).first()
    if asked:
        carry_out_rehearsal(asked)


@task()
def go_on_erasing(erasure: int) -> None:
    """Erase the next slice of what is somebody's own, and queue what is left."""
    asked = Erasure.objects.select_related("person").filter(pk=erasure, finished_at=None).first()
    if asked and erase_slice(asked):
        go_on_erasing.enqueue(erasure)


@task()
def go_on_removing(run: int, top: int, reason: str, note: str) -> None:
    """Remove the next comments of a branch, and queue what is left."""
    go_on_with(run=DecisionRun.objects.select_related("moderator").get(pk=run), top=top, reason=reason, note=note)
