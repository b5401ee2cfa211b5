"""A comment by its key, as deeds need it, and what of a discussion is somebody's own: without the ORM's price."""

from django.db import connection
from django.http import Http404

from accounts.models import User
from accounts.permissions import Viewer
from accounts.statements import read_row, read_rows
from articles.lookup import WORDS, article_or_404
from articles.models import Article
from articles.policy import remember_policy
from comments.models import Comment, Discussion
from comments.permissions import may_moderate, may_read_discussion
from comments.writers import Writer, is_own


def comment_or_404(viewer: Viewer, key: int) -> Comment:
    """The comment among those that the viewer may see: the same answer as `visible_to`, for less."""
    comment = comment_in_any_discussion(viewer, key)
    if not is_own(viewer, comment) and not may_read_discussion(viewer, comment.discussion.article):
        raise Http404
    return comment


def comment_in_any_discussion(viewer: Viewer, key: int) -> Comment:
    """The same where the article may have no discussion any more: its words are not for everybody then."""
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


def comments_by(writer: Writer, article: Article, limit: int) -> list[Comment]:
    """The writer's own comments on the article, the newest first, without their words; none that they deleted."""
    column, key = ("author_id", writer.pk) if isinstance(writer, User) else ("guest_id", writer.guest.pk)
    found = read_rows(
        Comment,
        f"{column} = %s AND discussion_id = %s AND status <> %s ORDER BY id DESC LIMIT %s",
        [key, article.pk, Comment.Status.DELETED, limit],
        without=WORDS,
    )
    if found:
        remember_policy(article)
    discussion = Discussion(article=article)
    for comment in found:
        comment.discussion = discussion
    return found


def votes_of(voter: User, article: Article) -> dict[int, int]:
    """Their votes on the article's comments, by the comments' keys."""
    mine = "SELECT comment_id, value FROM comments_vote WHERE voter_id = %s AND discussion_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(mine, [voter.pk, article.pk])
        return dict(cursor.fetchall())


def _is_visible(comment: Comment, viewer: Viewer) -> bool:
    """Published or once published, or the viewer's own; moderators see all."""
    once_shown = {Comment.Status.PUBLISHED, Comment.Status.REMOVED, Comment.Status.DELETED}
    was_shown = comment.status in once_shown and not comment.went_unseen
    return was_shown or is_own(viewer, comment) or bool(may_moderate(viewer))
