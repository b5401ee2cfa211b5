"""Removing all that somebody wrote since a time, as one run of decisions that goes with a ban.

In slices by the worker, each comment in a transaction of its own, so that nobody waits for it, and what was
stopped goes on from what is left.
"""

from datetime import datetime

from comments.actions.moderating import decide
from comments.models import Comment, Decision, Sanction
from comments.moderation.people import comments_of
from comments.querysets import CommentQuerySet
from comments.sanctions.in_force import Somebody

# Some seconds of the worker's time.
SLICE = 100
_STANDING = (Comment.Status.PUBLISHED, Comment.Status.PENDING, Comment.Status.UNCONFIRMED)


def what_would_go(whom: Somebody, since: datetime) -> CommentQuerySet:
    """Their comments that nobody has taken down, newest first."""
    return comments_of(whom).filter(status__in=_STANDING, created_at__gte=since).order_by("-pk")


def sweep_slice(sanction: Sanction, since: datetime) -> bool:
    """Remove the next SLICE; says whether more is left. Once any of it is taken back the rest stays as it is."""
    assert sanction.run is not None  # noqa: S101  # there is something to be removed
    if sanction.run.decisions.filter(undone_by__isnull=False).exists():
        return False
    left = what_would_go(sanction.whom, since).filter(created_at__lte=sanction.imposed_at)
    comments = list(left.exclude(decisions__run=sanction.run).with_article()[:SLICE])
    for comment in comments:
        decide(
            comment,
            sanction.moderator,
            Decision.Verdict.REMOVE,
            reason=sanction.reason,
            note=sanction.sentence,
            run=sanction.run,
        )
    return len(comments) == SLICE
