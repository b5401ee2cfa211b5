"""Readers search what readers said."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from comments import public_search
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
    page_of(client, "ferry", below=below)


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
    assert few <= 5


def test_a_star_stands_for_how_a_word_goes_on(client: Client) -> None:
    for body in ("Two ferries", "A ferry", "A tram"):
        CommentFactory.create(body=body)

    assert found(client, "ferr*") == ["A ferry", "Two ferries"]
    assert "Two <mark>ferries</mark>" in page_of(client, "ferr*")
