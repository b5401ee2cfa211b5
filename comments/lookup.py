"""A comment by its key, as deeds need it: with its discussion and its article, and without the ORM's price."""

from django.http import Http404

from accounts.permissions import Viewer
from accounts.statements import read_row
from articles.lookup import article_or_404
from articles.models import Article
from comments.models import Comment, Discussion
from comments.permissions import may_moderate
from comments.writers import is_own


def comment_or_404(viewer: Viewer, key: int) -> Comment:
    """The comment among those that the viewer may see: the same answer as `visible_to`, for less."""
    comment = read_row(Comment, "id = %s", [key])
    if comment is None or not _is_visible(comment, viewer):
        raise Http404
    comment.discussion = discussion_of(article_or_404(viewer, comment.discussion_id))
    return comment


def discussion_of(article: Article) -> Discussion:
    """The article's discussion as it is now; an empty one, not saved, where nobody has said anything yet."""
    discussion = read_row(Discussion, "article_id = %s", [article.pk]) or Discussion()
    discussion.article = article
    return discussion


def _is_visible(comment: Comment, viewer: Viewer) -> bool:
    """Published or once published, or the viewer's own; moderators see all."""
    once_shown = {Comment.Status.PUBLISHED, Comment.Status.REMOVED, Comment.Status.DELETED}
    was_shown = comment.status in once_shown and not comment.went_unseen
    return was_shown or is_own(viewer, comment) or bool(may_moderate(viewer))
