"""Taking one's own words down; what holds for every deed is in test_every_deed.py."""

import pytest
from django.test import Client

from accounts.models import User
from comments.models import Comment, Thread
from tests.comments.steps import FRAGMENT, SIGNED_IN_ROLES, everything, path_of, sign_in, text_of
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, body="I wish I had not said this.")


@pytest.fixture
def as_author(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def page_of(comment: Comment) -> str:
    """The article's page as everybody sees it."""
    return text_of(Client().get(comment.discussion.article.get_absolute_url()))


def test_an_author_deletes(as_author: Client, comment: Comment) -> None:
    answer = as_author.post(path_of("deletion", comment))

    comment.refresh_from_db()
    assert comment.status == Comment.Status.DELETED
    assert answer.headers["Location"] == path_of("deletion/undo", comment)


def test_what_nobody_answered_disappears(as_author: Client, comment: Comment) -> None:
    as_author.post(path_of("deletion", comment))

    page = page_of(comment)
    assert f"comment-{comment.pk}" not in page
    assert "Nobody has said anything yet." in page
    assert not Thread.objects.exists()
    comment.discussion.refresh_from_db()
    assert (comment.discussion.comment_count, comment.discussion.thread_count) == (0, 0)


def test_what_was_answered_leaves_a_tombstone(as_author: Client, comment: Comment) -> None:
    reply = CommentFactory.create(parent=comment, body="I am glad you did.")

    as_author.post(path_of("deletion", comment))

    page = page_of(comment)
    assert f'<li class="comment tombstone" id="comment-{comment.pk}"' in page
    assert "Deleted by its author." in page
    assert comment.body not in page
    assert "Ada Author" not in page
    assert reply.body in page
    comment.discussion.refresh_from_db()
    assert (comment.discussion.comment_count, comment.discussion.thread_count) == (1, 1)


def test_a_tombstone_goes_with_the_last_reply_it_was_kept_for(as_author: Client, author: User) -> None:
    root = CommentFactory.create(author=author)
    middle = CommentFactory.create(author=author, parent=root)
    leaf = CommentFactory.create(author=author, parent=middle)

    for comment in (root, middle, leaf):
        as_author.post(path_of("deletion", comment))

    assert "tombstone" not in page_of(root)
    assert not Thread.objects.exists()


def test_deleting_twice_does_no_more_than_once(as_author: Client, comment: Comment) -> None:
    as_author.post(path_of("deletion", comment))
    once = everything()

    answer = as_author.post(path_of("deletion", comment))

    assert answer.status_code == 302
    assert everything() == once


@pytest.mark.parametrize(("replies", "left"), [(0, ""), (1, "tombstone")])
def test_a_script_gets_what_is_left(as_author: Client, comment: Comment, replies: int, left: str) -> None:
    CommentFactory.create_batch(replies, parent=comment)

    answer = as_author.post(path_of("deletion", comment), headers=FRAGMENT)

    assert answer.status_code == 200
    assert ("tombstone" in text_of(answer)) is bool(left)
    assert text_of(answer).strip().startswith("<li" if left else "<form")
    assert f'action="{path_of("deletion/undo", comment)}"' in text_of(answer)


@pytest.mark.parametrize("role", SIGNED_IN_ROLES)
def test_nobody_deletes_the_words_of_others(client: Client, role: str, comment: Comment) -> None:
    sign_in(client, role)
    before = everything()

    answers = [client.get(path_of("deletion", comment)), client.post(path_of("deletion", comment))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Only its author deletes a comment." in text_of(answers[0])
    assert everything() == before


@pytest.mark.parametrize("status", [Comment.Status.REMOVED, Comment.Status.SPAM])
def test_what_a_moderator_took_down_cannot_be_deleted_over_it(as_author: Client, author: User, status: int) -> None:
    removed = CommentFactory.create(author=author, status=status)

    answer = as_author.post(path_of("deletion", removed))

    removed.refresh_from_db()
    assert answer.status_code == 403
    assert "A moderator has taken this comment down already." in text_of(answer)
    assert removed.status == status


def test_what_waits_can_be_deleted(as_author: Client, author: User) -> None:
    waiting = CommentFactory.create(author=author, status=Comment.Status.PENDING)

    as_author.post(path_of("deletion", waiting))

    waiting.refresh_from_db()
    assert waiting.status == Comment.Status.DELETED
    assert waiting.discussion.comment_count == 0


def test_the_words_are_kept_for_their_author_and_the_moderators(as_author: Client, comment: Comment) -> None:
    as_author.post(path_of("deletion", comment))

    page = text_of(as_author.get(comment.get_absolute_url()))

    assert "The words that were taken down" in page
    assert comment.body in page
    assert path_of("deletion", comment) not in page
