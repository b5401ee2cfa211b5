"""Comments as entries of feeds, each under what it answers (RFC 4685)."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.feeds.entries import (
    Answered,
    Entry,
    Person,
    Replies,
    entry_id,
    feed_address,
    whole_address,
    with_whole_addresses,
)
from articles.feeds.newest import article_id
from articles.models import Article
from comments.models import Comment
from comments.querysets import CommentQuerySet

_TITLE_LETTERS = 120


def readable(comments: CommentQuerySet) -> CommentQuerySet:
    """Those that everybody may read, with all that an entry needs."""
    return comments.published().select_related("author", "guest", "parent", "discussion__article")


def entries_of(comments: Iterable[Comment]) -> list[Entry]:
    return [_entry(comment, comment.discussion.article) for comment in comments]


def _entry(comment: Comment, article: Article) -> Entry:
    return Entry(
        id=comment_id(comment),
        url=_address(comment.pk),
        title=_title(comment, article),
        html=with_whole_addresses(comment.body_html),
        published=comment.created_at,
        updated=comment.edited_at or comment.created_at,
        writers=[_person(comment)],
        answers=_answered(comment, article),
        replies=_replies(comment),
    )


def comment_id(comment: Comment) -> str:
    return entry_id("comments", comment.pk, comment.created_at)


def _title(comment: Comment, article: Article) -> str:
    said = {"name": comment.writer_name, "headline": article.headline}
    return Truncator(_("%(name)s on “%(headline)s”") % said).chars(_TITLE_LETTERS)


def _answered(comment: Comment, article: Article) -> Answered:
    if comment.parent:
        return Answered(comment_id(comment.parent), _address(comment.parent.pk))
    return Answered(article_id(article), whole_address(article.get_absolute_url()))


def _replies(comment: Comment) -> Replies:
    feed = feed_address("branch_feed", comment.pk)
    return Replies(feed, _address(comment.pk), comment.reply_count)


def _person(comment: Comment) -> Person:
    page = whole_address(reverse("person", args=[comment.author.handle])) if comment.author else ""
    return Person(comment.writer_name, page)


def _address(key: int) -> str:
    return whole_address(reverse("comment", args=[key]))
