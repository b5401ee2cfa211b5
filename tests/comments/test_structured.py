"""What search engines read of a discussion: the page's comments in schema.org's words, as a tree."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from pytest_django import Settings

from articles.models import Article
from comments import paging
from comments.actions.editing import delete_comment, edit_comment
from comments.actions.moderating import remove_comment
from comments.models import Comment
from comments.renderer import Facts, list_and_data
from comments.structured import TEXT_LETTERS
from comments.tree import DEEPEST_DRAWN, reading_order
from tests.comments.rows import a_row
from tests.comments.steps import text_of
from tests.comments.test_tree import Forest, forests, grown, quick
from tests.factories import ArticleFactory, CommentFactory, UserFactory

ADDRESS = "https://news.example"
# What Google's guide asks of a comment in a discussion. Of an article schema.org demands nothing.
REQUIRED = {"@type", "author", "datePublished", "text", "url"}
# What nobody may read in them, however it is written.
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]> & &amp; \u2028 \u2029",
    "\\u003c/script\\u003e \"quoted\" \\ 'single'",
    "a\tb \u202e c \x7f \U0001f6a2",
]


@pytest.fixture
def article(db: None, settings: Settings) -> Article:
    settings.SITE_URL = ADDRESS
    return ArticleFactory.create()


def elements(page: str) -> list[dict[str, Any]]:
    return [json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def said_of(client: Client, article: Article, **query: str) -> dict[str, Any]:
    """What the discussion says of its article, apart from what the article says of itself."""
    itself, discussion = elements(text_of(client.get(article.get_absolute_url(), query)))
    assert itself["@id"] == discussion["@id"] == f"{ADDRESS}{article.get_absolute_url()}"
    assert itself["@type"] == discussion["@type"] == "NewsArticle"
    assert itself["@context"] == discussion["@context"] == "https://schema.org"
    assert not (itself.keys() & discussion.keys()) - {"@context", "@id", "@type"}
    return discussion


def address_of(comment: Comment) -> str:
    return f"{ADDRESS}/comments/{comment.pk}/"


def addresses(said: dict[str, Any]) -> list[Any]:
    """Each comment's address, those of its replies in a list after it."""
    found: list[Any] = []
    for comment in said.get("comment", []):
        found.append(comment["url"].removeprefix(f"{ADDRESS}/comments/").rstrip("/"))
        if below := addresses(comment):
            found.append(below)
    return found


def test_an_article_says_how_often_and_where_it_is_discussed(client: Client, article: Article) -> None:
    CommentFactory.create_batch(2, article=article)

    itself, discussion = elements(text_of(client.get(article.get_absolute_url())))

    assert itself["discussionUrl"] == f"{ADDRESS}{article.get_absolute_url()}#discussion"
    assert discussion["commentCount"] == discussion["interactionStatistic"]["userInteractionCount"] == 2
    assert discussion["interactionStatistic"]["interactionType"] == "https://schema.org/CommentAction"


@pytest.mark.parametrize("facts", [{"discussion_mode": "off"}, {}], ids=["without a discussion", "without comments"])
@pytest.mark.django_db
def test_where_nothing_was_said_nothing_is_said_of_it(client: Client, facts: dict[str, Any]) -> None:
    [itself] = elements(text_of(client.get(ArticleFactory.create(**facts).get_absolute_url())))

    assert ("discussionUrl" in itself) == (not facts)


def test_a_comment_says_all_that_the_page_shows_of_it(client: Client, article: Article, author: Any) -> None:
    written = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    comment = CommentFactory.create(
        article=article, author=author, body="It *sank*.\n\nTwice & so.", created_at=written, upvotes=3
    )

    [found] = said_of(client, article)["comment"]

    assert found == {
        "@type": "Comment",
        "url": address_of(comment),
        "author": {"@type": "Person", "name": "Ada Author", "url": f"{ADDRESS}/people/author/"},
        "datePublished": "2026-03-04T05:06:07+00:00",
        "text": "It sank. Twice & so.",
        "upvoteCount": 3,
    }
    assert found.keys() >= REQUIRED


def test_a_score_that_readers_do_not_see_yet_is_not_told(client: Client, article: Article) -> None:
    CommentFactory.create(article=article, created_at=timezone.now(), upvotes=3)

    assert "upvoteCount" not in said_of(client, article)["comment"][0]


def test_a_change_that_left_a_trace_is_dated(client: Client, article: Article, author: Any) -> None:
    comment = CommentFactory.create(article=article, author=author, created_at=timezone.now() - timedelta(hours=1))
    CommentFactory.create(parent=comment)
    edit_comment(comment=comment, editor=author, body="Other words.")
    comment.refresh_from_db()

    [found] = said_of(client, article)["comment"]

    assert comment.edited_at is not None
    assert found["dateModified"] == comment.edited_at.replace(microsecond=0).isoformat()
    assert found["text"] == "Other words."


def test_an_archives_comments_and_linkbacks_are_told_as_they_are(client: Client, article: Article) -> None:
    day = datetime(2007, 8, 8, tzinfo=UTC)
    facts = {"article": article, "author": None, "created_at": day, "time_is_known": False}
    CommentFactory.create(imported_name="Old Tom", **facts)
    CommentFactory.create(imported_name="Tides and Timetables", kind=Comment.Kind.LINKBACK, **facts)

    first, second = sorted(said_of(client, article)["comment"], key=lambda comment: str(comment["url"]))

    assert (first["author"], first["datePublished"]) == ({"@type": "Person", "name": "Old Tom"}, "2007-08-08")
    assert second["author"] == {"@type": "Organization", "name": "Tides and Timetables"}


