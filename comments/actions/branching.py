"""Taking a whole branch down, as one run that can be taken back."""

from accounts.models import User
from comments.actions.moderating import decide
from comments.actions.runs import COMMENTS_IN_A_RUN
from comments.models import Comment, Decision, DecisionRun
from comments.permissions import may_take_measures
from comments.rows import published_below


def remove_branch(*, top: Comment, moderator: User, reason: str, note: str = "") -> DecisionRun:
    """Remove a comment and every published comment below it; a long branch is finished by a task.

    Each in a transaction of its own, as all runs. Raises PermissionDenied unless `moderator` may.
    """
    may_take_measures(moderator, top).enforce()
    run = DecisionRun.objects.create(moderator=moderator)
    go_on_with(run=run, top=top.pk, reason=reason, note=note)
    return run


def go_on_with(*, run: DecisionRun, top: int, reason: str, note: str) -> None:
    """The next COMMENTS_IN_A_RUN of the branch; what is left is queued, unless the run was taken back meanwhile.

    From below upwards, so that no removal has to look up what stands only for what it held.
    """
    from comments.tasks import go_on_removing

    if run.decisions.filter(undone_by__isnull=False).exists():
        return
    keys = published_below(top, COMMENTS_IN_A_RUN + 1)
    comments = Comment.objects.with_article().in_bulk(keys[:COMMENTS_IN_A_RUN])
    for pk in keys[:COMMENTS_IN_A_RUN]:
        decide(comments[pk], run.moderator, Decision.Verdict.REMOVE, reason=reason, note=note, run=run)
    if len(keys) > COMMENTS_IN_A_RUN:
        go_on_removing.enqueue(run.pk, top, reason, note)
