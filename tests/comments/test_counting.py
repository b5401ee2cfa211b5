"""The counts beside a discussion say what is there."""

import pytest

from comments.models import Comment, Thread
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db


def test_a_reply_is_counted_in_discussion_thread_and_parent() -> None:
    root = CommentFactory.create()

    CommentFactory.create(parent=root)

    root.refresh_from_db()
    assert root.discussion.comment_count == 2
    assert root.discussion.thread_count == 1
    assert (root.thread.size, root.reply_count) == (2, 1)


def test_a_removed_leaf_takes_a_tombstone_with_it() -> None:
    root = CommentFactory.create(article=ArticleFactory.create())
    CommentFactory.create(parent=root, status=Comment.Status.REMOVED)
    root.refresh_from_db()
    assert root.reply_count == 0
    assert Thread.objects.get().size == 1
