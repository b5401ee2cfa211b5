"""Which rows that name a comment somebody may see, since they may open the comment."""

from django.db.models import Exists, OuterRef

from accounts.permissions import Viewer
from comments.models import Comment


def on_visible_comment(viewer: Viewer, comment: str = "comment") -> Exists:
    """A condition for rows whose field `comment` leads to a comment: whether `viewer` may open it.

    Asked of each row. As `comment__in` SQLite first makes a list of all comments there are, which takes it half a
    second where there are two million.
    """
    return Exists(Comment.objects.visible_to(viewer).filter(pk=OuterRef(comment)))
