"""A session that ended while somebody wrote: sign in, and what was typed is sent."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from comments.models import Comment
from tests.comments.steps import WORDS, filled_in, path_of, text_of, written
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db

FORMS = ("comment", "reply", "edit")
# What tells the script to send the form at once.
GOES = "data-goes"


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author)


def send_signed_out(client: Client, deed: str, comment: Comment, writer: User | None) -> dict[str, str]:
    form = {**written(), "writer": str(writer.pk) if writer else ""}
    client.post(path_of(deed, comment), form)
    return form


@pytest.mark.parametrize("deed", FORMS)
def test_back_in_their_own_account_their_words_go_at_once(
    client: Client, deed: str, comment: Comment, author: User
) -> None:
    form = send_signed_out(client, deed, comment, author)
    client.force_login(author)

    page = text_of(client.get(path_of(deed, comment)))

    assert GOES in page
    assert f"{WORDS}</textarea>" in page
    assert f'value="{form["form_key"]}"' in page


@pytest.mark.parametrize("deed", FORMS)
def test_without_a_script_one_press_sends_them_and_the_page_says_so(
    client: Client, deed: str, comment: Comment, author: User
) -> None:
    form = send_signed_out(client, deed, comment, author)
    client.force_login(author)

    page = text_of(client.get(path_of(deed, comment)))
    client.post(path_of(deed, comment), form)

    assert "one press sends it" in page
    assert Comment.objects.filter(body=WORDS).count() == 1
    assert GOES not in text_of(client.get(path_of(deed, comment)))


def test_what_had_arrived_before_is_not_said_twice(client: Client, comment: Comment, author: User) -> None:
    """The session ended between sending and sending again."""
    client.force_login(author)
    form = {**written(), "writer": str(author.pk)}
    client.post(path_of("reply", comment), form)
    client.logout()
    client.post(path_of("reply", comment), form)
    client.force_login(author)

    page = text_of(client.get(path_of("reply", comment)))
    client.post(path_of("reply", comment), form)

    assert f'value="{form["form_key"]}"' in page
    assert Comment.objects.filter(body=WORDS).count() == 1


def test_somebody_else_who_signs_in_sends_nothing_by_it(
    client: Client, comment: Comment, author: User, reader: User
) -> None:
    send_signed_out(client, "reply", comment, author)
    client.force_login(reader)

    page = text_of(client.get(path_of("reply", comment)))

    assert GOES not in page


def test_who_was_nobody_looks_the_words_over_first(client: Client, comment: Comment, reader: User) -> None:
    send_signed_out(client, "reply", comment, None)
    client.force_login(reader)

    page = text_of(client.get(path_of("reply", comment)))

    assert GOES not in page
    assert f"{WORDS}</textarea>" in page


def test_who_comes_back_hours_later_looks_them_over_first(client: Client, comment: Comment, author: User) -> None:
    send_signed_out(client, "reply", comment, author)

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        client.force_login(author)
        page = text_of(client.get(path_of("reply", comment)))

    assert GOES not in page
    assert f"{WORDS}</textarea>" in page


@pytest.mark.parametrize("deed", FORMS)
def test_what_closed_meanwhile_says_so_and_shows_the_words(
    client: Client, deed: str, comment: Comment, author: User
) -> None:
    send_signed_out(client, deed, comment, author)
    article = comment.discussion.article
    article.discussion_mode = "closed"
    article.save()
    client.force_login(author)

    answer = client.get(path_of(deed, comment))

    assert answer.status_code == 403
    assert "This discussion is closed." in text_of(answer)
    assert f"{WORDS}</textarea>" in text_of(answer)


def test_a_form_says_whose_it_is(client: Client, comment: Comment, author: User) -> None:
    client.force_login(author)

    page = text_of(client.get(path_of("reply", comment)))

    assert f'name="writer" value="{author.pk}"' in page


@pytest.mark.parametrize("deed", FORMS)
def test_what_a_form_says_of_its_writer_is_nobodys_name(client: Client, deed: str, comment: Comment) -> None:
    client.force_login(comment.author)  # type: ignore[arg-type]  # the fixture's

    client.post(path_of(deed, comment), {**filled_in(deed), "writer": "999999"})

    assert Comment.objects.get(body=WORDS).author == comment.author
