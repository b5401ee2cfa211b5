"""Feeds of articles: what is new, whole, and safe to show anywhere."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.actions.publishing import save_article
from articles.feeds.entries import ENTRIES_IN_A_FEED
from articles.models import Article, Byline, Tag, Topic
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    CommentFactory,
    PictureFactory,
    TagFactory,
    TopicFactory,
    UserFactory,
)
from tests.feeds import check_atom, check_rss, said

pytestmark = pytest.mark.django_db

_MADE: dict[str, Callable[[], Topic | Tag | Byline]] = {
    "topic": TopicFactory.create,
    "tag": TagFactory.create,
    "byline": BylineFactory.create,
}
FEED, RSS = "/feeds/articles.atom", "/feeds/articles.rss"
ADDRESS = "https://news.example"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = ADDRESS


def test_an_entry_holds_the_whole_article_for_reading_elsewhere(client: Client) -> None:
    article = ArticleFactory.create(
        headline="Ferry & tide",
        body='<p>See <a href="/topics/sea/">more</a>, and href="/this" as words.</p>',
        bylines=[BylineFactory.create(name="Ada")],
        topics=[TopicFactory.create(name="Sea")],
        tags=[TagFactory.create(name="ferries")],
        lead_picture=PictureFactory.create(caption="The pier"),
    )

    feed = check_atom(client.get(FEED))

    [content] = said(feed, "a:entry/a:content/text()")
    assert f'<a href="{ADDRESS}/topics/sea/">more</a>, and href="/this" as words.' in content
    assert f'<figure><img src="{ADDRESS}/media/pictures/' in content
    assert said(feed, "a:entry/a:title/text()") == ["Ferry & tide"]
    assert said(feed, "a:entry/a:link[@rel='alternate']/@href") == [f"{ADDRESS}{article.get_absolute_url()}"]
    assert said(feed, "a:entry/a:author/a:name/text()") == ["Ada"]
    assert said(feed, "a:entry/a:category/@term") == ["Sea", "ferries"]


def test_atom_is_the_plain_language_of_its_feed_and_a_guest_in_the_other(client: Client) -> None:
    ArticleFactory.create(headline='<atom:feed xmlns:atom="x"> & so on', body="<p>As </atom:feed> says.</p>")
    CommentFactory.create(article=Article.objects.get())

    atom, rss = client.get(FEED), client.get(RSS)

    beginning = atom.content.partition(b"?>")[2].lstrip()
    assert beginning.startswith(b'<feed xmlns="http://www.w3.org/2005/Atom"')
    assert b"<entry>" in atom.content
    assert b"<thr:total>1</thr:total>" in atom.content
    assert said(check_atom(atom), "a:entry/a:title/text()") == ['<atom:feed xmlns:atom="x"> & so on']
    assert b'<atom:link rel="self"' in rss.content
    assert b"ns0" not in atom.content + rss.content
    check_rss(rss)


def test_rss_tells_the_same(client: Client) -> None:
    article = ArticleFactory.create(headline="Ferry & tide", bylines=[BylineFactory.create(name="Ada")])

    feed = check_rss(client.get(RSS))

    assert said(feed, "channel/item/title/text()") == ["Ferry & tide"]
    assert said(feed, "channel/item/dc:creator/text()") == ["Ada"]
    assert said(feed, "channel/item/content:encoded/text()") == [article.body_html]


def test_it_tells_how_often_an_article_was_answered_and_where(client: Client) -> None:
    article = ArticleFactory.create()
    CommentFactory.create_batch(2, article=article)

    atom, rss = check_atom(client.get(FEED)), check_rss(client.get(RSS))

    assert said(atom, "a:entry/a:link[@rel='replies']/@thr:count") == said(atom, "a:entry/thr:total/text()") == ["2"]
    assert said(rss, "channel/item/slash:comments/text()") == ["2"]
    assert client.get(said(atom, "//a:link[@rel='replies']/@href")[0].removeprefix(ADDRESS)).status_code == 200
    assert client.get(said(rss, "//wfw:commentRss/text()")[0].removeprefix(ADDRESS)).status_code == 200


def test_a_correction_is_told_with_what_was_changed(client: Client) -> None:
    article = ArticleFactory.create()
    editor = UserFactory.create(editor=True)
    article.body = "<p>It happened at the pier.</p>"
    save_article(article=article, editor=editor, note="It was the <pier>.", is_correction=True)

    feed = check_atom(client.get(FEED))

    assert article.corrected_at is not None
    assert said(feed, "a:entry/a:updated/text()") == [article.corrected_at.isoformat()]
    assert "It was the &lt;pier&gt;." in said(feed, "a:entry/a:content/text()")[0]


@pytest.mark.parametrize("what", _MADE)
def test_a_topic_a_tag_and_a_writer_have_their_own_and_their_page_leads_to_it(client: Client, what: str) -> None:
    made = _MADE[what]()
    ArticleFactory.create(headline="Of it", **{f"{what}s": [made]})
    ArticleFactory.create(headline="Of something else")
    address = f"/feeds/{what}s/{made.slug}.atom"

    assert f'href="{address}"' in client.get(made.get_absolute_url()).content.decode()
    assert said(check_atom(client.get(address)), "a:entry/a:title/text()") == ["Of it"]
    assert said(check_rss(client.get(address.replace(".atom", ".rss"))), "//item/title/text()") == ["Of it"]


def test_nothing_unpublished_is_in_it_for_anybody(client: Client) -> None:
    ArticleFactory.create(draft=True)
    ArticleFactory.create(status=Article.Status.SCHEDULED, published_at=timezone.now() + timedelta(hours=1))
    ArticleFactory.create(status=Article.Status.WITHDRAWN)

    for role in (None, UserFactory.create(administrator=True)):
        if role:
            client.force_login(role)
        assert said(check_atom(client.get(FEED)), "a:entry") == []


def test_who_has_it_already_is_told_so_until_something_changes(client: Client) -> None:
    article = ArticleFactory.create()
    known = client.get(FEED)["ETag"]

    assert client.get(FEED, headers={"If-None-Match": known}).status_code == 304
    CommentFactory.create(article=article)
    assert client.get(FEED, headers={"If-None-Match": known}).status_code == 200


def test_characters_that_xml_cannot_hold_are_left_out(client: Client) -> None:
    ArticleFactory.create(headline="Ferry\x0b and \ufffetide")

    assert said(check_atom(client.get(FEED)), "a:entry/a:title/text()") == ["Ferry and tide"]


@pytest.mark.parametrize("address", [FEED, RSS, "/feeds/topics/sea.atom"])
def test_it_costs_the_same_however_much_there_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    topic = TopicFactory.create(slug="sea")
    facts = {"topics": [topic], "bylines": [BylineFactory.create()]}
    costs = []
    for size in (2, ENTRIES_IN_A_FEED + 3):
        ArticleFactory.create_batch(size, **facts)
        with django_assert_num_queries(5 + 2 * ("topics" in address)) as queries:
            answer = client.get(address)
        costs.append(len(queries))
        assert len(said(check_atom(answer) if "atom" in address else check_rss(answer), "//a:entry | //item")) == min(
            Article.objects.count(), ENTRIES_IN_A_FEED
        )
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    "address", ["/feeds/topics/none.atom", "/feeds/articles.html", "/feeds/tags/none.rss", "/feeds/bylines/none.rss"]
)
def test_what_is_no_feed_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
