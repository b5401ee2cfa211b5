"""The queues of the desk: what is in them, in which order, counted how far and narrowed to what."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.models import Comment, Look
from comments.moderation import queues
from comments.moderation.filters import read_view
from comments.moderation.priority import MOST_FOR_WAITING, ReporterRecord, priority
from tests.comments.steps import SIGNED_IN_ROLES, path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, ReportFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

Status = Comment.Status
LOOK = "/moderation/look/"


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    """A browser in which the moderator is signed in."""
    client.force_login(moderator)
    return client


def shown(client: Client, **asked: str) -> list[str]:
    """The words on the cards, in their order."""
    page = text_of(client.get("/moderation/", asked))
    return re.findall(r'<div class="words" dir="auto"><p>(.*?)</p>', page)


def said(*bodies: str, **facts: Any) -> list[Comment]:
    article = facts.pop("article", None) or ArticleFactory.create()
    author = facts.pop("author", None) or UserFactory.create()
    return [CommentFactory.create(article=article, author=author, body=body, **facts) for body in bodies]


def test_each_queue_holds_what_it_is_named_for(desk: Client) -> None:
    article = ArticleFactory.create()
    said("Waiting", article=article, status=Status.PENDING)
    said("Spam", article=article, status=Status.SPAM)
    said("Removed", article=article, status=Status.REMOVED)
    [reported, decided, _peaceful] = said("Reported", "Decided", "Peaceful", article=article)
    ReportFactory.create(comment=reported)
    desk.post(path_of("decision", decided), {"verdict": "approve"})

    assert shown(desk, queue="pending") == ["Waiting"]
    assert shown(desk, queue="reported") == ["Reported"]
    assert shown(desk, queue="new") == ["Reported", "Peaceful"]
    assert shown(desk, queue="spam") == ["Spam"]
    assert set(shown(desk, queue="all")) == {"Waiting", "Spam", "Removed", "Reported", "Decided", "Peaceful"}


@pytest.mark.parametrize("queue", queues.QUEUES)
def test_an_empty_queue_says_so(desk: Client, queue: str) -> None:
    page = text_of(desk.get("/moderation/", {"queue": queue}))

    assert str(queues.QUEUES[queue].empty) in page
    assert 'rel="next"' not in page


def test_counts_go_so_far_and_no_further(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "COUNTED_TO", 2)
    said("One", "Two", "Three", status=Status.PENDING)
    said("Four", "Five", status=Status.SPAM)

    page = text_of(desk.get("/moderation/"))

    assert 'Waiting <span class="count">2+</span>' in page
    assert 'Spam <span class="count">2</span>' in page
    assert 'New <span class="count">0</span>' in page
    assert not re.search(r'All <span class="count">', page)


def test_the_newest_are_what_nobody_catches_up_with_otherwise(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "MOST_NEW", 2)
    said("One", "Two", "Three")

    assert shown(desk, queue="new") == ["Two", "Three"]


def test_what_somebody_has_looked_at_is_new_to_nobody(desk: Client, moderator: User) -> None:
    [first, _second] = said("One", "Two")

    answer = desk.post(LOOK, {"up_to": str(first.pk)})

    assert answer.headers["Location"] == "/moderation/?queue=new"
    assert shown(desk, queue="new") == ["Two"]
    assert Look.objects.get().moderator == moderator


def test_the_form_names_the_last_comment_on_the_page(desk: Client) -> None:
    [*_others, last] = said("One", "Two")

    page = text_of(desk.get("/moderation/", {"queue": "new", "order": "newest"}))

    assert f'<input type="hidden" name="up_to" value="{last.pk}">' in page


@pytest.mark.parametrize("up_to", ["", "x", "-1", "999999", str(10**30)])
def test_a_look_at_nothing_is_none(desk: Client, up_to: str) -> None:
    assert desk.post(LOOK, {"up_to": up_to}).status_code == 302
    assert not Look.objects.exists()


def test_opening_the_address_of_a_look_notes_none(desk: Client) -> None:
    [comment] = said("One")

    assert desk.get(LOOK, {"up_to": str(comment.pk)}).status_code == 302
    assert not Look.objects.exists()


@pytest.mark.parametrize("role", ["anonymous", *SIGNED_IN_ROLES])
def test_only_moderators_look(client: Client, role: str) -> None:
    [comment] = said("One")
    sign_in(client, role)

    answer = client.post(LOOK, {"up_to": str(comment.pk)})

    may = role in {"moderator", "administrator"}
    assert answer.status_code == (302 if may or role == "anonymous" else 403)
    assert Look.objects.exists() is may


def test_orders_are_chosen_in_the_address(desk: Client) -> None:
    said("One", "Two", "Three", status=Status.PENDING)

    assert shown(desk, queue="pending") == ["One", "Two", "Three"]
    assert shown(desk, queue="pending", order="newest") == ["Three", "Two", "One"]
    assert shown(desk, queue="pending", order="priority") == ["One", "Two", "Three"]
    assert shown(desk, queue="pending", order="\x00") == ["One", "Two", "Three"]


@pytest.mark.parametrize("queue", ["pending", "reported"])
@pytest.mark.parametrize("order", ["oldest", "newest", "priority"])
def test_pages_lead_there_and_back(desk: Client, monkeypatch: pytest.MonkeyPatch, queue: str, order: str) -> None:
    monkeypatch.setattr(queues, "CARDS_ON_A_PAGE", 2)
    for comment in said("One", "Two", "Three", "Four", "Five", status=Status.PENDING if queue == "pending" else 1):
        if queue == "reported":
            ReportFactory.create(comment=comment)
    there, address = [], f"/moderation/?queue={queue}&order={order}"
    while address:
        page = text_of(desk.get(address))
        there.append(re.findall(r'<div class="words" dir="auto"><p>(.*?)</p>', page))
        address = link(page, "next")
    back, address = [], link(page, "prev")
    while address:
        page = text_of(desk.get(address))
        back.append(re.findall(r'<div class="words" dir="auto"><p>(.*?)</p>', page))
        address = link(page, "prev")

    assert [len(words) for words in there] == [2, 2, 1]
    assert back == there[-2::-1]
    in_time = ["One", "Two", "Three", "Four", "Five"]
    assert [word for page in there for word in page] == (in_time[::-1] if order == "newest" else in_time)


def link(page: str, rel: str) -> str:
    found = re.search(rf'<a rel="{rel}" href="([^"]*)"', page)
    return "/moderation/" + found[1].replace("&amp;", "&") if found else ""


def test_the_most_urgent_comes_first_and_says_why(desk: Client) -> None:
    often_wrong, often_right = UserFactory.create(), UserFactory.create()
    for reporter, verdict in ((often_wrong, "approve"), (often_right, "remove")):
        for comment in said("Earlier", "Before"):
            ReportFactory.create(comment=comment, reporter=reporter)
            desk.post(path_of("decision", comment), {"verdict": verdict, "reason": "abuse"})
    [by_wrong, by_right, by_two] = said("By wrong", "By right", "By two")
    ReportFactory.create(comment=by_wrong, reporter=often_wrong)
    ReportFactory.create(comment=by_right, reporter=often_right)
    ReportFactory.create_batch(2, comment=by_two)

    page = text_of(desk.get("/moderation/", {"queue": "reported"}))

    assert shown(desk, queue="reported") == ["By two", "By right", "By wrong"]
    for points in (20, 15, 5):
        assert f"<b>Priority {points}</b> = reports {points} + attention 0 + waiting 0" in page


def test_what_is_answered_and_what_waits_long_weighs_more(desk: Client) -> None:
    [plain, answered, old] = said("Plain", "Answered", "Old")
    for comment in (plain, answered, old):
        ReportFactory.create(comment=comment)
    CommentFactory.create_batch(3, parent=answered)
    old.reports.update(created_at=timezone.now() - timedelta(hours=36))

    assert shown(desk, queue="reported") == ["Old", "Answered", "Plain"]


def test_a_card_says_what_its_writer_has_written_lately(desk: Client) -> None:
    author = UserFactory.create()
    said("One", "Two", "Three", author=author)
    said("Gone", author=author, status=Status.REMOVED)
    said("Deleted", author=author, status=Status.DELETED)
    said("Waiting", author=author, status=Status.PENDING)

    page = text_of(desk.get("/moderation/"))

    assert "Of the latest comments 3 published, 1 removed: 25 % = removed ÷ (published + removed)" in page


def test_a_card_of_an_archive_knows_nothing_of_its_writer(desk: Client) -> None:
    CommentFactory.create(author=None, imported_name="Old Salt", status=Status.PENDING)

    page = text_of(desk.get("/moderation/"))

    assert "Old Salt" in page
    assert "Of the latest comments" not in page


def test_a_card_says_why_it_is_among_the_new(desk: Client) -> None:
    said("One")

    sentence = "no moderator has looked at it yet"
    assert sentence in text_of(desk.get("/moderation/", {"queue": "new"}))
    assert sentence not in text_of(desk.get("/moderation/", {"queue": "all"}))


RECORDS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: ReporterRecord(max(pair), min(pair)))
)


@given(records=RECORDS, replies=st.integers(-5, 10**6), upvotes=st.integers(-5, 10**6), hours=st.integers(-9, 10**5))
def test_the_sum_is_that_of_its_parts_and_no_report_makes_it_less(
    records: list[ReporterRecord], replies: int, upvotes: int, hours: int
) -> None:
    facts: dict[str, Any] = {"replies": replies, "upvotes": upvotes, "waited": timedelta(hours=hours)}

    weight, more = priority(records, **facts), priority([*records, ReporterRecord()], **facts)

    assert weight.total == weight.reports + weight.attention + weight.waiting
    assert 0 <= weight.waiting <= MOST_FOR_WAITING
    assert more.total >= weight.total


def test_filters_narrow_and_combine(desk: Client) -> None:
    rita = UserFactory.create(handle="rita", display_name="Rita Reader")
    harbour = TopicFactory.create(slug="harbour", name="Harbour")
    ferry = ArticleFactory.create(headline="The ferry", topics=[harbour], slug="ferry-now")
    said("Hers on the ferry", article=ferry, author=rita)
    said("On the ferry", article=ferry)
    said("Hers elsewhere", author=rita)
    [old] = said("Long ago", article=ferry)
    Comment.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=9))
    [hated] = said("Hated")
    ReportFactory.create(comment=hated, reason="hate")

    assert set(shown(desk, queue="all", person="rita")) == {"Hers on the ferry", "Hers elsewhere"}
    assert set(shown(desk, queue="all", topic="harbour")) == {"Hers on the ferry", "On the ferry", "Long ago"}
    assert set(shown(desk, queue="all", article="ferry-now", since="7d")) == {"Hers on the ferry", "On the ferry"}
    assert shown(desk, queue="all", topic="harbour", person="rita") == ["Hers on the ferry"]
    assert shown(desk, queue="all", reason="hate") == ["Hated"]
    assert shown(desk, queue="reported", reason="hate") == ["Hated"]
    assert shown(desk, queue="reported", reason="abuse") == []


def test_filters_in_force_are_links_that_take_them_away(desk: Client) -> None:
    TopicFactory.create(slug="harbour", name="Harbour & <b>")

    page = text_of(desk.get("/moderation/?queue=all&order=oldest&topic=harbour&since=7d&after=3"))

    assert 'href="?queue=all&amp;order=oldest&amp;since=7d"' in page
    assert 'href="?queue=all&amp;order=oldest&amp;topic=harbour"' in page
    assert "Harbour &amp; &lt;b&gt;" in page
    assert "a week ago" in page
    assert "Nothing here fits these filters." in page


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("topic", "none", "There is no topic “none”."),
        ("article", "none", "No article has “none” in its headline or address."),
        ("person", "none", "Nobody here is called “none”."),
        ("reason", "none", "“none” is no reason for a report."),
        ("since", "none", "“none” is no length of time that can be chosen."),
    ],
)
def test_a_filter_that_means_nothing_says_so_and_stays_typed(
    desk: Client, name: str, value: str, sentence: str
) -> None:
    said("Waiting", status=Status.PENDING)

    page = text_of(desk.get("/moderation/", {name: value}))

    assert sentence in page
    assert "Nothing is shown until that filter is mended" in page
    assert "Waiting</p>" not in page
    assert f"<bdi>{value}</bdi>" in page


@pytest.mark.parametrize("value", ["\x00", "%", "'; --", "x" * 5_000, "‮", "😀", "²", "10" * 20])
@pytest.mark.parametrize("name", ["topic", "article", "person", "reason", "since", "order", "after", "before"])
def test_no_address_is_an_error(desk: Client, name: str, value: str) -> None:
    assert desk.get("/moderation/", {"queue": "reported", name: value}).status_code == 200


def test_a_wide_filter_looks_so_far_and_offers_to_look_on(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "LOOKED_THROUGH", 2)
    harbour = TopicFactory.create(slug="harbour")
    said("Rare", article=ArticleFactory.create(topics=[harbour]))
    said("One", "Two", "Three", "Four")
    asked, pages, words = "/moderation/?queue=all&topic=harbour", 0, []

    while asked and pages < 9:
        page = text_of(desk.get(asked))
        words += re.findall(r'<div class="words" dir="auto"><p>(.*?)</p>', page)
        asked, pages = link(page, "next"), pages + 1

    assert words == ["Rare"]
    assert 1 < pages < 9


@pytest.mark.parametrize("queue", queues.QUEUES)
@pytest.mark.parametrize("count", [1, 5])
def test_every_queue_asks_the_database_as_often_for_many_cards(
    desk: Client, queue: str, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    status = {"pending": Status.PENDING, "spam": Status.SPAM}.get(queue, Status.PUBLISHED)
    for comment in said(*["Words"] * count, status=status):
        ReportFactory.create_batch(2, comment=comment)

    with django_assert_num_queries(9 + (queue == "reported")):
        page = text_of(desk.get("/moderation/", {"queue": queue}))

    assert page.count('class="desk-card"') == count


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="What PostgreSQL plans depends on how much there is.")
@pytest.mark.parametrize("asked", ["queue=reported&order=oldest", *(f"queue={name}" for name in queues.QUEUES)])
def test_a_queue_is_read_from_its_front_by_an_index_of_its_own(moderator: User, asked: str) -> None:
    view = read_view(QueryDict(asked)).view
    with CaptureQueriesContext(connection) as captured:
        queues.queue_page(view, moderator)
        queues.queue_counts(moderator)

    for query in captured:
        with connection.cursor() as cursor:
            steps = [step for *_, step in cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}").fetchall()]
        assert not [step for step in steps if "articles_article" in step and step.startswith("SCAN")]
        assert not [step for step in steps if "comments_comment" in step and "(discussion_id=?" in step]
        assert view.order == "priority" or "USE TEMP B-TREE FOR ORDER BY" not in steps
