"""Taking a deletion back; what holds for every deed is in test_every_deed.py."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from comments.models import Comment, Thread
from tests.comments.steps import FRAGMENT, SIGNED_IN_ROLES, everything, path_of, sign_in, text_of
from tests.factories import CommentFactory, DecisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, body="I wish I had not deleted this.")


@pytest.fixture
def as_author(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def undo(client: Client, comment: Comment) -> int:
    return client.post(path_of("deletion/undo", comment)).status_code


def state() -> list[object]:
    """All but versions, which count what happened."""
    rows = [row for rows in everything() for row in rows]
    return [{name: value for name, value in row.items() if name not in {"seq", "version"}} for row in rows]


@pytest.mark.parametrize("replies", [0, 2])
def test_undone_everything_is_as_it_was(as_author: Client, comment: Comment, replies: int) -> None:
    CommentFactory.create_batch(replies, parent=comment)
    before = state()
    page = text_of(Client().get(comment.discussion.article.get_absolute_url()))

    as_author.post(path_of("deletion", comment))
    answer = as_author.post(path_of("deletion/undo", comment))

    assert answer.headers["Location"].endswith(f"#comment-{comment.pk}")
    assert state() == before
    assert comment.body in page
    assert comment.body in text_of(Client().get(comment.discussion.article.get_absolute_url()))


def test_the_page_after_the_deletion_offers_it(as_author: Client, comment: Comment) -> None:
    page = text_of(as_author.post(path_of("deletion", comment), follow=True))

    assert "Your comment is deleted. You can undo that for 10 seconds." in page
    assert f'action="{path_of("deletion/undo", comment)}"' in page
    assert f'href="{comment.discussion.article.get_absolute_url()}#discussion"' in page


def test_a_script_gets_the_comment_back(as_author: Client, comment: Comment) -> None:
    as_author.post(path_of("deletion", comment))

    answer = as_author.post(path_of("deletion/undo", comment), headers=FRAGMENT)

    assert answer.status_code == 200
    assert text_of(answer).startswith(f'<li class="comment" id="comment-{comment.pk}"')
    assert answer.headers["X-Comment-Count"] == "1%20comment"


@pytest.mark.parametrize(("seconds", "may"), [(0, True), (10, True), (14.9, True), (15, False), (86400, False)])
def test_the_time_for_it_ends_a_little_after_what_is_promised(
    as_author: Client, comment: Comment, seconds: float, may: bool
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        as_author.post(path_of("deletion", comment))
        clock.shift(timedelta(seconds=seconds))

        page = as_author.get(path_of("deletion/undo", comment))
        code = undo(as_author, comment)

    comment.refresh_from_db()
    assert (page.status_code, code) == ((200, 302) if may else (403, 403))
    assert comment.is_published is may
    assert may or "That time is over." in text_of(page)


def test_what_waited_waits_again(as_author: Client, author: User) -> None:
    waiting = CommentFactory.create(author=author, status=Comment.Status.PENDING)
    as_author.post(path_of("deletion", waiting))

    undo(as_author, waiting)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.went_unseen) == (Comment.Status.PENDING, False)
    assert not Thread.objects.exists()


def test_undoing_twice_does_no_more_than_once(as_author: Client, comment: Comment) -> None:
    as_author.post(path_of("deletion", comment))
    undo(as_author, comment)
    once = everything()

    assert undo(as_author, comment) == 302
    assert everything() == once


def test_of_what_is_not_deleted_the_page_says_so(as_author: Client, comment: Comment) -> None:
    assert "there is nothing to undo" in text_of(as_author.get(path_of("deletion/undo", comment)))


def test_what_a_moderator_rules_meanwhile_stands(as_author: Client, comment: Comment) -> None:
    as_author.post(path_of("deletion", comment))
    DecisionFactory.create(comment=comment, verdict="remove")

    answer = as_author.post(path_of("deletion/undo", comment))

    comment.refresh_from_db()
    assert answer.status_code == 403
    assert "A moderator has taken this comment down meanwhile." in text_of(answer)
    assert comment.status == Comment.Status.DELETED


def test_a_ruling_from_before_does_not_stand_in_the_way(as_author: Client, comment: Comment) -> None:
    DecisionFactory.create(comment=comment, verdict="remove", decided_at=timezone.now() - timedelta(hours=1))
    DecisionFactory.create(comment=comment, verdict="restore", reason="")
    as_author.post(path_of("deletion", comment))

    assert undo(as_author, comment) == 302


@pytest.mark.parametrize("status", [Comment.Status.REMOVED, Comment.Status.SPAM])
def test_what_a_moderator_took_down_is_not_brought_back_by_its_author(
    as_author: Client, author: User, status: int
) -> None:
    removed = CommentFactory.create(author=author, status=status)

    assert undo(as_author, removed) == 403


@pytest.mark.parametrize("role", SIGNED_IN_ROLES)
def test_nobody_brings_back_the_words_of_others(as_author: Client, comment: Comment, role: str) -> None:
    as_author.post(path_of("deletion", comment))
    as_author.logout()
    sign_in(as_author, role)
    before = everything()

    answers = [as_author.get(path_of("deletion/undo", comment)), as_author.post(path_of("deletion/undo", comment))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert comment.body not in text_of(answers[0])
    assert everything() == before


def test_what_was_deleted_before_times_were_kept_stays_deleted(as_author: Client, author: User) -> None:
    gone = CommentFactory.create(author=author, status=Comment.Status.DELETED)

    assert undo(as_author, gone) == 403
