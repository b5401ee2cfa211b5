"""What may hurt is blurred on the desk until a moderator asks to see it, and nowhere else."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from comments.models import Comment
from tests.comments.steps import text_of
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db

BOX = "show what is blurred"


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def card_of(desk: Client, body: str) -> str:
    CommentFactory.create(body=body, status=Comment.Status.PENDING)
    return text_of(desk.get("/moderation/"))


@pytest.mark.parametrize("word", ["Gnarlbog", "GNARLBOG", "gnárlbog"])
def test_words_that_the_site_names_are_blurred_and_a_box_shows_them(
    desk: Client, settings: Settings, word: str
) -> None:
    settings.BLURRED_WORDS = ["gnarlbog"]

    page = card_of(desk, f"You are a {word}, a *{word}* and no gnarlboggle.")

    assert page.count(f'<span class="blur">{word}</span>') == 2
    assert "no gnarlboggle." in page
    assert page.count(BOX) == 1


@pytest.mark.parametrize(
    ("address", "is_blurred"),
    [
        ("https://example.org/a.JPG", True),
        ("https://example.org/film.mp4?from=7", True),
        ("https://example.org/page.html", False),
        ("https://example.org/?file=a.jpg", False),
        ("https://example.org/jpg", False),
    ],
)
def test_links_to_pictures_and_films_are_blurred(desk: Client, address: str, is_blurred: bool) -> None:
    page = card_of(desk, f"Look: {address} and read https://example.org/news too.")

    assert ('<span class="blur"><a ' in page) is is_blurred
    assert page.count('class="blur"') == is_blurred
    assert (BOX in page) is is_blurred


def test_a_site_can_do_without(desk: Client, settings: Settings) -> None:
    settings.BLUR_MEDIA_LINKS = False

    page = card_of(desk, "Look: https://example.org/a.jpg")

    assert 'class="blur"' not in page
    assert BOX not in page


def test_what_only_looks_like_it_in_the_markup_is_left(desk: Client, settings: Settings) -> None:
    settings.BLURRED_WORDS = ["href", "p", "amp", "noopener"]

    page = card_of(desk, "A & B: [there](https://example.org/page.html)")

    assert 'class="blur"' not in page


def test_readers_see_it_as_it_was_written(settings: Settings) -> None:
    settings.BLURRED_WORDS = ["gnarlbog"]
    comment = CommentFactory.create(body="You gnarlbog.")

    page = text_of(Client().get(comment.discussion.article.get_absolute_url()))

    assert "You gnarlbog." in page
