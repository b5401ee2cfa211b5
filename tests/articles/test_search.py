"""Readers search articles."""

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from articles.models import Article
from articles.search import finding, index, schema
from articles.search.marking import PASSAGE_LETTERS, marked, passage
from tests.comments.steps import sign_in
from tests.factories import ArticleFactory, BylineFactory, TagFactory, TopicFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)


def page_of(client: Client, words: str, **more: str) -> str:
    answer = client.get("/search/", {"q": words, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def found(client: Client, words: str, **more: str) -> list[str]:
    """The headlines, in the order in which they stand there."""
    answer = client.get("/search/", {"q": words, **more})
    return [result.article.headline for result in answer.context["found"].results] if answer.context["found"] else []


def test_a_headline_counts_more_than_a_dek_and_a_dek_more_than_a_text(client: Client) -> None:
    ArticleFactory.create(headline="One", dek="A dek", body="<p>The ferry sails again.</p>")
    ArticleFactory.create(headline="Two", dek="Of a ferry", body="<p>It sails again.</p>")
    ArticleFactory.create(headline="The ferry", dek="A dek", body="<p>It sails again.</p>")

    assert found(client, "ferry") == ["The ferry", "Two", "One"]


def test_the_newest_come_first_where_that_is_asked_for(client: Client) -> None:
    ArticleFactory.create(headline="The ferry", published_at=NOON)
    ArticleFactory.create(headline="News", dek="A ferry", published_at=NOON + timedelta(days=1))

    assert found(client, "ferry", order="newest") == ["News", "The ferry"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("evening ferry", "“evening ferry”"),
        ('"evening ferry"', "“evening ferry”"),
        ('"evening ferry', "“evening ferry”"),
        ('tide "evening ferry" -"no \'x\'"', "“tide ‘evening ferry’ -‘no 'x'’”"),
    ],
)
def test_what_was_looked_for_is_told_between_one_pair_of_quotation_marks(
    client: Client, typed: str, told: str
) -> None:
    assert f"0 articles hold {told}." in unescape(page_of(client, typed))


def test_all_words_must_be_there_phrases_together_and_a_minus_leaves_out(client: Client) -> None:
    ArticleFactory.create(headline="Night bus to the harbour")
    ArticleFactory.create(headline="A bus at night, from the harbour")

    assert len(found(client, "NIGHT bus harbour")) == 2
    assert found(client, '"night bus"') == ["Night bus to the harbour"]
    assert found(client, "bus -from") == ["Night bus to the harbour"]
    assert found(client, "bus ferry") == []


def test_accents_and_case_do_not_matter(client: Client) -> None:
    ArticleFactory.create(headline="Das Café am Hafen")

    assert found(client, "CAFE") == ["Das Café am Hafen"]


def test_markup_and_addresses_of_links_are_no_words(client: Client) -> None:
    ArticleFactory.create(headline="Plain", body='<p>A <strong>bold</strong> <a href="/topics/x/">step</a></p>')

    assert found(client, "strong") == []
    assert found(client, "href") == []
    assert found(client, "bold step") == ["Plain"]


@pytest.mark.parametrize("status", ["draft", "ready", "withdrawn"])
def test_what_readers_cannot_read_they_cannot_find(client: Client, status: str) -> None:
    ArticleFactory.create(headline="A secret ferry", status=status)

    assert "secret" not in page_of(client, "ferry")


def test_a_scheduled_article_is_found_from_its_moment_on(client: Client) -> None:
    ArticleFactory.create(headline="The ferry", status="scheduled", published_at=NOON)

    with time_machine.travel(NOON - timedelta(seconds=1), tick=False):
        before = found(client, "ferry")
    with time_machine.travel(NOON, tick=False):
        after = found(client, "ferry")

    assert (before, after) == ([], ["The ferry"])


def test_a_changed_text_is_found_by_its_new_words_alone(client: Client) -> None:
    article = ArticleFactory.create(headline="The ferry")
    Article.objects.filter(pk=article.pk).update(headline="The tram")

    assert found(client, "ferry") == []
    assert found(client, "tram") == ["The tram"]

    article.delete()
    assert found(client, "tram") == []


def test_a_year_begins_where_the_site_is(client: Client, settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Helsinki"
    ArticleFactory.create(headline="New Year ferry", published_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    ArticleFactory.create(headline="Old ferry", published_at=datetime(2025, 12, 31, 12, tzinfo=UTC))

    page = page_of(client, "ferry")

    assert 'year=2026">2026</a>' in page
    assert found(client, "ferry", year="2026") == ["New Year ferry"]
    assert found(client, "ferry", year="2025") == ["Old ferry"]


def test_a_search_is_narrowed_to_a_topic_and_a_year_and_widened_again(client: Client) -> None:
    harbour = TopicFactory.create(name="Harbour", slug="harbour")
    old = ArticleFactory.create(headline="Old ferry", published_at=NOON - timedelta(days=400))
    new = ArticleFactory.create(headline="New ferry", published_at=NOON)
    old.topics.add(harbour)
    new.topics.add(harbour)
    ArticleFactory.create(headline="Another ferry", published_at=NOON)

    page = unescape(page_of(client, "ferry", topic="harbour"))

    assert set(found(client, "ferry", topic="harbour")) == {"Old ferry", "New ferry"}
    assert found(client, "ferry", topic="harbour", year="2025") == ["Old ferry"]
    assert 'href="?q=ferry&topic=harbour&year=2025"' in page
    assert 'href="?q=ferry"' in page


def test_a_search_is_narrowed_to_a_writer_and_a_tag_which_are_shown_and_taken_away_again(client: Client) -> None:
    dora, nora = BylineFactory.create(name="Dora", slug="dora"), BylineFactory.create(name="Nora", slug="nora")
    tide = TagFactory.create(name="tide & co", slug="tide")
    ArticleFactory.create(headline="One ferry", bylines=[dora], tags=[tide])
    ArticleFactory.create(headline="Two ferries: a ferry", bylines=[nora, dora])
    ArticleFactory.create(headline="Ferry three", bylines=[nora], tags=[tide])

    wide = unescape(page_of(client, "ferry"))
    narrow = unescape(page_of(client, "ferry", byline="dora", tag="tide"))

    assert 'href="?q=ferry&byline=dora">Dora <span>2</span>' in wide
    assert 'href="?q=ferry&tag=tide">tide & co <span>2</span>' in wide
    assert found(client, "ferry", byline="dora", tag="tide") == ["One ferry"]
    assert '<b>Dora</b> <a href="?q=ferry&tag=tide">By everybody</a>' in narrow
    assert '<b>tide & co</b> <a href="?q=ferry&byline=dora">With any tag</a>' in narrow
    assert '<input type="hidden" name="byline" value="dora">' in narrow


def test_what_is_hidden_is_not_counted_among_the_choices(client: Client) -> None:
    tide = TagFactory.create(name="Tide", slug="tide")
    ArticleFactory.create(headline="One ferry", tags=[tide])
    ArticleFactory.create(headline="Two ferries: a ferry")
    ArticleFactory.create(headline="A secret ferry", tags=[tide, TagFactory.create(name="Secret")], draft=True)

    page = page_of(client, "ferry")

    assert "Tide <span>1</span>" in page
    assert "Secret" not in page


def test_nothing_is_offered_that_would_leave_the_same_articles(client: Client) -> None:
    tags = [TagFactory.create(slug="tide")]
    ArticleFactory.create_batch(2, headline="A ferry", tags=tags)

    assert "tag=tide" not in page_of(client, "ferry")


@pytest.mark.parametrize(
    "more",
    [
        {"byline": "none"},
        {"tag": "\x00"},
        {"tag": "x" * 500},
        {"year": "x"},
        {"year": "99999999999"},
        {"topic": "none"},
        {"page": "x"},
    ],
)
def test_a_narrowing_that_means_nothing_narrows_nothing(client: Client, more: dict[str, str]) -> None:
    ArticleFactory.create(headline="The ferry")

    assert found(client, "ferry", **more) == ["The ferry"]


def test_the_words_are_marked_in_headline_and_passage_and_nothing_else_is_markup(client: Client) -> None:
    ArticleFactory.create(headline="Ferry <b>", body=f"<p>{'word ' * 60}a late ferry &lt;i&gt; sails.</p>")

    page = page_of(client, "ferry")

    assert "<mark>Ferry</mark> &lt;b&gt;" in page
    assert "… word" in page
    assert "a late <mark>ferry</mark> &lt;i&gt; sails." in page


def test_a_passage_reads_as_the_text_does(client: Client) -> None:
    ArticleFactory.create(headline="News", body='<p>The <a href="/x/">ferry</a>, late.</p><p>Again.</p>')

    assert "The <mark>ferry</mark>, late. Again." in page_of(client, "ferry")


@given(st.text(), st.lists(st.text(), max_size=3))
def test_marking_escapes_all_that_it_does_not_write(text: str, phrases: list[str]) -> None:
    html = marked(text, phrases)

    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert unescape(bare) == unescape(unescape(bare)) or "&" in text
    assert "<" not in bare
    assert ">" not in bare


@given(st.text(max_size=2_000), st.text(max_size=20))
def test_a_passage_is_short(text: str, phrase: str) -> None:
    assert len(passage(text, [phrase])) <= PASSAGE_LETTERS + 4


def test_only_the_newest_are_weighed_where_a_word_is_everywhere(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (index, finding):
        monkeypatch.setattr(module, "MOST_WEIGHED", 2)
    for number in range(3):
        ArticleFactory.create(headline=f"Ferry {number}")

    page = page_of(client, "ferry")

    assert "2 articles hold" in page
    assert "only the latest were looked at" in page


def _groups() -> dict[str, list[Any]]:
    return {"topics": [TopicFactory.create()], "bylines": [BylineFactory.create()], "tags": [TagFactory.create()]}


def test_more_articles_take_no_more_queries(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            found(client, "ferry")
        return len(asked)

    ArticleFactory.create_batch(2, headline="The ferry", **_groups())
    found(client, "ferry")
    few = queries()
    ArticleFactory.create_batch(15, headline="The ferry", **_groups())

    assert queries() == few


def test_the_index_is_read_anew_by_a_command(client: Client) -> None:
    ArticleFactory.create(headline="The ferry")
    with connection.cursor() as cursor:
        statement = "DELETE FROM articles_search"
        if connection.vendor == "sqlite":
            statement = "INSERT INTO articles_search(articles_search) VALUES ('delete-all')"
        cursor.execute(statement)
    lost = found(client, "ferry")

    call_command("rebuild_search")

    assert (lost, found(client, "ferry")) == ([], ["The ferry"])


@pytest.mark.parametrize("change", [{"headline": "Tram"}, {"body": "<p>Late, it is.</p>"}, {"dek": ""}, None])
def test_the_command_tells_when_the_index_is_not_what_the_articles_say(change: dict[str, str] | None) -> None:
    article = ArticleFactory.create(headline="Ferry", dek="In a line", body="<p>It is <b>late</b>.</p>")
    ArticleFactory.create(headline="Tram")
    call_command("rebuild_search", check=True)
    table = " ON articles_article" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in schema.TRIGGERS[connection.vendor]:
            cursor.execute(f"DROP TRIGGER {name}{table}")
    if change:
        Article.objects.filter(pk=article.pk).update(**change)
    else:
        ArticleFactory.create()

    with pytest.raises(CommandError, match="not what the articles say"):
        call_command("rebuild_search", check=True)
    call_command("rebuild_search")
    call_command("rebuild_search", check=True)


def test_lost_triggers_are_noticed_after_a_migration(client: Client) -> None:
    table = " ON articles_article" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {schema.TRIGGERS[connection.vendor][0]}{table}")
    ArticleFactory.create(headline="The ferry", published_at=timezone.now())

    assert schema.mend_index() is True
    assert schema.mend_index() is False
    assert found(client, "ferry") == ["The ferry"]


@pytest.mark.parametrize(
    ("words", "headlines"),
    [
        ("ferr*", {"Ferries at night", "The ferry"}),
        ("FERRI* night", {"Ferries at night"}),
        ('"at nig*"', {"Ferries at night"}),
        ("ferr* -ferri*", {"The ferry"}),
        ("cafe*", {"Zum Caféhaus"}),
        ("fe*", set()),
        ("ferr* tram*", set()),
    ],
)
def test_a_star_stands_for_how_a_word_goes_on(client: Client, words: str, headlines: set[str]) -> None:
    for headline in ("Ferries at night", "The ferry", "Zum Caféhaus", "Offerry"):
        ArticleFactory.create(headline=headline)

    assert set(found(client, words)) == headlines


def test_words_that_go_on_after_a_star_are_marked_whole(client: Client) -> None:
    ArticleFactory.create(headline="Ferries at night, offerry")

    assert "<mark>Ferries</mark> at night, offerry" in page_of(client, "ferr*")


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor", "moderator", "administrator"])
def test_a_browser_may_take_the_search_among_its_own(client: Client, settings: Any, role: str) -> None:
    settings.SITE_URL, settings.SITE_NAME = "https://news.example", "News & notes of everywhere"
    sign_in(client, role)

    answer = client.get("/opensearch.xml")

    described = ElementTree.fromstring(answer.content)  # noqa: S314  # our own
    names = {"os": "http://a9.com/-/spec/opensearch/1.1/"}
    assert described.findtext("os:ShortName", namespaces=names) == "News & notes of "
    [url] = described.findall("os:Url", names)
    assert url.get("template") == "https://news.example/search/?q={searchTerms}"
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    assert client.post("/opensearch.xml").status_code == 405
    assert 'rel="search" type="application/opensearchdescription+xml"' in page_of(client, "")
