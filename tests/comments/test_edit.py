"""Changing one's own words; what holds for every deed is in test_every_deed.py."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from comments.models import Comment
from tests.comments.steps import FRAGMENT, SIGNED_IN_ROLES, everything, path_of, sign_in, text_of
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db

NEW = {"body": "What I *meant* to say."}


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, body="What I said.")


@pytest.fixture
def as_author(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def test_an_author_edits(as_author: Client, comment: Comment) -> None:
    answer = as_author.post(path_of("edit", comment), NEW)

    comment.refresh_from_db()
    assert answer.headers["Location"] == f"{comment.discussion.article.get_absolute_url()}#comment-{comment.pk}"
    assert comment.body == NEW["body"]
    assert comment.body_html == "<p>What I <em>meant</em> to say.</p>\n"
    assert comment.edited_at is not None


def test_the_former_words_are_kept_as_a_revision(as_author: Client, comment: Comment) -> None:
    as_author.post(path_of("edit", comment), NEW)

    comment.refresh_from_db()
    former = comment.revisions.get()
    assert (former.number, former.body, former.written_at) == (1, "What I said.", comment.created_at)
    assert comment.revision_number == 2


def test_readers_see_that_it_was_edited_and_no_former_word(as_author: Client, comment: Comment) -> None:
    as_author.post(path_of("edit", comment), NEW)

    page = text_of(Client().get(comment.discussion.article.get_absolute_url()))
    assert '<span class="mark">edited</span>' in page
    assert "What I said." not in page


def test_the_form_holds_the_words_as_typed(as_author: Client, comment: Comment) -> None:
    Comment.objects.filter(pk=comment.pk).update(body="  <b>&amp;</b>\n\n> quoted")

    page = text_of(as_author.get(path_of("edit", comment)))

    # A newline right after the tag is dropped by browsers: the first one is not the writer's.
    assert ">\n  &lt;b&gt;&amp;amp;&lt;/b&gt;\n\n&gt; quoted</textarea>" in page


def test_the_same_words_again_change_nothing(as_author: Client, comment: Comment) -> None:
    before = everything()

    answer = as_author.post(path_of("edit", comment), {"body": "What I said.\r\n"})

    assert answer.status_code == 302
    assert everything() == before


def test_sending_the_change_twice_makes_one_revision(as_author: Client, comment: Comment) -> None:
    for _ in range(2):
        as_author.post(path_of("edit", comment), NEW)

    assert comment.revisions.count() == 1


def test_a_script_gets_the_comment_as_it_now_is(as_author: Client, comment: Comment) -> None:
    answer = as_author.post(path_of("edit", comment), NEW, headers=FRAGMENT)

    assert answer.status_code == 200
    assert text_of(answer).startswith(f'<li class="comment" id="comment-{comment.pk}"')
    assert "<em>meant</em>" in text_of(answer)


@pytest.mark.parametrize("role", SIGNED_IN_ROLES)
def test_nobody_edits_the_words_of_others(client: Client, role: str, comment: Comment) -> None:
    sign_in(client, role)
    before = everything()

    answers = [client.get(path_of("edit", comment)), client.post(path_of("edit", comment), NEW)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Only its author edits a comment." in text_of(answers[0])
    assert everything() == before


@pytest.mark.parametrize("role", ["anonymous", *SIGNED_IN_ROLES])
def test_nobody_edits_what_came_from_an_archive(client: Client, role: str) -> None:
    archived = CommentFactory.create(author=None, imported_name="Dora")
    sign_in(client, role)

    answer = client.post(path_of("edit", archived), NEW)

    assert answer.status_code == 403
    assert not Comment.objects.filter(body=NEW["body"]).exists()


def test_what_waits_can_be_edited_and_goes_on_waiting(as_author: Client, author: User) -> None:
    waiting = CommentFactory.create(author=author, status=Comment.Status.PENDING)

    answer = as_author.post(path_of("edit", waiting), NEW)

    waiting.refresh_from_db()
    assert answer.headers["Location"] == waiting.get_absolute_url()
    assert (waiting.body, waiting.status) == (NEW["body"], Comment.Status.PENDING)


@pytest.mark.parametrize("status", [Comment.Status.REMOVED, Comment.Status.DELETED, Comment.Status.SPAM])
def test_what_was_taken_down_cannot_be_edited(as_author: Client, author: User, status: int) -> None:
    gone = CommentFactory.create(author=author, status=status)

    answer = as_author.post(path_of("edit", gone), NEW)

    assert answer.status_code == 403
    assert "was taken down and cannot be edited" in text_of(answer)
    assert f"{NEW['body']}</textarea>" in text_of(answer)


@pytest.mark.parametrize(("hours", "may"), [(23.99, True), (24, False)])
def test_the_edit_window_closes_after_a_day(as_author: Client, comment: Comment, hours: float, may: bool) -> None:
    with time_machine.travel(comment.created_at + timedelta(hours=hours), tick=False):
        answer = as_author.post(path_of("edit", comment), NEW)

    comment.refresh_from_db()
    assert (comment.body == NEW["body"]) is may
    assert may or "can be edited for 24 hours" in text_of(answer)


def test_an_edit_moves_no_count_and_raises_the_version(as_author: Client, comment: Comment) -> None:
    before = comment.discussion.version

    as_author.post(path_of("edit", comment), NEW)

    comment.refresh_from_db()
    discussion = comment.discussion
    assert (discussion.comment_count, discussion.thread_count) == (1, 1)
    assert comment.seq == discussion.version == before + 1
