"""The moderators' desk."""

import re
from unittest.mock import ANY

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.actions.erasing import erase_person
from comments.models import Comment
from comments.moderation.queues import CARDS_ON_A_PAGE
from tests.comments.steps import everything, path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, GuestFactory, ReportFactory, UserFactory

pytestmark = pytest.mark.django_db

PENDING, PUBLISHED = Comment.Status.PENDING, Comment.Status.PUBLISHED


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    """A browser in which the moderator is signed in."""
    client.force_login(moderator)
    return client


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("reader", 403), ("editor", 403), ("moderator", 200), ("administrator", 200)],
)
def test_the_desk_is_the_moderators(client: Client, role: str, status: int) -> None:
    sign_in(client, role)

    assert client.get("/moderation/").status_code == status


def test_the_sign_in_leads_back_to_the_same_queue(client: Client) -> None:
    answer = client.get("/moderation/?queue=reported&after=3")

    assert answer.headers["Location"] == "/account/login/?next=/moderation/%3Fqueue%3Dreported%26after%3D3"


def test_what_waits_is_shown_with_its_article_and_its_writer(desk: Client, author: User) -> None:
    article = ArticleFactory.create(headline="Ferry & tide")
    waiting = CommentFactory.create(article=article, author=author, status=PENDING, body="Let me *in*.")

    page = text_of(desk.get("/moderation/"))

    assert "<p>Let me <em>in</em>.</p>" in page
    assert "Ferry &amp; tide" in page
    assert "Ada Author" in page
    assert f'action="{path_of("decision", waiting)}"' in page
    assert "Here because this discussion is premoderated" in page


def test_what_was_reported_is_shown_with_who_said_what(desk: Client, reader: User) -> None:
    comment = CommentFactory.create(body="Reported words.")
    ReportFactory.create(comment=comment, reporter=reader, reason="hate", note="<b>Look</b>")

    page = text_of(desk.get("/moderation/?queue=reported"))

    assert "Reported words." in page
    assert "Reported by <bdi>Rita Reader</bdi> as hate" in page
    assert "<q>&lt;b&gt;Look&lt;/b&gt;</q>" in page


def test_each_queue_holds_its_own_and_is_counted(desk: Client) -> None:
    CommentFactory.create(status=PENDING, body="Waiting words.")
    for words in ("Reported once.", "Reported too."):
        ReportFactory.create(comment=CommentFactory.create(body=words))
    CommentFactory.create(body="Peaceful words.")

    pending, reported = text_of(desk.get("/moderation/")), text_of(desk.get("/moderation/?queue=reported"))

    assert "Waiting words." in pending
    assert "Reported once." not in pending
    assert "Reported once." in reported
    assert "Waiting words." not in reported
    assert "Peaceful words." not in pending + reported
    for page in (pending, reported):
        assert 'Waiting <span class="count">1</span>' in page
        assert 'Reported <span class="count">2</span>' in page


def test_what_is_decided_leaves_the_queue(desk: Client) -> None:
    waiting, reported = CommentFactory.create(status=PENDING), ReportFactory.create().comment

    for comment in (waiting, reported):
        desk.post(path_of("decision", comment), {"verdict": "approve", "next": "/moderation/"})

    assert "Nothing waits." in text_of(desk.get("/moderation/"))
    assert "No reports are open." in text_of(desk.get("/moderation/?queue=reported"))


@pytest.mark.parametrize("status", [Comment.Status.REMOVED, Comment.Status.DELETED])
def test_what_was_taken_down_meanwhile_waits_no_more(desk: Client, status: int) -> None:
    ReportFactory.create(comment=CommentFactory.create(status=status))

    assert "No reports are open." in text_of(desk.get("/moderation/?queue=reported"))


def test_an_answered_report_is_not_shown_beside_an_open_one(desk: Client) -> None:
    comment = CommentFactory.create()
    ReportFactory.create(comment=comment, note="An old complaint.")
    desk.post(path_of("decision", comment), {"verdict": "approve"})
    comment.refresh_from_db()
    ReportFactory.create(comment=comment, note="A fresh complaint.")

    page = text_of(desk.get("/moderation/?queue=reported"))

    assert "A fresh complaint." in page
    assert "An old complaint." not in page


