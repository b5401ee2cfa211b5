"""The form tells in words what a discussion will be, and whose say that is."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Article
from articles.policy_wording import policy_by_source, policy_in_words
from tests.articles.desk import ADD, change_url
from tests.factories import ArticleFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site_policy(settings: Settings) -> None:
    settings.DISCUSSION_MODE = "open"
    settings.DISCUSSION_ALLOWS_GUESTS = False
    settings.DISCUSSION_CLOSES_AFTER_DAYS = 0
    settings.DISCUSSION_SLOW_MODE_SECONDS = 0


def article_in(topic: dict[str, Any], **says: Any) -> Article:
    return ArticleFactory.create(topics=[TopicFactory.create(name="Harbour", **topic)], **says)


def test_each_part_is_told_with_whoever_says_it_the_nearest_first() -> None:
    article = article_in({"discussion_mode": "open", "closes_after_days": 14}, slow_mode_seconds=30)

    assert policy_by_source(article) == [
        "Said by the article itself: 30 seconds between one person’s comments.",
        "Inherited from topic Harbour: open, closes after 14 days.",
        "Inherited from the site: no guests.",
    ]


def test_where_nobody_says_anything_all_is_the_sites() -> None:
    assert policy_by_source(article_in({})) == [
        "Inherited from the site: open, no guests, never closes, no slow mode."
    ]


@pytest.mark.parametrize(("mode", "words"), [("closed", "closed"), ("off", "no discussion")])
def test_where_nothing_can_be_added_nothing_else_is_told(mode: str, words: str) -> None:
    article = article_in({"closes_after_days": 14}, discussion_mode=mode)

    assert policy_by_source(article) == [f"Said by the article itself: {words}."]
    assert policy_in_words(article) == words


def test_what_is_in_effect_is_one_list_of_words() -> None:
    article = article_in({"closes_after_days": 1}, discussion_mode="premoderated", allows_guests=True)

    assert policy_in_words(article) == "premoderated, guests may comment, closes after 1 day, no slow mode"


def test_an_article_that_is_not_stored_yet_has_its_say() -> None:
    article = Article(discussion_mode="premoderated", allows_guests=True, closes_after_days=0, slow_mode_seconds=0)
    article.topics_by_position = []

    assert policy_by_source(article) == [
        "Said by the article itself: premoderated, guests may comment, never closes, no slow mode."
    ]


def test_the_form_says_what_is_in_effect(desk: Client) -> None:
    article = article_in({"discussion_mode": "premoderated"})

    page = desk.get(change_url(article)).content.decode()

    assert "<li>Inherited from topic Harbour: premoderated.</li>" in page


def test_an_empty_form_says_what_the_site_has_set(desk: Client) -> None:
    page = desk.get(ADD).content.decode()

    assert "<li>Inherited from the site: open, no guests, never closes, no slow mode.</li>" in page


def test_a_topics_name_is_shown_as_text(desk: Client) -> None:
    topic = TopicFactory.create(name="<b>Bold", discussion_mode="open")

    page = desk.get(change_url(ArticleFactory.create(topics=[topic]))).content.decode()

    assert "Inherited from topic &lt;b&gt;Bold: open." in page
    assert "<b>Bold" not in page


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("/admin/articles/article/add/", "As the topic or the site says"),
        ("/admin/articles/topic/add/", "As the site says"),
    ],
)
def test_who_decides_on_guests_where_nothing_is_chosen_is_told(desk: Client, form: str, words: str) -> None:
    page = desk.get(form).content.decode()

    assert f'<option value="unknown" selected>{words}</option>' in page
    assert "Unknown" not in page
