"""A picture's own page: in full, between its neighbours in an article, with what shows it."""

import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from articles.models import Picture
from tests.articles.desk import count_queries
from tests.articles.test_body_pictures import named, within_a_line
from tests.factories import ArticleFactory, PictureFactory

pytestmark = pytest.mark.django_db


def neighbours(client: Client, path: str) -> tuple[str, str, str]:
    """What leads back, the picture's place, what leads on."""
    page = client.get(path).content.decode()
    before, after = (re.findall(rf'rel="{relation}" href="([^"]*)"', page) for relation in ("prev", "next"))
    place = re.findall(r"<span>(\d+ of \d+)</span>", page)
    return "".join(before), "".join(place), "".join(after)


def address(picture: Picture, article: Any) -> str:
    return f"/pictures/{picture.pk}/?in={article.pk}"


def test_the_lead_picture_comes_first_and_those_of_the_text_as_they_stand_there(client: Client) -> None:
    first, second, lead = PictureFactory.create_batch(3)
    article = ArticleFactory.create(
        lead_picture=lead, body=f"{named(second)}<p>Words.</p>{named(first)}{named(second)}"
    )

    assert neighbours(client, f"/pictures/{lead.pk}/") == ("", "1 of 3", address(second, article))
    assert neighbours(client, address(second, article)) == (address(lead, article), "2 of 3", address(first, article))
    assert neighbours(client, address(first, article)) == (address(second, article), "3 of 3", "")


def test_whoever_walks_through_an_article_stays_in_it(client: Client) -> None:
    shared, here, there = PictureFactory.create_batch(3)
    article = ArticleFactory.create(headline="Older", lead_picture=here, body=named(shared))
    ArticleFactory.create(headline="Newer", lead_picture=there, body=named(shared))

    page = client.get(address(shared, article)).content.decode()

    assert f'rel="prev" href="{address(here, article)}"' in page
    assert "Back to “Older”" in page
    assert re.search(r'It appears in</h2>\s*<ul class="picture-appears">\s*<li><a [^>]*>Newer</a></li>\s*</ul>', page)


def test_whoever_opens_a_picture_comes_back_to_where_it_was(client: Client) -> None:
    shared = PictureFactory.create(alt="A > b")
    older = ArticleFactory.create(headline="Older", lead_picture=shared, body=named(shared) + within_a_line(shared))
    ArticleFactory.create(headline="Newer", lead_picture=shared)

    ways = re.findall(r'href="(/pictures/[^"]*)"', client.get(older.get_absolute_url()).content.decode())

    assert ways == [address(shared, older)] * 3
    assert "Back to “Older”" in client.get(ways[0]).content.decode()


def test_whoever_opens_a_picture_from_a_feed_comes_back_to_its_article(client: Client) -> None:
    shared = PictureFactory.create()
    article = ArticleFactory.create(body=named(shared))

    assert f'href="{settings.SITE_URL}{address(shared, article)}"' in unescape(
        client.get("/feeds/articles.atom").content.decode()
    )


def test_a_text_that_was_drawn_long_ago_leads_back_as_well(client: Client) -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(body=named(picture))
    drawn = f'<p><a href="/pictures/{picture.pk}/" title="Open in full"><img src="/media/x.png" alt=""></a></p>'
    article.body_html = drawn
    article.save()

    assert f'<a href="{address(picture, article)}" title=' in client.get(article.get_absolute_url()).content.decode()
    assert neighbours(client, address(picture, article)) == ("", "", "")


def test_a_picture_alone_has_no_neighbours(client: Client) -> None:
    picture = PictureFactory.create()
    ArticleFactory.create(
        lead_picture=picture, body=f'<p><a href="/pictures/{PictureFactory.create().pk}/">A link</a></p>'
    )

    assert neighbours(client, f"/pictures/{picture.pk}/") == ("", "", "")


@pytest.mark.parametrize("wanted", ["x", "999999999", "9" * 40, ""])
def test_an_article_that_does_not_show_it_is_none_to_look_at_it_in(client: Client, wanted: str) -> None:
    picture = PictureFactory.create()
    ArticleFactory.create(headline="The tide turns", lead_picture=picture)

    answer = client.get(f"/pictures/{picture.pk}/?in={wanted}")

    assert "Back to “The tide turns”" in answer.content.decode()


def test_drafts_are_neither_named_nor_walked_through(client: Client) -> None:
    shared = PictureFactory.create()
    draft = ArticleFactory.create(
        headline="Secret", draft=True, lead_picture=PictureFactory.create(), body=named(shared)
    )
    ArticleFactory.create(headline="Open", lead_picture=shared)

    page = client.get(address(shared, draft)).content.decode()

    assert "Secret" not in page
    assert "Back to “Open”" in page


def test_a_picture_that_was_lost_is_no_neighbour(client: Client) -> None:
    picture = PictureFactory.create()
    ArticleFactory.create(lead_picture=PictureFactory.create(file=""), body=named(picture))

    assert neighbours(client, f"/pictures/{picture.pk}/") == ("", "", "")


def test_a_decorative_picture_has_a_page_with_a_title(client: Client) -> None:
    picture = PictureFactory.create(alt="", caption="", is_decorative=True)
    ArticleFactory.create(lead_picture=picture)

    page = client.get(f"/pictures/{picture.pk}/").content.decode()

    assert "<title>Picture – " in page
    assert 'fetchpriority="high"' in page


def test_more_pictures_ask_the_database_as_often(client: Client) -> None:
    counts = set()
    for count in (2, 9):
        pictures = PictureFactory.create_batch(count)
        ArticleFactory.create(body="".join(map(named, pictures)))
        counts.add(count_queries(client, f"/pictures/{pictures[0].pk}/"))

    assert len(counts) == 1
