"""The newsroom's pages as readers see them; the discussion on an article's page has tests of its own."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.models import Article, Picture
from tests.articles.shelf import BYLINE, HIDDEN, LISTS, TAG, TOPIC, Shelf, headlines
from tests.comments.steps import sign_in, text_of
from tests.factories import ArticleFactory, BylineFactory, PictureFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictures(settings: Settings, tmp_path: Path) -> None:
    """A place of their own for the files."""
    settings.MEDIA_ROOT = tmp_path


def test_topics_stand_in_the_masthead_in_their_order(client: Client) -> None:
    for name, position in (("Third", 3), ("First", 1), ("Second", 2)):
        TopicFactory.create(name=name, slug=name.lower(), position=position)

    page = text_of(client.get("/topics/second/"))

    assert page.index(">First<") < page.index(">Second<") < page.index(">Third<")
    assert '<a href="/topics/second/" aria-current="page">' in page


def test_a_topic_and_a_writer_say_what_they_are(client: Client, shelf: Shelf) -> None:
    pages = {path: text_of(client.get(path)) for path in (TOPIC, TAG, BYLINE)}

    assert "Ships &amp; tides" in pages[TOPIC]
    assert "<h1>ferry</h1>" in pages[TAG]
    assert "Writes about ships." in pages[BYLINE]


@pytest.mark.parametrize(
    "path",
    [
        "/topics/none/",
        "/tags/none/",
        "/bylines/none/",
        "/pictures/999999/",
        f"/pictures/{10**30}/",
        "/2007/08/none/",
        "/2007/08/",
        f"/{10**30}/08/none/",
        "/nothing-of-the-kind/",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert "There is nothing at this address" in text_of(answer)


def test_an_article_shows_all_that_belongs_to_it(client: Client, shelf: Shelf) -> None:
    article = shelf.add(
        "The ferry & the tide",
        dek="Late <again>",
        body="<p>It came <em>in</em>.</p><script>alert(1)</script>",
        published_at=datetime(2007, 8, 6, tzinfo=UTC),
        corrected_at=datetime(2007, 8, 7, 9, 30, tzinfo=UTC),
    )

    page = text_of(client.get(article.get_absolute_url()))

    assert "<h1>The ferry &amp; the tide</h1>" in page
    assert '<meta name="description" content="Late &lt;again&gt;">' in page
    assert "<p>It came <em>in</em>.</p>" in page
    assert "<script>" not in page
    assert "6 August 2007" in page
    assert "7 August 2007, 09:30" in page
    assert all(f'href="{path}"' in page for path in (TOPIC, TAG, BYLINE))
    assert "Writes about ships." in page


def test_one_stylesheet_holds_up_an_article(client: Client, shelf: Shelf) -> None:
    article = shelf.add("The ferry & the tide", published_at=datetime(2007, 8, 6, tzinfo=UTC))

    page = text_of(client.get(article.get_absolute_url()))

    assert page.count('rel="stylesheet"') == 1
    assert 'js/main.js" fetchpriority="low"' in page


@pytest.mark.parametrize(
    "date", ["2007/8", "2007/09", "2006/08", "1/1", "99999/99", f"{10**30}/08"], ids=lambda date: date[:8]
)
def test_another_date_leads_to_the_articles_own_address(client: Client, date: str) -> None:
    ArticleFactory.create(slug="ferry", published_at=datetime(2007, 8, 6, tzinfo=UTC))

    answer = client.get(f"/{date}/ferry/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/2007/08/ferry/")
    # Its date may change, too.
    assert "no-cache" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("facts", HIDDEN, ids=["draft", "withdrawn", "scheduled", "future"])
@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 404), ("reader", 404), ("moderator", 404), ("editor", 200), ("administrator", 200)],
)
def test_what_is_not_public_is_read_by_the_newsroom_alone(
    client: Client, facts: dict[str, object], role: str, status: int
) -> None:
    article = ArticleFactory.create(**facts)
    sign_in(client, role)

    answer = client.get(article.get_absolute_url())

    assert answer.status_code == status
    if status == 200:
        assert "only the newsroom sees this page" in text_of(answer)
        assert '<meta name="robots" content="noindex">' in text_of(answer)


def test_a_scheduled_article_appears_by_itself(client: Client) -> None:
    moment = datetime(2027, 1, 2, 6, tzinfo=UTC)
    article = ArticleFactory.create(headline="Tomorrow", status=Article.Status.SCHEDULED, published_at=moment)
    seen = []

    for time in (moment - timedelta(seconds=1), moment):
        with time_machine.travel(time, tick=False):
            seen.append((client.get(article.get_absolute_url()).status_code, "Tomorrow" in text_of(client.get("/"))))

    assert seen == [(404, False), (200, True)]


def test_further_reading_names_related_and_earlier_public_articles(client: Client, shelf: Shelf) -> None:
    now = timezone.now()
    earlier = ArticleFactory.create(headline="Unrelated but before", published_at=now - timedelta(days=3))
    related = shelf.add("Another ferry", published_at=now - timedelta(days=9))
    shelf.add("A secret ferry", draft=True)
    article = shelf.add(published_at=now - timedelta(days=1))

    page = text_of(client.get(article.get_absolute_url()))

    further = page[page.index('class="further"') :]
    assert earlier.headline in further
    assert related.headline in further
    assert "A secret ferry" not in further


@pytest.mark.parametrize("path", LISTS)
def test_a_link_checker_may_ask_for_the_head_and_nobody_posts(client: Client, shelf: Shelf, path: str) -> None:
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


def test_a_search_finds_every_word_in_headline_dek_and_body(client: Client) -> None:
    ArticleFactory.create(headline="Ferry late", dek="Tide", body="<p>Harbour</p>")
    ArticleFactory.create(headline="Ferry early", dek="Wind", body="<p>Harbour</p>")

    page = text_of(client.get("/search/", {"q": "  tide FERRY harbour "}))

    assert headlines(page) == ["Ferry late"]
    assert "1 article holds" in page


def test_a_search_without_words_finds_nothing_and_asks_nothing(client: Client) -> None:
    ArticleFactory.create()

    pages = [text_of(client.get(path)) for path in ("/search/", "/search/?q=%20%00", "/search/?page=7")]

    assert not any(headlines(page) or "Try fewer words" in page for page in pages)


@pytest.mark.parametrize("word", ["50%", "under_score", 'quo"ted', "it's", "back\\slash", "<b>"])
def test_signs_part_words_and_are_no_operators(client: Client, word: str) -> None:
    ArticleFactory.create(headline=f"With {word} in it", slug="with")
    ArticleFactory.create(headline="With nothing of the kind", slug="without")

    page = text_of(client.get("/search/", {"q": word}))

    assert re.findall(r'card-headline"><a href="[^"]+/([a-z]+)/"', page) == ["with"]


@pytest.mark.parametrize(
    "words",
    [
        "\x00",
        "%",
        "'; --",
        '"><script>alert(1)</script>',
        "x" * 10_000,
        "a " * 5_000,
        "\u202e",
        "\ud800",
        "𠮷",
        "*)((",
    ],
    ids=range(10),
)
def test_no_search_breaks_the_page(client: Client, words: str) -> None:
    ArticleFactory.create()

    answer = client.get("/search/", query_params={"q": words.encode("utf-8", "surrogatepass")})

    assert answer.status_code == 200
    assert "<script>alert" not in text_of(answer)


@pytest.mark.parametrize(
    ("role", "status"), [("anonymous", 404), ("reader", 404), ("moderator", 404), ("editor", 200)]
)
@pytest.mark.usefixtures("pictures")
def test_the_picture_of_a_draft_is_for_the_newsroom(client: Client, role: str, status: int) -> None:
    picture = PictureFactory.create()
    ArticleFactory.create(lead_picture=picture, draft=True)
    sign_in(client, role)

    assert client.get(picture.get_absolute_url()).status_code == status


@pytest.mark.usefixtures("pictures")
def test_a_picture_opens_in_full_with_what_is_said_of_it(client: Client) -> None:
    picture = PictureFactory.create(caption="The <harbour>", credit="Photo & desk", alt='A "teal" rectangle')
    article = ArticleFactory.create(headline="Ferry & tide", lead_picture=picture)

    page = text_of(client.get(picture.get_absolute_url()))

    shown = f'<img src="{picture.file.url}" alt="A &quot;teal&quot; rectangle" width="64" height="48"'
    assert f'{shown} fetchpriority="high">' in page
    assert "The &lt;harbour&gt;" in page
    assert "Photo &amp; desk" in page
    assert f'<a href="{article.get_absolute_url()}">Back to “Ferry &amp; tide”</a>' in page


@pytest.mark.usefixtures("pictures")
def test_a_picture_on_a_public_article_names_no_draft(client: Client) -> None:
    picture = PictureFactory.create()
    ArticleFactory.create(headline="Public", lead_picture=picture)
    ArticleFactory.create(headline="A secret ferry", lead_picture=picture, draft=True)

    page = text_of(client.get(picture.get_absolute_url()))

    assert "Public" in page
    assert "A secret ferry" not in page


@pytest.mark.usefixtures("pictures")
def test_a_writers_portrait_can_be_seen_and_a_loose_picture_cannot(client: Client) -> None:
    portrait, loose = PictureFactory.create_batch(2)
    BylineFactory.create(portrait=portrait)

    codes = [client.get(picture.get_absolute_url()).status_code for picture in (portrait, loose)]

    assert codes == [200, 404]


def test_a_picture_that_the_archive_lost_keeps_its_caption_and_has_no_page(client: Client) -> None:
    lost = Picture.objects.create(caption="The harbour, once")
    article = ArticleFactory.create(lead_picture=lost)

    page = text_of(client.get(article.get_absolute_url()))

    assert "did not keep it" in page
    assert "The harbour, once" in page
    assert client.get(lost.get_absolute_url()).status_code == 404
