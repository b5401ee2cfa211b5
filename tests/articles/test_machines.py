"""What search engines and other sites read of the newsroom: addresses, facts, and a picture to show."""

import json
import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from articles import sitemaps
from articles.actions.publishing import save_article
from articles.models import Article
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    CommentFactory,
    PictureFactory,
    TagFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ADDRESS = "https://news.example"
# What Google's guide and schema.org ask of an article, and what it is wise to say.
REQUIRED = {"@context", "@type", "headline", "image", "datePublished", "dateModified", "author", "publisher"}
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = ADDRESS
    settings.SITE_NAME = "The Tide"


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def structured(page: str) -> dict[str, Any]:
    [written] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    facts: dict[str, Any] = json.loads(written)
    return facts


def places(client: Client, path: str) -> list[str]:
    found = ElementTree.fromstring(client.get(path).content).iter(f"{MAP}loc")  # noqa: S314  # our own
    return [str(place.text) for place in found]


def test_an_article_says_what_it_is_in_schema_orgs_words(client: Client) -> None:
    ada = BylineFactory.create(name="Ada")
    article = ArticleFactory.create(
        bylines=[ada], topics=[TopicFactory.create(name="Sea")], tags=[TagFactory.create(name="ferries")]
    )

    facts = structured(page_of(client, article.get_absolute_url()))

    assert facts.keys() >= REQUIRED
    assert facts["@type"] == "NewsArticle"
    assert facts["url"] == f"{ADDRESS}{article.get_absolute_url()}"
    assert facts["author"] == [{"@type": "Person", "name": "Ada", "url": f"{ADDRESS}{ada.get_absolute_url()}"}]
    assert facts["publisher"]["name"] == "The Tide"
    assert (facts["articleSection"], facts["keywords"]) == (["Sea"], ["ferries"])
    assert facts["datePublished"] == str(article.published_at).replace(" ", "T")


def test_without_a_byline_the_paper_itself_is_the_author(client: Client) -> None:
    facts = structured(page_of(client, ArticleFactory.create().get_absolute_url()))

    assert facts["author"] == [facts["publisher"]]


def test_corrections_are_among_its_facts(client: Client) -> None:
    article = ArticleFactory.create()
    article.body = "<p>It happened at the pier.</p>"
    save_article(article=article, editor=UserFactory.create(editor=True), note="The pier it was.", is_correction=True)

    facts = structured(page_of(client, article.get_absolute_url()))

    assert article.corrected_at is not None
    assert facts["dateModified"] == article.corrected_at.isoformat()
    assert [correction["text"] for correction in facts["correction"]] == ["The pier it was."]


def test_no_headline_ends_the_element_of_data(client: Client) -> None:
    headline = "</script><script>alert(1)</script> & \u2028"
    article = ArticleFactory.create(headline=headline)

    page = page_of(client, article.get_absolute_url())

    assert structured(page)["headline"] == headline
    assert "<script>alert" not in page


def test_a_link_elsewhere_shows_headline_dek_and_card(client: Client) -> None:
    article = ArticleFactory.create(headline="Ferry & tide", lead_picture=PictureFactory.create())

    page = page_of(client, article.get_absolute_url())

    assert '<meta property="og:title" content="Ferry &amp; tide">' in page
    assert f'<link rel="canonical" href="{ADDRESS}{article.get_absolute_url()}">' in page
    [card] = re.findall(rf'property="og:image" content="{ADDRESS}([^"]+)"', page)
    answer = client.get(card)
    assert answer["Content-Type"] == "image/jpeg"
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert "immutable" in answer["Cache-Control"]


def test_a_card_is_drawn_once_and_anew_when_the_headline_changes(client: Client, settings: Settings) -> None:
    article = ArticleFactory.create()
    [before] = re.findall(
        r'og:image" content="https://news.example([^"]+)"', page_of(client, article.get_absolute_url())
    )
    first = client.get(before).content
    Article.objects.filter(pk=article.pk).update(headline="Another headline altogether")

    moved = client.get(before)

    assert moved.status_code == 302
    assert client.get(moved["Location"]).content != first
    assert len(list((settings.MEDIA_ROOT / "cards" / str(article.pk)).iterdir())) == 1


