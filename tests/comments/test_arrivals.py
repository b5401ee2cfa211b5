"""What comes into a queue while somebody has it open waits behind a button."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.actions.moderating import approve_comment, mark_spam
from comments.models import Comment
from comments.moderation.queues import CARDS_ON_A_PAGE, COUNTED_TO
from tests.comments.steps import text_of
from tests.factories import CommentFactory, ReportFactory, UserFactory

pytestmark = pytest.mark.django_db

PENDING, PUBLISHED = Comment.Status.PENDING, Comment.Status.PUBLISHED


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def said(count: int, status: int = PENDING) -> list[Comment]:
    first = CommentFactory.create(status=status)
    return [first, *(CommentFactory.create(status=status, author=first.author) for _ in range(count - 1))]


def news_address(page: str) -> str:
    """What the page's script will ask."""
    (address,) = re.findall(r'data-news="([^"]+)"', page)
    return unescape(address)


def opened(desk: Client, **asked: str) -> str:
    return news_address(text_of(desk.get("/moderation/", asked)))


def test_what_waits_since_is_counted_and_nothing_else(desk: Client, moderator: User) -> None:
    old, _other = said(2)
    address = opened(desk)
    before = desk.get(address).json()
    said(7)
    approve_comment(comment=old, moderator=moderator)

    after = desk.get(address).json()

    assert (before["arrivals"], before["counts"]["pending"]) == ("", "2")
    assert (after["arrivals"], after["counts"]["pending"]) == ("7 new", "8")


def test_a_report_brings_an_older_comment_in(desk: Client) -> None:
    first, second = said(2, PUBLISHED)
    ReportFactory.create(comment=first)
    address = opened(desk, queue="reported")

    ReportFactory.create(comment=second)

    assert desk.get(address).json()["arrivals"] == "1 new"


def test_so_does_a_decision_bring_one_into_spam(desk: Client, moderator: User) -> None:
    first, second = said(2, PUBLISHED)
    mark_spam(comment=first, moderator=moderator)
    address = opened(desk, queue="spam")

    mark_spam(comment=second, moderator=UserFactory.create(moderator=True))

    assert desk.get(address).json()["arrivals"] == "1 new"


def test_filters_hold_for_what_comes_too(desk: Client, author: User) -> None:
    CommentFactory.create(author=author, status=PENDING)
    address = opened(desk, person="author")

    said(2)
    CommentFactory.create(author=author, status=PENDING)

    assert desk.get(address).json()["arrivals"] == "1 new"


def test_they_are_not_counted_to_the_end(desk: Client) -> None:
    said(1)
    address = opened(desk)
    comment = Comment.objects.get()
    Comment.objects.bulk_create(
        Comment(discussion=comment.discussion, author=comment.author, body="New.", status=PENDING)
        for _ in range(COUNTED_TO + 5)
    )

    assert desk.get(address).json()["arrivals"] == "More than 99 new"


def test_where_they_would_not_stand_none_are_offered(desk: Client) -> None:
    said(CARDS_ON_A_PAGE + 1)
    first = text_of(desk.get("/moderation/"))
    further = re.findall(r'rel="next" href="([^"]+)"', first)[0]
    second = text_of(desk.get("/moderation/" + unescape(further)))
    newest = text_of(desk.get("/moderation/?order=newest"))

    pages = {"first": first, "second": second, "newest": newest}
    assert {name for name, page in pages.items() if "data-arrivals" in page} == {"second", "newest"}


def test_without_a_script_it_is_a_link_to_the_page_as_it_is_now(desk: Client) -> None:
    said(1)

    page = text_of(desk.get("/moderation/?queue=pending"))

    assert re.search(r'href="/moderation/\?queue=pending">Look for new ones</a>', page)


def test_nothing_is_sent_where_nothing_changed(desk: Client) -> None:
    said(1)
    address = opened(desk)
    first = desk.get(address)

    again = desk.get(address, headers={"If-None-Match": first.headers["ETag"]})
    said(1)
    changed = desk.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert "private" in first.headers["Cache-Control"]


def test_what_colleagues_decided_meanwhile_is_told_and_not_what_one_decided_oneself(
    desk: Client, moderator: User
) -> None:
    first, second, third = said(3)
    milo = UserFactory.create(moderator=True, display_name="Milo Moderator")
    approve_comment(comment=first, moderator=milo)
    address = opened(desk)
    mark_spam(comment=second, moderator=milo)
    mark_spam(comment=third, moderator=moderator)

    told = desk.get(address).json()["decided"]

    assert told == {str(second.pk): "Milo Moderator decided on this meanwhile: removed as spam."}


@pytest.mark.parametrize(
    "asked", ["", "mark=x", "decided=x", "mark=-1", "queue=nonsense&mark=1", "mark=" + "9" * 40, "person=%00"]
)
def test_nonsense_is_answered_too(desk: Client, asked: str) -> None:
    assert desk.get(f"/moderation/news/?{asked}").status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_asking_costs_three_statements_however_much_came(
    desk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    said(1)
    address = opened(desk)
    said(count)

    # Session and person beside them.
    with django_assert_num_queries(5):
        desk.get(address)
