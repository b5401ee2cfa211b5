"""What the checklist finds missing, each by its name and beside its field."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from pytest_django.fixtures import Settings

from articles.checklist.checks import CHECKS, findings_in
from articles.checklist.levels import Level
from articles.checklist.names import CHECK_NAMES
from articles.unsaved import as_stored
from tests.articles.checklist.complete import complete_article, found_in
from tests.factories import PictureFactory

pytestmark = pytest.mark.django_db

YEARS_AGO = datetime(2007, 8, 6, 12, tzinfo=UTC)


def within_a_text(**facts: Any) -> str:
    return f'<figure><img src="/pictures/{PictureFactory.create(**facts).pk}/image/"></figure>'


def test_an_article_that_has_everything_lacks_nothing() -> None:
    assert found_in(complete_article(body="<p>Read on.</p>" + within_a_text())) == []


def test_the_names_that_settings_may_use_are_those_of_the_checks() -> None:
    assert tuple(CHECKS) == CHECK_NAMES


@pytest.mark.parametrize(
    ("but", "check", "field"),
    [
        ({"headline": "War ends"}, "headline", "headline"),
        ({"headline": "long " * 25}, "headline", "headline"),
        ({"dek": " "}, "dek", "dek"),
        ({"dek": "Too short to say much."}, "description", "dek"),
        ({"dek": "Too long to be shown whole. " * 6}, "description", "dek"),
        ({"bylines": []}, "byline", "article_bylines"),
        ({"topics": []}, "topic", "topics"),
        ({"lead_picture": None}, "picture", "lead_picture"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(but: dict[str, Any], check: str, field: str) -> None:
    assert found_in(complete_article(**but)) == [(check, field)]


@pytest.mark.parametrize("fact", ["alt", "caption", "credit"])
def test_a_lead_picture_that_does_not_say_something(fact: str) -> None:
    article = complete_article(lead_picture=PictureFactory.create(**{fact: ""}))

    assert found_in(article) == [(fact, "lead_picture")]


@pytest.mark.parametrize("fact", ["alt", "caption", "credit"])
def test_a_picture_within_the_text_that_does_not_say_something(fact: str) -> None:
    article = complete_article(body=within_a_text(**{fact: ""}))

    [finding] = findings_in(as_stored(article))
    assert (finding.check, finding.field) == (fact, "body")
    assert finding.picture == article.body_pictures.get()


def test_what_the_text_itself_says_of_a_picture_counts() -> None:
    picture = PictureFactory.create(alt="", caption="")
    said = f'<figure><img src="/pictures/{picture.pk}/" alt="A pier"><figcaption>At noon</figcaption></figure>'

    assert found_in(complete_article(body=said)) == []


def test_a_picture_in_the_middle_of_a_line_needs_no_caption() -> None:
    picture = PictureFactory.create(caption="")

    assert found_in(complete_article(body=f'<p>See <img src="/pictures/{picture.pk}/"> here.</p>')) == []


def test_a_decorative_picture_needs_neither_description_nor_caption() -> None:
    decorative = {"alt": "", "caption": "", "is_decorative": True}
    article = complete_article(lead_picture=PictureFactory.create(**decorative), body=within_a_text(**decorative))

    assert found_in(article) == []


def test_a_picture_that_is_not_of_the_library_needs_a_description_too() -> None:
    article = complete_article(body='<figure><img src="/media/old.jpg"><figcaption>Then</figcaption></figure>')

    assert found_in(article) == [("alt", "body")]


def test_a_picture_of_another_site_is_not_shown() -> None:
    article = complete_article(body='<p>At noon.</p><img src="https://example.org/pier.png" alt="A pier">')

    assert found_in(article) == [("lost_pictures", "body")]


def test_a_picture_that_is_no_longer_in_the_library_is_not_shown() -> None:
    assert found_in(complete_article(body='<p>At noon.</p><img src="/pictures/987654/" alt="A pier">')) == [
        ("lost_pictures", "body")
    ]


def test_a_lead_picture_whose_file_an_archive_did_not_keep() -> None:
    assert found_in(complete_article(lead_picture=PictureFactory.create(file=""))) == [("picture", "lead_picture")]


def test_a_discussion_that_is_over_before_it_begins(settings: Settings) -> None:
    settings.DISCUSSION_CLOSES_AFTER_DAYS = 14
    article = complete_article(published_at=YEARS_AGO)

    assert found_in(article) == [("discussion", "closes_after_days")]
    with time_machine.travel(YEARS_AGO, tick=False):
        assert found_in(article) == []


def test_a_site_says_what_blocks_and_what_is_not_looked_for(settings: Settings) -> None:
    settings.CHECKLIST_BLOCKS = {"byline"}
    settings.CHECKLIST_SKIPS = {"topic"}
    article = complete_article(bylines=[], topics=[], dek="")

    weights = [(finding.check, finding.level) for finding in findings_in(as_stored(article))]

    assert weights == [("byline", Level.BLOCK), ("dek", Level.WARN)]