@pytest.mark.parametrize("own", [{}, {"share_focal_x": 0.5, "share_focal_y": 1.0}], ids=["the picture's", "its own"])
def test_a_card_is_cut_around_the_point_for_cards(client: Client, own: dict[str, float]) -> None:
    picture = PictureFactory.create(file=_red_above_blue(), focal_y=0.0, **own)
    article = ArticleFactory.create(lead_picture=picture)

    answer = client.get(f"/share/{article.pk}/now.jpg", follow=True)

    shown = Image.open(BytesIO(answer.content)).getpixel((600, 170))
    assert isinstance(shown, tuple)
    red, _green, blue = shown
    assert (blue if own else red) > 200 > (red if own else blue)


@pytest.mark.parametrize("kind", ["RGBA", "LA", "P", "a colour of a palette"])
def test_a_picture_lies_on_a_cards_paper_where_it_is_clear(client: Client, kind: str) -> None:
    picture = PictureFactory.create(file=_half_clear(kind))
    article = ArticleFactory.create(lead_picture=picture)

    card = Image.open(BytesIO(client.get(f"/share/{article.pk}/now.jpg", follow=True).content))

    clear, drawn = card.getpixel((300, 170)), card.getpixel((900, 170))
    assert isinstance(clear, tuple)
    assert isinstance(drawn, tuple)
    assert min(clear) > 235
    assert max(drawn) < 20


def _half_clear(kind: str) -> ContentFile[bytes]:
    """Nothing on the left, black on the right; in the colours of a PNG that have a way to say so."""
    image = Image.new("RGBA", (1200, 400), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (600, 0, 1200, 400))
    written = BytesIO()
    if kind == "a colour of a palette":
        of_two = image.getchannel("A").point(lambda alpha: alpha // 255).convert("P")
        of_two.putpalette([0, 0, 0, 0, 0, 0])
        of_two.save(written, "PNG", transparency=0)
    else:
        image.convert(kind).save(written, "PNG")
    return ContentFile(written.getvalue(), name="half.png")


def _red_above_blue() -> ContentFile[bytes]:
    image = Image.new("RGB", (1200, 1200), "blue")
    image.paste("red", (0, 0, 1200, 600))
    written = BytesIO()
    image.save(written, "PNG")
    return ContentFile(written.getvalue(), name="two.png")


@pytest.mark.parametrize(
    "headline", ["W" * 200, "العبّارة تعود إلى ميلبروك", "渡轮又回来了", "🛳️ back", "\ufffe", "a " * 90]
)
def test_no_headline_is_too_long_or_too_strange_for_a_card(client: Client, headline: str) -> None:
    article = ArticleFactory.create(headline=headline)

    answer = client.get(f"/share/{article.pk}/now.jpg", follow=True)

    assert Image.open(BytesIO(answer.content)).size == (1200, 630)


def test_a_picture_that_was_lost_leaves_a_card_without_it(client: Client) -> None:
    picture = PictureFactory.create()
    picture.file.storage.delete(str(picture.file.name))
    article = ArticleFactory.create(lead_picture=picture)

    assert client.get(f"/share/{article.pk}/now.jpg", follow=True).status_code == 200


def test_a_draft_has_no_card_for_anybody(client: Client) -> None:
    article = ArticleFactory.create(draft=True)
    client.force_login(UserFactory.create(administrator=True))

    assert client.get(f"/share/{article.pk}/now.jpg").status_code == 404


def test_a_page_of_many_says_where_it_and_its_neighbours_are(client: Client) -> None:
    topic = TopicFactory.create()
    ArticleFactory.create_batch(30, topics=[topic])
    place = f"{ADDRESS}{topic.get_absolute_url()}"

    page = page_of(client, f"{topic.get_absolute_url()}?page=2&campaign=x")

    assert f'<link rel="canonical" href="{place}?page=2">' in page
    assert f'<link rel="prev" href="{place}">' in page
    assert f'<link rel="next" href="{place}?page=3">' in page


def test_a_comments_page_says_whose_words_they_are_only_while_they_are_shown(client: Client) -> None:
    shown, waiting = CommentFactory.create(), CommentFactory.create()
    type(waiting).objects.filter(pk=waiting.pk).update(status=2)

    assert f'<link rel="canonical" href="{ADDRESS}{shown.get_absolute_url()}">' in page_of(
        client, shown.get_absolute_url()
    )
    assert "og:" not in page_of(client, waiting.get_absolute_url())


def test_the_sitemap_names_every_public_page_and_no_other(client: Client) -> None:
    topic, tag, byline = TopicFactory.create(), TagFactory.create(), BylineFactory.create()
    article = ArticleFactory.create(topics=[topic], tags=[tag], bylines=[byline])
    hidden = ArticleFactory.create(draft=True, topics=[TopicFactory.create()])

    found = [
        place
        for part in places(client, "/sitemap.xml")
        for place in places(client, part.removeprefix(ADDRESS))
        if not part.endswith("/news.xml")
    ]

    own = [f"{ADDRESS}{path}" for path in ("/", "/topics/", "/bylines/", "/archive/", "/corrections/")]
    assert found == [*own, *(f"{ADDRESS}{page.get_absolute_url()}" for page in (article, topic, tag, byline))]
    assert all(hidden.slug not in place for place in found)


@pytest.mark.parametrize("path", ["/sitemap.xml", *(f"/sitemaps/{name}.xml" for name in (*sitemaps.SITEMAPS, "news"))])
def test_who_has_a_sitemap_already_is_told_so(client: Client, path: str) -> None:
    ArticleFactory.create(topics=[TopicFactory.create()], tags=[TagFactory.create()], bylines=[BylineFactory.create()])
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert "Last-Modified" not in first.headers


@pytest.mark.parametrize("change", ["appears", "goes"])
def test_a_sitemap_is_sent_again_as_soon_as_it_names_others(client: Client, change: str) -> None:
    old = ArticleFactory.create(published_at=timezone.now() - timedelta(days=9))
    ArticleFactory.create()
    first = client.get("/sitemaps/articles.xml")

    if change == "appears":
        # Before the newest, by which Django would date it.
        ArticleFactory.create(published_at=timezone.now() - timedelta(days=1))
    else:
        Article.objects.filter(pk=old.pk).update(status="withdrawn")

    known = {"If-None-Match": first["ETag"], "If-Modified-Since": http_date(timezone.now().timestamp())}
    assert client.get("/sitemaps/articles.xml", headers=known).status_code == 200
    dated = {"If-Modified-Since": known["If-Modified-Since"]}
    assert client.get("/sitemaps/articles.xml", headers=dated).status_code == 200
    assert first["X-Robots-Tag"] == "noindex, noodp, noarchive"


def test_a_long_sitemap_goes_on_in_further_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps.ArticleSitemap, "limit", 2)
    ArticleFactory.create_batch(5)

    parts = [part for part in places(client, "/sitemap.xml") if "articles" in part]

    assert [len(places(client, part.removeprefix(ADDRESS))) for part in parts] == [2, 2, 1]


