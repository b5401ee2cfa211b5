"""Discussions for tests of reading: many threads at once, with every count true."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from articles.models import Article
from comments.models import Comment, Discussion, Thread
from comments.ranking import rank
from tests.factories import ArticleFactory

# All at once, and long enough ago for their scores to be shown.
WRITTEN_AT = datetime(2024, 5, 6, 12, tzinfo=UTC)


@dataclass(frozen=True)
class ThreadOf:
    """A thread to be: the votes on its root, how many replies it has, and whether its root was taken down."""

    upvotes: int = 0
    downvotes: int = 0
    replies: int = 0
    status: int = Comment.Status.PUBLISHED

    @property
    def is_shown(self) -> bool:
        return self.status == Comment.Status.PUBLISHED or self.replies > 0

    @property
    def size(self) -> int:
        return self.replies + (self.status == Comment.Status.PUBLISHED)


def discussion_of(*threads: ThreadOf) -> Article:
    """A public article with these threads, oldest first."""
    article = ArticleFactory.create()
    shown = [thread for thread in threads if thread.is_shown]
    discussion = Discussion.objects.create(
        article=article,
        comment_count=sum(thread.size for thread in threads),
        thread_count=len(shown),
        last_comment_at=WRITTEN_AT if shown else None,
        version=1,
    )
    roots = Comment.objects.bulk_create([_root(thread, discussion) for thread in threads])
    pairs = list(zip(threads, roots, strict=True))
    Comment.objects.bulk_create(_reply(root) for thread, root in pairs for _ in range(thread.replies))
    Thread.objects.bulk_create(_row(thread, root) for thread, root in pairs if thread.is_shown)
    return article


def shown_roots(article: Article) -> list[int]:
    """Their keys, oldest first, found without the threads' rows."""
    roots = Comment.objects.filter(discussion=article.pk, parent=None).shown()
    return list(roots.order_by("pk").values_list("pk", flat=True))


def keys_in(html: str) -> list[int]:
    """The comments in a list, in reading order."""
    return [int(key) for key in re.findall(r'id="comment-(\d+)"', html)]


@contextmanager
def undone() -> Iterator[None]:
    """Leaves the database as it was: an example of a property must not see the one before it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _root(thread: ThreadOf, discussion: Discussion) -> Comment:
    return Comment(
        discussion=discussion,
        status=thread.status,
        upvotes=thread.upvotes,
        downvotes=thread.downvotes,
        score=thread.upvotes - thread.downvotes,
        reply_count=thread.replies,
        **_words(),
    )


def _reply(root: Comment) -> Comment:
    return Comment(discussion_id=root.discussion_id, parent=root, root=root, depth=1, **_words())


def _row(thread: ThreadOf, root: Comment) -> Thread:
    return Thread(
        root=root,
        discussion_id=root.discussion_id,
        best=rank(thread.upvotes, thread.downvotes),
        size=thread.size,
        last_reply_at=WRITTEN_AT,
    )


def _words() -> dict[str, Any]:
    return {
        "imported_name": "Somebody",
        "import_source": "archive",
        "body": "Words.",
        "body_html": "<p>Words.</p>",
        "created_at": WRITTEN_AT,
    }
