"""Moderators look at what was published."""

from accounts.models import User
from comments.models import Comment, Look
from comments.permissions import may_moderate


def note_look(*, moderator: User, up_to: int) -> Look | None:
    """Note that somebody has looked at everything up to a comment; of one that does not exist, nothing.

    Raises PermissionDenied unless `moderator` may moderate.
    """
    may_moderate(moderator).enforce()
    if not Comment.objects.filter(pk=up_to).exists():
        return None
    return Look.objects.create(moderator=moderator, up_to=up_to)
