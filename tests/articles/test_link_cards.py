"""What stands behind a link with a paragraph of its own, shown to readers; fetched by the worker alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from articles.actions.publishing import save_article
from articles.body import drawn_body, redraw_bodies
from articles.fetching import connecting
from articles.link_cards.drawing import CARDS_IN_A_TEXT
from articles.link_cards.tasks import RETRY_AFTER, fetch_card
from articles.models import Article, LinkCard
from articles.sanitizing import clean_article_html
from articles.tasks import announce
from tests.articles.desk import ADD, change_url, save_form
from tests.articles.linking import LINK, NOON, TIDE, fetched, publish
from tests.articles.outside import Outside, moved, page
from tests.articles.test_sanitizing import inventory, judge_article
from tests.factories import ArticleFactory, LinkCardFactory
from tests.tasks import later_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cards_shown")]


def test_a_published_link_with_a_paragraph_of_its_own_becomes_a_card(desk: Client, outside: Outside) -> None:
    outside.says("example.org/tide", page(TIDE))

    save_form(desk, ADD, headline="The tide turns", status="published", body=f"<p>Before.</p>{LINK}<p>After.</p>")

    article = Article.objects.get()

    assert article.body_html == (
        '<p>Before.</p><blockquote class="link-card">'
        '<p><a href="https://example.org/tide">When the water comes</a></p>'
        "<p>High &amp; low water at the harbour.</p><p><small>Example Review · example.org</small></p>"
        "</blockquote><p>After.</p>"
    )
    assert article.body == f"<p>Before.</p>{LINK}<p>After.</p>"
    assert article.revisions.count() == 1


def test_what_an_editor_called_the_link_leads_and_the_title_follows(editor: User, outside: Outside) -> None:
    outside.says("example.org/tide", page(TIDE))

    article = publish(editor, '<p><a href="https://example.org/tide" title="Now">Our <em>own</em> tables</a></p>')

    assert '<p><a href="https://example.org/tide" title="Now">Our <em>own</em> tables</a></p>' in article.body_html
    assert "<p>When the water comes</p><p>High &amp; low water at the harbour.</p>" in article.body_html


@pytest.mark.parametrize(
    "body",
    [
        '<p>See <a href="https://example.org/tide">the tables</a></p>',
        '<p><a href="https://example.org/tide">One</a> <a href="https://example.org/tide">two</a></p>',
        f"<ul><li>{LINK}</li></ul>",
        f"<blockquote>{LINK}</blockquote>",
        f"<table><tbody><tr><td>{LINK}</td></tr></tbody></table>",
        '<h2><a href="https://example.org/tide">Tables</a></h2>',
        '<p><a href="https://example.org/tide"><img src="/media/a.png" alt="A"></a></p>',
        '<p><a href="https://example.org/tide"> </a></p>',
        '<p><a href="mailto:desk@example.org">desk@example.org</a></p>',
        '<p><a href="#notes">Notes</a></p>',
        '<p><a href="/topics/harbour/">Harbour</a></p>',
        '<p><a href="http://localhost:8000/archive/">Archive</a></p>',
        '<p><a href="http://127.0.0.1/admin/">Desk</a></p>',
        '<p><a href="https://me:secret@example.org/tide">Mine</a></p>',
        '<p><a href="https://example.org:8443/tide">Elsewhere</a></p>',
        f'<p><a href="https://example.org/{"a" * 1_000}">Long</a></p>',
        '<p><a href="http://[::1">Broken</a></p>',
        "<p><a>Nowhere</a></p>",
    ],
)
def test_any_other_link_stays_a_link_and_nobody_is_asked(editor: User, outside: Outside, body: str) -> None:
    outside.says("example.org/tide", page(TIDE))

    article = publish(editor, body)

    assert article.body_html == clean_article_html(body)
    assert (outside.asked, LinkCard.objects.count()) == ([], 0)


def test_spellings_of_one_address_share_a_card(editor: User, outside: Outside) -> None:
    outside.says("example.org/tide", page(TIDE))
    hrefs = ["https://example.org/tide", "HTTPS://EXAMPLE.ORG:443/tide#noon"]

    article = publish(editor, "".join(f'<p><a href="{href}">{href}</a></p>' for href in hrefs))

    assert [f'href="{href}">When the water comes' in article.body_html for href in hrefs] == [True, True]
    assert outside.asked == ["example.org/tide"]


def test_nobody_is_asked_about_a_text_that_readers_do_not_have(editor: User, outside: Outside) -> None:
    outside.says("example.org/tide", page(TIDE))

    draft = publish(editor, LINK, status="draft")
    publish(editor, LINK, status="scheduled", published_at=NOON)

    assert outside.asked == []
    assert draft.body_html == LINK


def test_a_draft_shows_what_is_known_already(editor: User) -> None:
    LinkCardFactory.create(address="https://example.org/tide")

    assert 'class="link-card"' in publish(editor, LINK, status="draft").body_html


def test_a_scheduled_text_has_its_cards_fetched_when_it_appears(outside: Outside) -> None:
    outside.says("example.org/tide", page(TIDE))
    article = ArticleFactory.create(body=LINK, status="scheduled", published_at=NOON)

    with time_machine.travel(NOON, tick=False):
        announce.enqueue(article.pk, NOON.isoformat())

    article.refresh_from_db()
    assert 'class="link-card"' in article.body_html


def test_a_page_is_asked_once_however_often_a_text_is_saved(desk: Client, editor: User, outside: Outside) -> None:
    outside.says("example.org/tide", page(TIDE))
    article = publish(editor, LINK)

    save_form(desk, change_url(article), dek="A better line")
    publish(editor, LINK)

    assert outside.asked == ["example.org/tide"]
    assert 'class="link-card"' in Article.objects.latest("pk").body_html


def test_a_link_that_comes_into_a_published_text_is_asked_for(editor: User, outside: Outside) -> None:
    outside.says("example.org/tide", page(TIDE))
    article = publish(editor, "<p>Before.</p>")
    article.body = LINK

    save_article(article=article, editor=editor)

    article.refresh_from_db()
    assert "When the water comes" in article.body_html


def test_a_card_is_queued_once_when_its_text_is_published(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    queued = []
    monkeypatch.setattr(type(fetch_card), "enqueue", lambda task, *args: queued.append((task.name, args)))
    article = publish(editor, LINK)
    announced = [args for name, args in queued if name == "announce"]

    announce.call(*announced[0])

    assert [args for name, args in queued if name == "fetch_card"] == [(article.link_cards.get().pk, 0)]


def test_a_text_has_so_many_cards_and_no_more(editor: User, outside: Outside) -> None:
    links = [outside.says(f"example.org/{number}", page(TIDE)) for number in range(CARDS_IN_A_TEXT + 2)]

    article = publish(editor, "".join(f'<p><a href="{link}">{link}</a></p>' for link in links))

    assert outside.asked == [link.removeprefix("https://") for link in links[:CARDS_IN_A_TEXT]]
    assert article.body_html.count('class="link-card"') == CARDS_IN_A_TEXT


def test_a_page_that_is_not_there_leaves_the_plain_link_and_is_not_asked_again(editor: User, outside: Outside) -> None:
    outside.names["example.org"] = ["93.184.215.14"]

    article = publish(editor, LINK)

    card = LinkCard.objects.get()
    assert (card.trouble, card.attempts, article.body_html) == ("not_shown", 1, LINK)
    assert later_tasks() == []


def test_a_site_in_trouble_is_asked_again_later_and_then_left_alone(outside: Outside) -> None:
    outside.says("example.org/tide", page("", status="503 Unavailable"))
    article = ArticleFactory.create(body=LINK)
    card, waits = LinkCard.objects.get(), []

    with time_machine.travel(NOON, tick=False):
        fetched(card.pk)
        for attempts in range(1, len(RETRY_AFTER) + 1):
            [waiting] = later_tasks()
            waits.append(waiting.task.run_after - NOON)
            assert waiting.args == [card.pk, attempts]
            fetched(*waiting.args)

    assert waits == list(RETRY_AFTER)
    assert later_tasks() == []
    assert len(outside.asked) == 1 + len(RETRY_AFTER)
    article.refresh_from_db()
    assert article.body_html == LINK


def test_a_retry_that_brings_the_page_draws_it_everywhere(editor: User, outside: Outside) -> None:
    outside.says("example.org/tide", page("", status="503 Unavailable"))
    first, second = publish(editor, LINK), publish(editor, LINK)
    outside.says("example.org/tide", page(TIDE))

    outcome = fetched(LinkCard.objects.get().pk, 1)

    assert outcome == "fetched"
    for article in (first, second):
        article.refresh_from_db()
        assert "When the water comes" in article.body_html


def test_a_task_that_was_overtaken_asks_nobody_and_draws_what_is_known(outside: Outside) -> None:
    card = LinkCardFactory.create(address="https://example.org/tide")
    article = ArticleFactory.create(body=LINK, body_html=LINK)

    outcome = fetched(card.pk, 0), fetched(card.pk, 2)

    article.refresh_from_db()
    assert outcome == ("not now", "not now")
    assert outside.asked == []
    assert 'class="link-card"' in article.body_html


def test_a_card_that_is_gone_meanwhile_is_no_trouble(outside: Outside) -> None:
    assert fetched(4711) == "not now"


@pytest.mark.parametrize(
    "answer",
    [
        moved("http://127.0.0.1/admin/"),
        page("%PDF-1.7", kind="application/pdf"),
        page("<p>No title</p>"),
        page("<title>\u200b\u202e</title>"),
    ],
)
def test_what_is_no_page_leaves_the_plain_link(editor: User, outside: Outside, answer: bytes) -> None:
    outside.says("example.org/tide", answer)

    assert publish(editor, LINK).body_html == LINK


def test_pages_are_new_for_readers_when_a_card_comes(client: Client, outside: Outside) -> None:
    outside.says("example.org/tide", page(TIDE))
    article = ArticleFactory.create(body=LINK)
    assert "When the water" not in client.get(article.get_absolute_url()).content.decode()

    fetched(LinkCard.objects.get().pk)

    assert "When the water comes" in client.get(article.get_absolute_url()).content.decode()


def test_nobody_is_asked_while_somebody_waits_for_a_page(
    client: Client, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = ArticleFactory.create(body=LINK)
    monkeypatch.setattr(connecting, "resolve", None)

    answers = [client.get(article.get_absolute_url()), client.get("/feeds/articles.atom")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_switched_off_there_are_no_cards(editor: User, outside: Outside, settings: Any) -> None:
    settings.LINK_CARDS = False
    card = LinkCardFactory.create(address="https://example.org/tide")

    article = publish(editor, LINK)

    assert article.body_html == LINK
    assert fetched(card.pk) == "not now"
    assert outside.asked == []


def test_texts_from_before_get_their_cards_by_a_command(outside: Outside, settings: Any) -> None:
    outside.says("example.org/tide", page(TIDE))
    settings.LINK_CARDS = False
    old, draft = ArticleFactory.create(body=LINK), ArticleFactory.create(body=LINK + LINK, draft=True)
    settings.LINK_CARDS = True

    call_command("draw_link_cards", verbosity=0)

    old.refresh_from_db()
    draft.refresh_from_db()
    assert "When the water comes" in old.body_html
    assert draft.body_html.count("When the water comes") == 2
    assert outside.asked == ["example.org/tide"]


def test_switched_off_the_command_leaves_plain_links(outside: Outside, settings: Any) -> None:
    LinkCardFactory.create(address="https://example.org/tide")
    article = ArticleFactory.create(body=LINK)
    settings.LINK_CARDS = False

    call_command("draw_link_cards", verbosity=0)

    article.refresh_from_db()
    assert article.body_html == LINK
    assert outside.asked == []


HOSTILE = [
    "<script>alert(1)</script>",
    "&lt;img src=x onerror=alert(1)&gt;",
    '"><svg onload=alert(1)>',
    "&lt;/a&gt;&lt;/blockquote&gt;&lt;a href=javascript:alert(1)&gt;x",
    "{{ 7|add:7 }} %s {0} \\g<0>",
    "\u202eesrever \u2066isolated",
    "Z\u0336\u0337\u0338\u0321" * 50,
    "0" * 10_000,
    "&#0;&#x1F600;&#xD800;&#x80;",
]


@pytest.mark.parametrize("said", HOSTILE)
def test_what_a_page_says_passes_the_door_and_a_judge(editor: User, outside: Outside, said: str) -> None:
    attribute = said.replace('"', "&quot;")
    outside.says(
        "example.org/tide",
        page(f'<title>{said}</title><meta name="description" content="{attribute}">'
             f'<meta property="og:site_name" content="{attribute}">'.encode("utf-8", "replace")),
    )  # fmt: skip

    html = publish(editor, LINK).body_html

    assert inventory(judge_article(html)) == inventory(html)
    assert {item[1] for item in inventory(html) if item[0] == "tag"} <= {"blockquote", "p", "a", "small"}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", html)
    assert len(html) < 3_000
    assert clean_article_html(html) == html


def test_the_door_lets_no_other_class_through() -> None:
    html = '<blockquote class="link-card other">a</blockquote><p class="link-card">b</p><a class="link-card">c</a>'

    assert clean_article_html(html) == "<blockquote>a</blockquote><p>b</p><a>c</a>"


def test_feeds_have_the_card_as_a_quotation_with_whole_addresses(client: Client) -> None:
    target = ArticleFactory.create(headline="Old quays", dek="A walk")
    path = target.get_absolute_url()
    ArticleFactory.create(body=f'<p><a href="{path}">{path}</a></p>')

    feed = client.get("/feeds/articles.atom").content.decode()

    assert re.search(rf'link-card.*href="http://localhost:8000{path}"', feed)


@pytest.mark.parametrize("number", [1, 12])
def test_drawing_asks_the_database_as_often_whatever_the_text_holds(
    number: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    cards = LinkCardFactory.create_batch(number)
    targets = ArticleFactory.create_batch(number)
    addresses = [card.address for card in cards] + [target.get_absolute_url() for target in targets]
    body = "".join(f'<p><a href="{address}">{address}</a></p>' for address in addresses)

    with django_assert_max_num_queries(2):
        drawn_body(body)


def test_a_text_without_lone_links_asks_nothing(django_assert_max_num_queries: Callable[..., Any]) -> None:
    with django_assert_max_num_queries(0):
        drawn_body('<p>See <a href="https://example.org/">there</a>.</p>')


def test_a_card_drawn_anew_stays_within_its_paragraph() -> None:
    card = LinkCardFactory.create(address="https://example.org/tide")
    article = ArticleFactory.create(body=f"{LINK}<p>After.</p>")
    LinkCard.objects.filter(pk=card.pk).update(title="a<b>c")

    redraw_bodies([article.pk])

    article.refresh_from_db()
    assert article.body_html.endswith("</blockquote><p>After.</p>")
    assert ">a&lt;b&gt;c</a>" in article.body_html


def test_the_times_between_tries_grow() -> None:
    assert sorted(RETRY_AFTER) == list(RETRY_AFTER)
    assert sum(RETRY_AFTER, timedelta()) < timedelta(days=2)
