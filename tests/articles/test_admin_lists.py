"""Editors find what they look for, and long lists cost no more questions than short ones."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from tests.articles.desk import count_queries
from tests.comments.steps import text_of
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    CommentFactory,
    PictureFactory,
    TagFactory,
    TopicFactory,
)

LIST = "/admin/articles/article/"


def found(desk: Client, **query: Any) -> list[str]:
    """The headlines that the list shows, in order."""
    answer = desk.get(LIST, query)
    assert answer.status_code == 200
    return [article.headline for article in answer.context["cl"].result_list]


def make_articles(count: int) -> None:
    topics, tags = TopicFactory.create_batch(2), TagFactory.create_batch(2)
    for _ in range(count):
        article = ArticleFactory.create(bylines=BylineFactory.create_batch(2), topics=topics, tags=tags)
        CommentFactory.create(article=article)


def test_the_list_shows_what_an_editor_asks_first(desk: Client) -> None:
    article = ArticleFactory.create(
        headline="The tide", bylines=[BylineFactory.create(name="Tess")], topics=[TopicFactory.create(name="Harbour")]
    )
    CommentFactory.create(article=article)

    page = desk.get(LIST).content.decode()

    for cell in (
        ">The tide</a>",
        '<td class="field-shown_status">published</td>',
        '<td class="field-byline_names">Tess</td>',
        '<td class="field-topic_names">Harbour</td>',
        '<td class="field-comment_count">1</td>',
    ):
        assert cell in page


def test_what_is_being_worked_on_comes_first(desk: Client) -> None:
    ArticleFactory.create(headline="Older", published_at=timezone.now() - timedelta(days=2))
    ArticleFactory.create(headline="Draft", draft=True)
    ArticleFactory.create(headline="Newer")

    assert found(desk) == ["Draft", "Newer", "Older"]


@pytest.mark.parametrize("words", ["tide", "boats", "Tess", "the-slug"])
def test_an_article_is_found_by_headline_dek_address_or_writer(desk: Client, words: str) -> None:
    ArticleFactory.create(
        headline="The tide", dek="And the boats", slug="the-slug", bylines=[BylineFactory.create(name="Tess")]
    )
    ArticleFactory.create(headline="Other")

    assert found(desk, q=words) == ["The tide"]


@pytest.mark.parametrize("status", ["draft", "scheduled", "published", "withdrawn"])
def test_the_list_is_narrowed_by_what_readers_see(desk: Client, status: str) -> None:
    to_come = timezone.now() + timedelta(days=1)
    ArticleFactory.create(headline="draft", draft=True)
    ArticleFactory.create(headline="scheduled", status="scheduled", published_at=to_come)
    ArticleFactory.create(headline="published", status="scheduled")
    ArticleFactory.create(headline="withdrawn", status="withdrawn")

    assert found(desk, status=status) == [status]


def test_the_list_is_narrowed_by_topic_and_tag(desk: Client) -> None:
    topic, tag = TopicFactory.create(), TagFactory.create()
    ArticleFactory.create(headline="Of the topic", topics=[topic])
    ArticleFactory.create(headline="Tagged", tags=[tag])

    assert found(desk, topics__id__exact=topic.pk) == ["Of the topic"]
    assert found(desk, tag=tag.slug) == ["Tagged"]


def test_the_list_is_narrowed_by_date(desk: Client) -> None:
    ArticleFactory.create(headline="Then", published_at=timezone.now().replace(year=2019, month=3, day=4))
    ArticleFactory.create(headline="Now")

    assert found(desk, **{"in": "2019"}) == ["Then"]
    assert found(desk, **{"in": "2019-3"}) == ["Then"]
    assert found(desk, **{"in": "2019-4"}) == []


def test_years_are_offered_and_the_months_of_the_one_that_is_chosen(desk: Client) -> None:
    ArticleFactory.create(published_at=timezone.now().replace(year=2019, month=3, day=4))
    ArticleFactory.create(published_at=timezone.now().replace(year=2021, month=3, day=4))

    every, of_2019 = (text_of(desk.get(LIST, asked)) for asked in ({}, {"in": "2019"}))

    assert re.findall(r'href="\?in=([^"]+)"', every) == ["2021", "2019"]
    assert 'href="?in=2019-12">December 2019</a>' in of_2019
    assert "in=2021-1" not in of_2019


def years_offered(desk: Client) -> list[str]:
    return re.findall(r'href="\?in=([^"]+)"', text_of(desk.get(LIST)))


def test_without_articles_no_year_is_offered(desk: Client) -> None:
    ArticleFactory.create(draft=True)

    assert years_offered(desk) == []


def test_one_article_of_another_century_brings_no_year_with_nothing_in_it(desk: Client) -> None:
    ArticleFactory.create_batch(2, published_at=datetime(2026, 3, 4, tzinfo=UTC))
    of_one_year = count_queries(desk, LIST)
    for year in (1605, 1899, 1901):
        ArticleFactory.create(published_at=datetime(year, 3, 4, tzinfo=UTC))
    ArticleFactory.create(draft=True)

    assert years_offered(desk) == ["2026", "1901", "1899", "1605"]
    assert count_queries(desk, LIST) - of_one_year <= 4


@pytest.mark.parametrize(("zone", "year"), [("Pacific/Auckland", "2026"), ("America/Lima", "2025")])
def test_a_year_begins_where_the_site_is(desk: Client, settings: Any, zone: str, year: str) -> None:
    settings.TIME_ZONE = zone
    ArticleFactory.create(headline="At midnight", published_at=datetime(2025, 12, 31, 23, tzinfo=UTC))
    ArticleFactory.create(published_at=datetime(1999, 6, 1, tzinfo=UTC))

    assert years_offered(desk) == [year, "1999"]
    assert found(desk, **{"in": year}) == ["At midnight"]


@pytest.mark.parametrize(
    "query",
    [
        "tag=no-such",
        "status=lost",
        "topics__id__exact=ten",
        *(f"in={word}" for word in ("x", "0000", "2019-13", "9999-12", "2019-")),
    ],
)
def test_a_filter_that_makes_no_sense_is_no_error(desk: Client, query: str) -> None:
    ArticleFactory.create(tags=[TagFactory.create()], topics=[TopicFactory.create()])

    answer = desk.get(f"{LIST}?{query}", follow=True)

    assert answer.status_code == 200


def test_the_list_leads_to_the_most_used_tags_only(desk: Client) -> None:
    TagFactory.create(name="never used")
    ArticleFactory.create(tags=[TagFactory.create(name="often used")])

    page = desk.get(LIST).content.decode()

    assert "often used" in page
    assert "never used" not in page


@pytest.mark.parametrize(
    ("url", "make"),
    [
        (LIST, make_articles),
        ("/admin/articles/topic/", TopicFactory.create_batch),
        ("/admin/articles/tag/", TagFactory.create_batch),
        ("/admin/articles/byline/", BylineFactory.create_batch),
        ("/admin/articles/picture/", PictureFactory.create_batch),
    ],
    ids=["articles", "topics", "tags", "bylines", "pictures"],
)
def test_a_long_list_asks_no_more_than_a_short_one(desk: Client, url: str, make: Callable[[int], Any]) -> None:
    make(2)
    short = count_queries(desk, url)

    make(10)

    assert count_queries(desk, url) == short
    assert short <= 15


def test_the_list_leaves_the_bodies_where_they_are(desk: Client) -> None:
    ArticleFactory.create()

    article = desk.get(LIST).context["cl"].result_list[0]

    assert {"body", "body_html"} <= article.get_deferred_fields()


@pytest.mark.parametrize(
    ("model", "field", "factory"),
    [
        ("article", "topics", TopicFactory),
        ("article", "tags", TagFactory),
        ("article", "lead_picture", PictureFactory),
        ("articlebyline", "byline", BylineFactory),
        ("byline", "portrait", PictureFactory),
    ],
)
def test_choices_are_offered_while_typing(desk: Client, model: str, field: str, factory: Any) -> None:
    wanted = factory.create()
    query = {"app_label": "articles", "model_name": model, "field_name": field, "term": str(wanted)}

    answer = desk.get("/admin/autocomplete/", query)

    assert answer.json()["results"][0] == {"id": str(wanted.pk), "text": str(wanted)}


def test_a_count_of_articles_leads_to_them(desk: Client) -> None:
    topic, tag, byline = TopicFactory.create(), TagFactory.create(), BylineFactory.create()
    ArticleFactory.create(topics=[topic], tags=[tag], bylines=[byline])

    for url, query in (
        ("topic", f"topics__id__exact={topic.pk}"),
        ("tag", f"tag={tag.slug}"),
        ("byline", f"bylines__id__exact={byline.pk}"),
    ):
        assert f'<a href="{LIST}?{query}">1</a>' in desk.get(f"/admin/articles/{url}/").content.decode()
        assert desk.get(f"{LIST}?{query}").context["cl"].result_count == Article.objects.count()
