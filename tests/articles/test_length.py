"""How long a text is: said in the form, and to search engines."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from articles.length import count_words, length_in_words, minutes_to_read
from tests.articles.desk import ADD, change_url
from tests.factories import ArticleFactory

# What static/js/admin/length.js must count, too: tests/js/length.test.mjs.
LENGTHS = json.loads(Path(settings.BASE_DIR, "tests/lengths.json").read_text())


@pytest.mark.parametrize(("body", "words"), LENGTHS)
def test_words_are_counted_as_a_reader_would(body: str, words: int) -> None:
    assert count_words(body) == words


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (350, 1), (360, 2), (4760, 20)])
def test_minutes_are_whole_and_at_least_one_of_anything(words: int, minutes: int) -> None:
    assert minutes_to_read(words) == minutes


def test_one_of_each_is_said_as_one() -> None:
    assert length_in_words("<p>One</p>") == "1 word, 1 minute to read"


@pytest.mark.parametrize("hostile", ["<a" * 100_000, "<a href='" * 50_000, "&" * 200_000])
def test_a_hostile_text_is_counted_at_once(hostile: str) -> None:
    assert count_words(hostile) >= 0


@pytest.mark.django_db
def test_the_form_says_how_long_the_text_is(desk: Client) -> None:
    article = ArticleFactory.create(body="<p>" + "word " * 500 + "</p>")

    page = desk.get(change_url(article)).content.decode()

    assert "500 words, 2 minutes to read" in page
    assert "0 words, 0 minutes to read" in desk.get(ADD).content.decode()


@pytest.mark.django_db
def test_search_engines_are_told_the_same_number(client: Client) -> None:
    article = ArticleFactory.create(body="<p>Ebb &amp; flow</p><p>twice – a day</p>")

    page = client.get(article.get_absolute_url()).content.decode()

    assert re.search(r'"wordCount":(\d+)', page)[1] == "5"  # type: ignore[index]  # no match fails the test as well