def test_news_are_what_appeared_within_two_days(client: Client) -> None:
    new = ArticleFactory.create(headline="Ferry & tide")
    ArticleFactory.create(published_at=timezone.now() - timedelta(days=3))

    listed = ElementTree.fromstring(client.get("/sitemaps/news.xml").content)  # noqa: S314  # our own

    assert [title.text for title in listed.iter(f"{NEWS}title")] == ["Ferry & tide"]
    assert [name.text for name in listed.iter(f"{NEWS}name")] == ["The Tide"]
    assert [place.text for place in listed.iter(f"{MAP}loc")] == [f"{ADDRESS}{new.get_absolute_url()}"]


def test_no_headline_breaks_the_news(client: Client) -> None:
    ArticleFactory.create(headline="Ferry\x0b &\x01 \ufffetide")

    listed = ElementTree.fromstring(client.get("/sitemaps/news.xml").content)  # noqa: S314  # our own

    assert [title.text for title in listed.iter(f"{NEWS}title")] == ["Ferry & tide"]


def test_robots_are_led_to_the_sitemap_and_away_from_forms(client: Client) -> None:
    rules = page_of(client, "/robots.txt")

    assert f"Sitemap: {ADDRESS}/sitemap.xml" in rules
    assert "Disallow: /account/" in rules


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/articles.xml", "/sitemaps/topics.xml"])
def test_a_sitemap_costs_the_same_however_many_articles_there_are(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    for size in (2, 20):
        ArticleFactory.create_batch(size, topics=[TopicFactory.create()])
        with django_assert_num_queries({"/sitemap.xml": 6}.get(path, 2)):
            client.get(path)


@pytest.mark.parametrize("path", ["/sitemaps/none.xml", "/sitemaps/articles.xml?p=9", "/sitemaps/articles.xml?p=x"])
def test_a_part_that_there_is_not_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
