"""When a change to a comment leaves a trace that readers see."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from articles.policy import discussion_policy
from comments.sanctions.in_force import is_premoderated

if TYPE_CHECKING:
    from comments.models import Comment


def leaves_trace(comment: "Comment") -> bool:
    """Whether a change now is marked and its difference shown.

    What waits for its first review nobody has read. After that a slip can be mended unseen for some
    minutes, until somebody has answered, quoted or judged the words: then these are on record.
    Costs up to 4 queries.
    """
    if comment.status in {comment.Status.PENDING, comment.Status.UNCONFIRMED}:
        return False
    return timezone.now() >= quiet_until(comment) or is_on_record(comment)


def waits_again(comment: "Comment") -> bool:
    """Whether a change sends the comment back to the moderators, who approved other words."""
    if not comment.is_published:
        return False
    return discussion_policy(comment.discussion.article).is_premoderated or is_premoderated(comment.writer)


def quiet_until(comment: "Comment") -> datetime:
    return comment.created_at + timedelta(minutes=settings.QUIET_EDIT_MINUTES)


def is_on_record(comment: "Comment") -> bool:
    """Whether somebody relies on the words as they stand; a reply that still waits does, too."""
    relations = (comment.replies, comment.quoted_in, comment.reports, comment.decisions)
    return any(relation.exists() for relation in relations)
