"""Readers search what readers said."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from comments import public_search
from comments.actions.erasing import erase_person
from comments.actions.moderating import remove_comment
from comments.models import Comment
from comments.moderation import search_index
from tests.comments.steps import sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, GuestFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "guest", "reader", "editor", "moderator", "administrator"]
SEARCH = "/search/comments/"
NOBODY = "No comment says that."


def page_of(client: Client, words: str, **more: str) -> str:
    answer = client.get(SEARCH, {"q": words, **more})
    assert answer.status_code == 200
    return text_of(answer)


def found(client: Client, words: str, **more: str) -> list[str]:
    answer = client.get(SEARCH, {"q": words, **more})
    return [result.comment.body for result in answer.context["found"].results]


def test_a_comment_is_found_with_its_words_marked_its_writer_and_its_article(client: Client) -> None:
    article = ArticleFactory.create(headline="Ships & tides")
    comment = CommentFactory.create(
        article=article, author=UserFactory.create(display_name="Rita <b>"), body="A *late* ferry <i> sails."
    )

    page = page_of(client, "FERRY")

    assert "A late <mark>ferry</mark> &lt;i&gt; sails." in page
    assert "<bdi>Rita &lt;b&gt;</bdi>" in page
    assert f'href="{comment.get_absolute_url()}"' in page
    assert f'href="{article.get_absolute_url()}">Ships &amp; tides</a>' in page


def test_words_of_guests_and_of_archives_are_found_under_their_names(client: Client) -> None:
    CommentFactory.create(author=None, guest=GuestFactory.create(name="Gus"), body="The ferry")
    CommentFactory.create(author=None, imported_name="Old Timer", body="That ferry")

    page = page_of(client, "ferry")

    assert "<bdi>Gus</bdi>" in page
    assert "<bdi>Old Timer</bdi>" in page


def test_the_last_to_arrive_comes_first_and_phrases_and_a_minus_count_as_with_articles(client: Client) -> None:
    for body in ("A night bus", "The bus at night", "A tram"):
        CommentFactory.create(body=body)

    assert found(client, "bus night") == ["The bus at night", "A night bus"]
    assert found(client, '"night bus"') == ["A night bus"]
    assert found(client, "bus -the") == ["A night bus"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", [status for status in Comment.Status if status != Comment.Status.PUBLISHED])
def test_what_is_not_public_nobody_finds_whatever_they_may_do(client: Client, role: str, status: int) -> None:
    by = {"guest": GuestFactory.create(), "author": None} if status == Comment.Status.UNCONFIRMED else {}
    hidden = CommentFactory.create(body="A secret ferry", status=status, **by)
    if status in {Comment.Status.REMOVED, Comment.Status.DELETED, Comment.Status.SPAM}:
        CommentFactory.create(parent=hidden, body="Why that?")
    sign_in(client, role)

    page = page_of(client, "ferry")

    assert "secret" not in page
    assert NOBODY in page
    assert "below=" not in page


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "state",
    [
        {"status": "draft", "published_at": None},
        {"status": "ready"},
        {"status": "withdrawn"},
        {"status": "scheduled", "published_at": timezone.now() + timedelta(days=1)},
        {"discussion_mode": "off"},
    ],
    ids=["draft", "ready", "withdrawn", "scheduled", "without a discussion"],
)
def test_under_what_readers_cannot_read_nothing_is_found(client: Client, role: str, state: dict[str, Any]) -> None:
    article = ArticleFactory.create()
    CommentFactory.create(article=article, body="A secret ferry")
    Article.objects.filter(pk=article.pk).update(**state)
    sign_in(client, role)

    assert NOBODY in page_of(client, "ferry")


@pytest.mark.parametrize(
    ("site", "first", "second", "own", "is_found"),
    [
        ("off", "", "", "", False),
        ("off", "", "", "closed", True),
        ("open", "off", "open", "", False),
        ("open", "", "off", "", False),
        ("open", "off", "", "open", True),
    ],
)
def test_whether_there_is_a_discussion_is_said_by_the_nearest(
    client: Client, settings: Any, site: str, first: str, second: str, own: str, is_found: bool
) -> None:
    topics = [TopicFactory.create(discussion_mode=mode, position=at) for at, mode in enumerate((first, second))]
    article = ArticleFactory.create(topics=topics)
    CommentFactory.create(article=article, body="The ferry")
    Article.objects.filter(pk=article.pk).update(discussion_mode=own)
    settings.DISCUSSION_MODE = site

    assert bool(found(client, "ferry")) is is_found


def test_what_is_removed_is_found_no_more_at_once(client: Client, moderator: Any) -> None:
    comment = CommentFactory.create(body="The ferry")
    before = found(client, "ferry")

    remove_comment(comment=comment, moderator=moderator, reason="abuse")

    assert (before, found(client, "ferry")) == (["The ferry"], [])


def test_earlier_pages_follow_though_what_is_hidden_lies_between(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_search, "FOUND_ON_A_PAGE", 2)
    monkeypatch.setattr(public_search, "_ASKED_AT_ONCE", 2)
    for number in range(3):
        CommentFactory.create(body=f"Ferry {number}")
        CommentFactory.create(body="A secret ferry", status=Comment.Status.PENDING)

    first = client.get(SEARCH, {"q": "ferry"})
    earlier = first.context["found"].earlier

    assert [result.comment.body for result in first.context["found"].results] == ["Ferry 2", "Ferry 1"]
    assert f"?q=ferry&amp;below={earlier}" in text_of(first)
    assert found(client, "ferry", below=str(earlier)) == ["Ferry 0"]
    assert "Earlier" not in page_of(client, "ferry", below=str(earlier))


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_where_the_index_is_not_looked_through_the_page_offers_to_go_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "_SQLITE_STEPS", (1, 1))
    CommentFactory.create(body="The first ferry")
    CommentFactory.create_batch(2, body="A secret ferry", status=Comment.Status.PENDING)

    page = page_of(client, "ferry")

    assert "Look further back" in page
    assert "secret" not in page


def test_articles_and_comments_are_two_views_of_one_question(client: Client) -> None:
    articles = text_of(client.get("/search/", {"q": 'a "night bus" & more'}))
    comments = page_of(client, 'a "night bus" & more')

    for page, current in ((articles, "/search/"), (comments, SEARCH)):
        assert f'<a href="{SEARCH}?q=a%20%22night%20bus%22%20%26%20more"' in page
        assert f'<a href="{current}?q=a%20%22night%20bus%22%20%26%20more" aria-current="page">' in page


@pytest.mark.parametrize("role", ROLES)
def test_everybody_may_search_by_reading_alone(client: Client, role: str) -> None:
    sign_in(client, role)

    assert [client.get(path).status_code for path in (SEARCH, f"{SEARCH}?q=%20", f"{SEARCH}?q=a")] == [200] * 3
    assert client.post(SEARCH, {"q": "ferry"}).status_code == 405


@pytest.mark.parametrize(
    "words",
    [
        *("\x00", "'; --", '"', '-"', "NOT AND OR NEAR(a b)", "body:ferry", "*)((", "^a", "x" * 10_000, "a " * 5_000),
        *("\ud800", "\u202e", "𠮷", '"><script>alert(1)</script>', "a*", '"a b*', "&|!<->:*", "\\", "'a'*"),
    ],
    ids=range(19),
)
def test_no_question_breaks_the_page(client: Client, words: str) -> None:
    CommentFactory.create(body="A ferry")

    for path in (SEARCH, "/search/"):
        answer = client.get(path, query_params={"q": words.encode("utf-8", "surrogatepass")})

        assert answer.status_code == 200
        assert "<script>alert" not in text_of(answer)


@pytest.mark.parametrize("below", ["x", "-1", "0", "9" * 40, "\x00"])
def test_no_key_to_go_on_from_breaks_the_page(client: Client, below: str) -> None:
    assert "Search the comments" in page_of(client, "ferry", below=below)


def test_more_comments_take_no_more_queries(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            found(client, "ferry")
        return len(asked)

    CommentFactory.create_batch(2, body="The ferry")
    found(client, "ferry")
    few = queries()
    CommentFactory.create_batch(15, body="The ferry")

    assert queries() == few
    assert few <= 6


def test_a_star_stands_for_how_a_word_goes_on(client: Client) -> None:
    for body in ("Two ferries", "A ferry", "A tram"):
        CommentFactory.create(body=body)

    assert found(client, "ferr*") == ["A ferry", "Two ferries"]
    assert "Two <mark>ferries</mark>" in page_of(client, "ferr*")


@pytest.fixture
def ferries() -> dict[str, Comment]:
    """The word in two topics, by two people, in two years."""
    harbour, council = (TopicFactory.create(name=name, slug=name.lower()) for name in ("Harbour", "Council"))
    rita, sam = (UserFactory.create(handle=name.lower(), display_name=name) for name in ("Rita", "Sam"))
    quay, hall = (ArticleFactory.create(topics=[topic]) for topic in (harbour, council))
    said = {
        "old": CommentFactory.create(article=quay, author=rita, body="A ferry, long ago"),
        "quay": CommentFactory.create(article=quay, author=sam, body="A ferry at the quay"),
        "hall": CommentFactory.create(article=hall, author=rita, body="A ferry at the hall"),
    }
    Comment.objects.filter(pk=said["old"].pk).update(created_at="2007-08-06T12:00:00Z")
    Comment.objects.exclude(pk=said["old"].pk).update(created_at="2024-08-06T12:00:00Z")
    return said


@pytest.mark.parametrize(
    ("narrowing", "left"),
    [
        ({"topic": "harbour"}, ["quay", "old"]),
        ({"by": "rita"}, ["hall", "old"]),
        ({"year": "2007"}, ["old"]),
        ({"topic": "harbour", "by": "rita"}, ["old"]),
        ({"topic": "council", "by": "sam"}, []),
    ],
)
def test_a_search_is_narrowed_by_topic_writer_and_year(
    client: Client, ferries: dict[str, Comment], narrowing: dict[str, str], left: list[str]
) -> None:
    assert found(client, "ferry", **narrowing) == [ferries[name].body for name in left]


@pytest.mark.usefixtures("ferries")
def test_a_page_offers_what_tells_its_comments_apart_and_how_to_widen_it_again(client: Client) -> None:
    wide = page_of(client, "ferry")
    narrow = page_of(client, "ferry", topic="harbour", by="rita")

    for choice in ("topic=harbour", "topic=council", "by=rita", "by=sam", "year=2024", "year=2007"):
        assert f'href="?q=ferry&amp;{choice}"' in wide
    assert "Narrow it by" not in narrow
    assert 'Topic: <b>Harbour</b> <a href="?q=ferry&amp;by=rita">In all topics</a>' in narrow
    assert 'Writer: <b><bdi>Rita</bdi></b> <a href="?q=ferry&amp;topic=harbour">By everybody</a>' in narrow
    assert '<input type="hidden" name="by" value="rita">' in narrow


@pytest.mark.usefixtures("ferries")
def test_an_earlier_page_stays_narrowed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_search, "FOUND_ON_A_PAGE", 1)

    first = client.get(SEARCH, {"q": "ferry", "by": "rita"})
    earlier = first.context["found"].earlier

    assert f'href="?q=ferry&amp;by=rita&amp;below={earlier}"' in text_of(first)
    assert found(client, "ferry", by="rita", below=str(earlier)) == ["A ferry, long ago"]


@pytest.mark.usefixtures("ferries")
@pytest.mark.parametrize("name", ["topic", "by", "year"])
@pytest.mark.parametrize("value", ["nothing", "\x00", "0", "-1", "99999", "9" * 30, "'; --", "\ud800"])
def test_what_means_nothing_narrows_nothing(client: Client, name: str, value: str) -> None:
    said = {"q": b"ferry", name: value.encode("utf-8", "surrogatepass")}
    answer = client.get(SEARCH, query_params=said)

    assert len(answer.context["found"].results) == 3


def test_of_who_is_gone_nothing_is_offered_nor_told(client: Client) -> None:
    gone = UserFactory.create(handle="gone")
    CommentFactory.create(author=gone, body="A ferry")
    CommentFactory.create(body="Another ferry")
    erase_person(person=gone)

    assert "by=gone" not in page_of(client, "ferry")
    assert len(found(client, "ferry", by="gone")) == len(found(client, "ferry"))


def test_where_nothing_is_found_a_slip_is_mended(client: Client) -> None:
    article = ArticleFactory.create(headline="Parliament sits")
    CommentFactory.create(article=article, body="The parliament is asleep")

    page = page_of(client, "parlament")

    assert 'Did you mean <a href="?q=parliament">parliament</a>?' in page
    assert "Did you mean" not in page_of(client, "parliament")


def test_no_mending_leads_to_what_no_comment_says(client: Client) -> None:
    CommentFactory.create(article=ArticleFactory.create(headline="Parliament sits"), body="Asleep")

    assert "Did you mean" not in page_of(client, "parlament")


def test_the_words_of_who_is_muted_are_folded(client: Client, author: User, reader: User) -> None:
    CommentFactory.create(author=author, body="A ferry")
    client.force_login(reader)
    before = page_of(client, "ferry")
    client.post("/people/author/mute/")

    assert "mutes.css" not in before
    assert "mutes.css" in page_of(client, "ferry")
    assert '.found > li:has(.writer:is([href="/people/author/"]))' in text_of(client.get("/account/mutes.css"))
