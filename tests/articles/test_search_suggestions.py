"""Readers mistype, and are asked whether they meant words of headlines."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from articles.search.suggesting import slips_between
from tests.factories import ArticleFactory, TopicFactory


def meant(client: Client, words: str, **more: str) -> str:
    answer = client.get("/search/", {"q": words, **more})
    assert answer.status_code == 200
    said: str = answer.context["found"].meant
    assert ("Did you mean" in answer.content.decode()) is bool(said)
    return said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("fery", "ferry"),
        ("ferrry", "ferry"),
        ("frery", "ferry"),
        ("herbour", "harbour"),
        ("hrabuor", "harbour"),
        ("FERY harbour", "ferry harbour"),
        ('"late fery" -tram', '"late ferry" -tram'),
        ("cafee", "café"),
    ],
)
def test_one_or_two_slips_are_mended(client: Client, typed: str, wanted: str) -> None:
    ArticleFactory.create(headline="The late Ferry leaves the Harbour Café")

    assert meant(client, typed) == wanted


@pytest.mark.django_db
def test_what_is_suggested_is_a_link_that_finds_something(client: Client) -> None:
    ArticleFactory.create(headline="The ferry & more")
    TopicFactory.create(slug="harbour")

    page = client.get("/search/", {"q": "fery & more", "topic": "harbour"}).content.decode()

    assert '<a href="?q=ferry+%26+more">ferry &amp; more</a>?' in page


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["zebra", "tee", "ferry", "ferry harbour", "fery zebra", "aaaa bbbb cccc dddd fery"])
def test_nothing_is_suggested_where_no_headline_is_near_or_it_would_not_help(client: Client, typed: str) -> None:
    ArticleFactory.create(headline="The ferry")
    ArticleFactory.create(headline="A harbour, at tea")

    assert meant(client, typed) == ""


@pytest.mark.django_db
def test_words_that_a_text_holds_are_no_slips(client: Client) -> None:
    ArticleFactory.create(headline="The ferry")
    ArticleFactory.create(headline="Old spellings", body="<p>They wrote ferrie.</p>")

    assert meant(client, "ferrie harbour") == ""


@pytest.mark.django_db
def test_a_search_that_its_narrowing_empties_is_no_slip(client: Client) -> None:
    ArticleFactory.create(headline="The ferry")
    ArticleFactory.create(headline="Of ferrys")
    TopicFactory.create(slug="harbour")

    assert meant(client, "ferrys", topic="harbour") == ""


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["draft", "ready", "withdrawn"])
def test_no_headline_is_hinted_at_that_readers_cannot_read(client: Client, status: str) -> None:
    ArticleFactory.create(headline="The ferry", status=status)

    assert meant(client, "fery") == ""
    assert meant(client, "ferry") == ""


@pytest.mark.django_db
def test_a_hidden_article_that_holds_a_slip_does_not_keep_it_from_being_mended(client: Client) -> None:
    ArticleFactory.create(headline="Fery", status="draft")
    ArticleFactory.create(headline="The ferry")

    assert meant(client, "fery") == "ferry"


@pytest.mark.django_db
def test_more_headlines_take_no_more_queries(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            meant(client, "fery harbor")
        return len(asked)

    ArticleFactory.create_batch(2, headline="The ferry in the harbour")
    meant(client, "fery")
    few = queries()
    ArticleFactory.create_batch(15, headline="A ferry in the harbour")

    assert queries() == few


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_slips_are_counted_alike_from_both_ends(one: str, other: str, more: str) -> None:
    assert slips_between(one, other) == slips_between(other, one)
    assert slips_between(one, one) == 0
    assert slips_between(one, one + more) == len(more)
    assert slips_between(one, other) <= max(len(one), len(other))
