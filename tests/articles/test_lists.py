"""Lists of articles: the front page, those of a topic, a tag and a writer, and what a search finds."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles import querysets
from articles.counting import ARTICLES_ON_A_PAGE
from articles.models import Article, Picture
from articles.views import MOST_DISCUSSED
from tests.articles.shelf import BYLINE, HIDDEN, LISTS, SEARCH, TAG, TOPIC, Shelf, headlines
from tests.comments.steps import sign_in, text_of
from tests.factories import ArticleFactory, BylineFactory, CommentFactory, TagFactory, TopicFactory

pytestmark = pytest.mark.django_db

GROUPS: dict[str, Any] = {"topics": TopicFactory, "tags": TagFactory, "bylines": BylineFactory}


@pytest.mark.parametrize("path", LISTS)
def test_a_list_shows_what_a_card_has_to_say(client: Client, shelf: Shelf, path: str) -> None:
    article = shelf.add("The ferry & the tide", dek="Late <again>", published_at=datetime(2007, 8, 6, tzinfo=UTC))
    CommentFactory.create(article=article)

    page = re.sub("</?mark>", "", text_of(client.get(path)))

    assert "The ferry &amp; the tide" in page
    assert "Late &lt;again&gt;" in page
    assert f'href="{article.get_absolute_url()}"' in page
    assert "6 August 2007" in page
    assert "<span>Dora Dee</span>" in page
    assert f'<a href="{article.get_absolute_url()}#discussion">1 comment</a>' in page


@pytest.mark.parametrize("path", LISTS)
def test_a_list_goes_from_the_latest_to_the_earliest(client: Client, shelf: Shelf, path: str) -> None:
    now = timezone.now()
    for hours in (3, 1, 2):
        shelf.add(f"ferry {hours}", published_at=now - timedelta(hours=hours))

    assert headlines(text_of(client.get(path))) == ["ferry 1", "ferry 2", "ferry 3"]


@pytest.mark.parametrize("facts", HIDDEN, ids=["draft", "withdrawn", "scheduled", "future"])
@pytest.mark.parametrize("role", ["reader", "editor"])
def test_no_list_shows_what_is_not_public(client: Client, shelf: Shelf, facts: dict[str, object], role: str) -> None:
    shelf.add("A secret ferry", **facts)
    sign_in(client, role)

    pages = [text_of(client.get(path)) for path in LISTS]

    assert not any("A secret ferry" in page for page in pages)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/", "Nothing is published yet."),
        (TOPIC, "There is no article here yet."),
        (TAG, "There is no article here yet."),
        (BYLINE, "There is no article here yet."),
        (SEARCH, "Try fewer words, or another spelling."),
    ],
)
def test_an_empty_list_says_so(client: Client, shelf: Shelf, path: str, sentence: str) -> None:
    assert sentence in text_of(client.get(path))


@pytest.mark.parametrize("path", LISTS)
def test_a_long_list_comes_in_pages_that_lead_to_each_other(client: Client, shelf: Shelf, path: str) -> None:
    now = timezone.now()
    for number in range(ARTICLES_ON_A_PAGE + 1):
        shelf.add(f"ferry {number}", published_at=now - timedelta(hours=number))
    ask, start = ("?q=ferry&amp;order=newest&amp;",) * 2 if path == SEARCH else ("?", ".")

    first = text_of(client.get(path))
    second = text_of(client.get(path, {"q": "ferry", "order": "newest", "page": "2"}))

    assert len(headlines(first)) == ARTICLES_ON_A_PAGE
    assert headlines(second) == [f"ferry {ARTICLES_ON_A_PAGE}"]
    assert f'<a rel="next" href="{ask}page=2">' in first
    assert f'<a rel="prev" href="{start}">' in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("path", [path for path in LISTS if path != SEARCH])
def test_what_appears_by_its_schedule_is_listed_at_its_moment_though_counted_later(
    client: Client, shelf: Shelf, path: str
) -> None:
    moment = timezone.now() + timedelta(minutes=1)
    shelf.add("Known", published_at=timezone.now() - timedelta(hours=1))
    shelf.add("To come", status="scheduled", published_at=moment)

    before = headlines(text_of(client.get(path)))
    with time_machine.travel(moment, tick=False):
        after = headlines(text_of(client.get(path)))

    assert (before, after) == (["Known"], ["To come", "Known"])


@pytest.mark.parametrize("relation", ["topics", "tags", "bylines"])
def test_many_of_a_group_are_found_as_few_are(shelf: Shelf, relation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, neither = (shelf.add(name) for name in ("One", "Other", "Neither"))
    group, its_like = getattr(one, relation).get(), GROUPS[relation].create()
    getattr(neither, relation).clear()
    getattr(other, relation).add(its_like)
    public = Article.objects.public().latest_first()

    few = [list(public.in_group(relation, *groups)) for groups in ((group,), (its_like,), (group, its_like))]
    monkeypatch.setattr(querysets, "FEW", 0)
    many = [list(public.in_group(relation, *groups)) for groups in ((group,), (its_like,), (group, its_like))]

    assert few == many == [[other, one], [other], [other, one]]


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "²", "1.5", "\x00", "9" * 5000])
@pytest.mark.parametrize("path", ["/", TOPIC])
def test_a_page_that_is_none_is_the_nearest(client: Client, shelf: Shelf, path: str, number: str) -> None:
    shelf.add("The only ferry")

    assert "The only ferry" in text_of(client.get(path, {"page": number}))


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("count", [2, 6])
def test_a_list_asks_the_database_as_often_for_many_articles(
    client: Client, shelf: Shelf, path: str, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        article = shelf.add(lead_picture=Picture.objects.create(file="pictures/none.png", width=4, height=3))
        CommentFactory.create(article=article)

    # What the page is about and whether it has many, on the front the most discussed, or what the index says; the
    # edition, how many articles and which, their topics and bylines; the masthead's topics. A search, which counts
    # what it finds, tells what it could be narrowed to.
    with django_assert_num_queries({SEARCH: 9, "/": 7}.get(path, 8)):
        page = text_of(client.get(path))

    assert len(headlines(page)) == count


@pytest.mark.parametrize("says", ["article", "topic", "site"])
@pytest.mark.parametrize("path", LISTS)
def test_no_list_counts_the_comments_of_a_discussion_that_is_off(
    client: Client, shelf: Shelf, settings: Settings, path: str, says: str
) -> None:
    article = shelf.add()
    CommentFactory.create_batch(3, article=article)
    before = text_of(client.get(path))

    if says == "site":
        settings.DISCUSSION_MODE = "off"
    else:
        level = article if says == "article" else shelf.topic
        level.discussion_mode = "off"
        level.save()

    assert "3 comments" in before
    after = text_of(client.get(path))
    assert headlines(after) == [article.headline]
    assert "3 comments" not in after
    assert "Most discussed" not in after


def test_the_front_leads_with_the_latest_and_names_the_most_discussed(client: Client) -> None:
    now = timezone.now()
    articles = [ArticleFactory.create(published_at=now - timedelta(hours=hours)) for hours in range(1, 8)]
    for article, comments in zip(articles, range(7), strict=True):
        CommentFactory.create_batch(comments, article=article)

    page = text_of(client.get("/"))

    ranked = page[page.index('<ol class="ranked">') : page.index("</ol>")]
    assert re.findall(r"Headline \d+", ranked) == [
        article.headline for article in articles[: -MOST_DISCUSSED - 1 : -1]
    ]
    assert page.index("card-lead") < page.index(articles[0].headline)