def test_every_card_can_be_decided_on(desk: Client) -> None:
    hidden = ArticleFactory.create()
    CommentFactory.create(article=hidden, status=PENDING, body="On a withdrawn article.")
    CommentFactory.create(status=PENDING, body="On a public one.")
    Article.objects.filter(pk=hidden.pk).update(status=Article.Status.WITHDRAWN)

    page = text_of(desk.get("/moderation/"))

    assert "On a public one." in page
    assert "On a withdrawn article." not in page
    assert 'Waiting <span class="count">1</span>' in page


@pytest.mark.parametrize("name", ["", "spams", "\x00", "pending'--"])
def test_a_queue_that_does_not_exist_is_the_first(desk: Client, name: str) -> None:
    CommentFactory.create(status=PENDING, body="Waiting words.")

    assert "Waiting words." in text_of(desk.get("/moderation/", {"queue": name}))


def test_a_long_queue_comes_in_pages_oldest_first(desk: Client) -> None:
    article, author = ArticleFactory.create(), UserFactory.create()
    waiting = CommentFactory.create_batch(CARDS_ON_A_PAGE + 1, article=article, author=author, status=PENDING)

    first = text_of(desk.get("/moderation/"))
    second = text_of(desk.get("/moderation/", {"queue": "pending", "after": str(waiting[-2].pk)}))

    assert first.count('class="desk-card"') == CARDS_ON_A_PAGE
    assert f"?queue=pending&amp;after={waiting[-2].pk}" in first
    assert second.count('class="desk-card"') == 1
    assert waiting[-1].body in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("after", ["", "x", "-1", "²", str(10**30), "0", "1.5", "\x00"])
def test_a_place_that_is_none_is_the_front(desk: Client, after: str) -> None:
    CommentFactory.create(status=PENDING, body="Waiting words.")

    assert "Waiting words." in text_of(desk.get("/moderation/", {"after": after}))


def test_looking_changes_nothing_and_there_is_nothing_to_post(desk: Client) -> None:
    ReportFactory.create()
    before = everything()

    desk.get("/moderation/?queue=reported&verdict=remove")

    assert everything() == before
    assert desk.post("/moderation/").status_code == 405


@pytest.mark.parametrize("queue", ["pending", "reported"])
@pytest.mark.parametrize("count", [1, 6])
def test_the_desk_asks_the_database_as_often_for_many_cards(
    desk: Client, queue: str, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        parent = CommentFactory.create()
        comment = CommentFactory.create(parent=parent, status=PENDING if queue == "pending" else PUBLISHED)
        ReportFactory.create_batch(2, comment=comment)

    # Session, person; the counts, the cards, their reports and decisions; the moderator's latest decision;
    # the topics and what waits in the inbox. Reported ones are ranked first.
    with django_assert_num_queries(9 + (queue == "reported")):
        page = text_of(desk.get("/moderation/", {"queue": queue}))

    assert page.count('class="desk-card"') == count


def test_a_name_leads_to_what_moderators_know_of_the_writer_but_for_who_has_gone(desk: Client) -> None:
    guest = GuestFactory.create(name="<b>Gus</b>")
    gone = UserFactory.create()
    for writer in ({"author": UserFactory.create(handle="ann")}, {"author": None, "guest": guest}, {"author": gone}):
        CommentFactory.create(status=PENDING, **writer)
    erase_person(person=gone)

    page = text_of(desk.get("/moderation/"))

    leads = re.findall(r'href="([^"]+)" data-person><bdi>([^/]+)', page)
    assert leads == [("/moderation/people/ann/", ANY), (f"/moderation/guests/{guest.pk}/", "&lt;b&gt;Gus&lt;")]
    assert all(desk.get(address).status_code == 200 for address, _name in leads)