def test_replies_stand_in_what_they_answer(client: Client, article: Article) -> None:
    root = CommentFactory.create(article=article)
    first = CommentFactory.create(parent=root)
    below = CommentFactory.create(parent=first)
    second = CommentFactory.create(parent=root)

    said = said_of(client, article, sort="oldest")

    assert addresses(said) == [str(root.pk), [str(first.pk), [str(below.pk)], str(second.pk)]]


def test_what_was_taken_down_keeps_its_place_and_nothing_else(
    client: Client, article: Article, author: Any, moderator: Any
) -> None:
    removed, deleted, alone = CommentFactory.create_batch(3, article=article, author=author, body="Secret words.")
    for comment in (removed, deleted):
        CommentFactory.create(parent=comment)
        comment.refresh_from_db()
    for comment in (removed, alone):
        remove_comment(comment=comment, moderator=moderator, reason="abuse")
    delete_comment(comment=deleted, author=author)

    found = said_of(client, article, sort="oldest")["comment"]

    assert [address_of(comment) for comment in (removed, deleted)] == [comment["url"] for comment in found]
    for comment in found:
        assert comment.keys() == {"@type", "url", "creativeWorkStatus", "comment"}
        assert len(comment["comment"]) == 1
    assert "Secret" not in json.dumps(found)


@pytest.mark.parametrize("role", [None, "author", "moderator"])
def test_what_waits_is_told_to_nobody(
    client: Client, article: Article, author: Any, moderator: Any, role: str | None
) -> None:
    shown = CommentFactory.create(article=article)
    CommentFactory.create(article=article, author=author, status=Comment.Status.PENDING, body="Secret words.")
    if role:
        client.force_login({"author": author, "moderator": moderator}[role])

    for query in ({}, {"since": "24h"}):
        said = said_of(client, article, **query)
        assert addresses(said) == [str(shown.pk)]
        assert said["commentCount"] == 1


def test_each_page_tells_what_stands_on_it(client: Client, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COMMENTS_ON_A_PAGE", "THREADS_ON_A_PAGE", "MOST_THREADS_ON_A_PAGE"):
        monkeypatch.setattr(paging, name, 2)
    keys = [str(comment.pk) for comment in CommentFactory.create_batch(3, article=article)]

    first = said_of(client, article, sort="oldest")
    later = said_of(client, article, sort="oldest", after=f"{keys[1]}.{keys[1]}")

    assert (addresses(first), addresses(later)) == (keys[:2], keys[2:])
    assert first["commentCount"] == later["commentCount"] == 3


def test_a_long_comment_is_told_by_its_beginning(client: Client, article: Article) -> None:
    CommentFactory.create(article=article, body="word " * 1_000)

    text = said_of(client, article)["comment"][0]["text"]

    assert text == ("word " * 1_000)[:TEXT_LETTERS].rstrip() + "…"


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_and_no_name_leave_the_element_of_data(client: Client, article: Article, words: str) -> None:
    writer = UserFactory.create(display_name=words[:50])
    CommentFactory.create(article=article, author=writer, body=words)
    CommentFactory.create(article=article, author=None, imported_name=words, body_html="<p>&lt;/script&gt;</p>")

    page = text_of(client.get(article.get_absolute_url()))

    _itself, said = elements(page)
    names = {comment["author"]["name"] for comment in said["comment"]}
    assert names == {writer.get_full_name(), words}
    assert "</script>" in {comment["text"] for comment in said["comment"]}
    for written in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page):
        assert not set("<>&\u2028\u2029") & set(written)
    assert "<script>alert" not in page


@quick
@given(forests())
def test_the_tree_is_that_of_the_list(forest: Forest) -> None:
    lines = reading_order(grown(forest), [None])

    _html, written = list_and_data(lines, Facts())
    found = json.loads(f"[{written.decode()}]")

    told = [(depth, comment["url"].rstrip("/").rsplit("/", 1)[1]) for depth, comment in walked(found)]
    assert told == [(line.depth, str(line.comment.pk)) for line in lines]


def test_a_chain_of_a_thousand_is_as_deep_as_it_is_drawn_and_says_what_each_answers() -> None:
    chain = [a_row(1)]
    for pk in range(2, 1_001):
        chain.append(a_row(pk, chain[-1]))

    _html, written = list_and_data(reading_order(chain, [None]), Facts())

    found = walked(json.loads(f"[{written.decode()}]"))
    assert (len(found), max(depth for depth, _ in found)) == (1_000, DEEPEST_DRAWN)
    assert found[-1][1]["parentItem"]["url"].endswith("/comments/999/")
    assert all("parentItem" not in comment for _, comment in found[: DEEPEST_DRAWN + 1])


def walked(comments: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """All of a tree, each with its depth, in reading order."""
    waiting, found = [(0, comment) for comment in comments[::-1]], []
    while waiting:
        depth, comment = waiting.pop()
        found.append((depth, comment))
        waiting.extend((depth + 1, reply) for reply in comment.get("comment", [])[::-1])
    return found
