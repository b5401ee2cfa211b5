"""Moderators see who else has a card open, which keeps nobody from deciding."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from accounts.models import User
from comments.models import Comment
from comments.moderation.presence import LASTS
from tests.comments.steps import everything, path_of, sign_in, text_of
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

PRESENCE = "/moderation/presence/"
NEWS = "/moderation/news/"
# Tomorrow's: no session is over by then, and what the tests publish is public whenever they run.
NOON = datetime.now(ZoneInfo(settings.TIME_ZONE)).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(
    days=1
)
SAID = "Milo Moderator is looking at this since 12:00."


@pytest.fixture
def milo(db: None) -> Client:
    """A colleague's browser."""
    milo = Client()
    milo.force_login(UserFactory.create(moderator=True, display_name="Milo Moderator"))
    return milo


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


@pytest.fixture
def waiting(author: User) -> Comment:
    return CommentFactory.create(author=author, status=Comment.Status.PENDING)


def where_it_is_said(client: Client, comment: Comment) -> list[bool]:
    """On the desk, on the page of a decision, and to the desk's script."""
    pages = ["/moderation/", path_of("decision", comment)]
    told = client.get(NEWS).json()["presences"].get(str(comment.pk))
    return [*(SAID in text_of(client.get(page)) for page in pages), told == SAID]


def test_who_opens_the_page_of_a_decision_is_seen_there_by_the_others(
    desk: Client, milo: Client, waiting: Comment
) -> None:
    before = everything()
    with time_machine.travel(NOON):
        milo.get(path_of("decision", waiting))

    with time_machine.travel(NOON + LASTS - timedelta(seconds=10), tick=False):
        told, own = where_it_is_said(desk, waiting), where_it_is_said(milo, waiting)

    assert told == [True] * 3
    assert own == [False] * 3
    assert everything() == before


def test_so_is_who_rests_on_a_card_of_the_desk(desk: Client, milo: Client, waiting: Comment) -> None:
    with time_machine.travel(NOON, tick=False):
        answer = milo.post(PRESENCE, {"comment": waiting.pk})
        told = where_it_is_said(desk, waiting)

    assert answer.status_code == 204
    assert told == [True] * 3


def test_it_ends_by_itself(desk: Client, milo: Client, waiting: Comment) -> None:
    with time_machine.travel(NOON, tick=False):
        milo.post(PRESENCE, {"comment": waiting.pk})

    with time_machine.travel(NOON + LASTS + timedelta(seconds=1), tick=False):
        assert where_it_is_said(desk, waiting) == [False] * 3


def test_saying_so_again_keeps_the_time_since_when(desk: Client, milo: Client, waiting: Comment) -> None:
    for minutes in (0, 2, 4):
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            milo.post(PRESENCE, {"comment": waiting.pk})

    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        assert where_it_is_said(desk, waiting) == [True] * 3


def test_nobody_is_at_two_cards(desk: Client, milo: Client, waiting: Comment) -> None:
    with time_machine.travel(NOON, tick=False):
        milo.post(PRESENCE, {"comment": waiting.pk})
        milo.post(PRESENCE, {"comment": CommentFactory.create().pk})

        assert where_it_is_said(desk, waiting) == [False] * 3


def test_it_blocks_nobody_and_ends_with_ones_decision(desk: Client, milo: Client, waiting: Comment) -> None:
    with time_machine.travel(NOON, tick=False):
        milo.post(PRESENCE, {"comment": waiting.pk})
        desk.post(path_of("decision", waiting), {"verdict": "approve"})
        still = where_it_is_said(desk, waiting)[1]
        milo.post(path_of("decision", waiting), {"verdict": "approve"})

        waiting.refresh_from_db()
        assert waiting.is_published
        assert still
        assert where_it_is_said(desk, waiting) == [False] * 3


@pytest.mark.parametrize("comment", ["", "x", "0", "99999", "9" * 40, "\x00"])
def test_nobody_is_at_what_does_not_exist(milo: Client, comment: str) -> None:
    assert milo.post(PRESENCE, {"comment": comment}).status_code == 404


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor"])
def test_only_moderators_are_present_and_see_it(client: Client, waiting: Comment, role: str) -> None:
    sign_in(client, role)

    answers = [client.post(PRESENCE, {"comment": waiting.pk}), client.get(NEWS)]

    assert {answer.status_code for answer in answers} == {302 if role in {"anonymous", "guest"} else 403}
