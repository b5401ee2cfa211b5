"""The newsroom's pages as readers see them; the discussion on an article's page has tests of its own."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import querysets
from articles.counting import ARTICLES_ON_A_PAGE
from articles.models import Article, Picture
from articles.views import MOST_DISCUSSED
from tests.comments.steps import sign_in, text_of
from tests.factories import ArticleFactory, BylineFactory, CommentFactory, PictureFactory, TagFactory, TopicFactory

pytestmark = pytest.mark.django_db

TOPIC, TAG, BYLINE, SEARCH = "/topics/harbour/", "/tags/ferry/", "/bylines/dora/", "/search/?q=ferry&order=newest"
LISTS = ["/", TOPIC, TAG, BYLINE, SEARCH]
GROUPS: dict[str, Any] = {"topics": TopicFactory, "tags": TagFactory, "bylines": BylineFactory}
HIDDEN = [
    {"draft": True},
    {"status": Article.Status.WITHDRAWN},
    {"status": Article.Status.SCHEDULED, "published_at": datetime(2100, 1, 1, tzinfo=UTC)},
    {"status": Article.Status.PUBLISHED, "published_at": datetime(2100, 1, 1, tzinfo=UTC)},
]


class Shelf:
    """A topic, a tag and a writer, and articles that stand on the list of each."""

    def __init__(self) -> None:
        self.topic = TopicFactory.create(slug="harbour", name="Harbour", description="Ships & tides")
        self.tag = TagFactory.create(slug="ferry", name="ferry")
        self.byline = BylineFactory.create(slug="dora", name="Dora Dee", bio="Writes about ships.")

    def add(self, headline: str = "The ferry", **facts: object) -> Article:
        return ArticleFactory.create(
            headline=headline, topics=[self.topic], tags=[self.tag], bylines=[self.byline], **facts
        )


@pytest.fixture
def shelf(db: None) -> Shelf:
    return Shelf()


@pytest.fixture
def pictures(settings: Settings, tmp_path: Path) -> None:
    """A place of their own for the files."""
    settings.MEDIA_ROOT = tmp_path


def headlines(page: str) -> list[str]:
    """Without the marks that a search puts into them."""
    return re.findall(r'card-headline"><a href="[^"]+">([^<]+)<', re.sub("</?mark>", "", page))


@pytest.mark.parametrize("path", LISTS)
def test_a_list_shows_what_a_card_has_to_say(client: Client, shelf: Shelf, path: str) -> None:
    article = shelf.add("The ferry & the tide", dek="Late <again>", published_at=datetime(2007, 8, 6, tzinfo=UTC))
    CommentFactory.create(article=article)

    page = re.sub("</?mark>", "", text_of(client.get(path)))

    assert "The ferry &amp; the tide" in page
    assert "Late &lt;again&gt;" in page
    assert f'href="{article.get_absolute_url()}"' in page
    assert "6 August 2007" in page
    assert "<span>Dora Dee</span>" in page
    assert f'<a href="{article.get_absolute_url()}#discussion">1 comment</a>' in page


@pytest.mark.parametrize("path", LISTS)
def test_a_list_goes_from_the_latest_to_the_earliest(client: Client, shelf: Shelf, path: str) -> None:
    now = timezone.now()
    for hours in (3, 1, 2):
        shelf.add(f"ferry {hours}", published_at=now - timedelta(hours=hours))

    assert headlines(text_of(client.get(path))) == ["ferry 1", "ferry 2", "ferry 3"]


@pytest.mark.parametrize("facts", HIDDEN, ids=["draft", "withdrawn", "scheduled", "future"])
@pytest.mark.parametrize("role", ["reader", "editor"])
def test_no_list_shows_what_is_not_public(client: Client, shelf: Shelf, facts: dict[str, object], role: str) -> None:
    shelf.add("A secret ferry", **facts)
    sign_in(client, role)

    pages = [text_of(client.get(path)) for path in LISTS]

    assert not any("A secret ferry" in page for page in pages)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/", "Nothing is published yet."),
        (TOPIC, "There is no article here yet."),
        (TAG, "There is no article here yet."),
        (BYLINE, "There is no article here yet."),
        (SEARCH, "Try fewer words, or another spelling."),
    ],
)
def test_an_empty_list_says_so(client: Client, shelf: Shelf, path: str, sentence: str) -> None:
    assert sentence in text_of(client.get(path))


@pytest.mark.parametrize("path", LISTS)
def test_a_long_list_comes_in_pages_that_lead_to_each_other(client: Client, shelf: Shelf, path: str) -> None:
    now = timezone.now()
    for number in range(ARTICLES_ON_A_PAGE + 1):
        shelf.add(f"ferry {number}", published_at=now - timedelta(hours=number))
    ask, start = ("?q=ferry&amp;order=newest&amp;",) * 2 if path == SEARCH else ("?", ".")

    first = text_of(client.get(path))
    second = text_of(client.get(path, {"q": "ferry", "order": "newest", "page": "2"}))

    assert len(headlines(first)) == ARTICLES_ON_A_PAGE
    assert headlines(second) == [f"ferry {ARTICLES_ON_A_PAGE}"]
    assert f'<a rel="next" href="{ask}page=2">' in first
    assert f'<a rel="prev" href="{start}">' in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("path", [path for path in LISTS if path != SEARCH])
def test_what_appears_by_its_schedule_is_listed_at_its_moment_though_counted_later(
    client: Client, shelf: Shelf, path: str
) -> None:
    moment = timezone.now() + timedelta(minutes=1)
    shelf.add("Known", published_at=timezone.now() - timedelta(hours=1))
    shelf.add("To come", status="scheduled", published_at=moment)

    before = headlines(text_of(client.get(path)))
    with time_machine.travel(moment, tick=False):
        after = headlines(text_of(client.get(path)))

    assert (before, after) == (["Known"], ["To come", "Known"])


@pytest.mark.parametrize("relation", ["topics", "tags", "bylines"])
def test_many_of_a_group_are_found_as_few_are(shelf: Shelf, relation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, neither = (shelf.add(name) for name in ("One", "Other", "Neither"))
    group, its_like = getattr(one, relation).get(), GROUPS[relation].create()
    getattr(neither, relation).clear()
    getattr(other, relation).add(its_like)
    public = Article.objects.public().latest_first()

    few = [list(public.in_group(relation, *groups)) for groups in ((group,), (its_like,), (group, its_like))]
    monkeypatch.setattr(querysets, "FEW", 0)
    many = [list(public.in_group(relation, *groups)) for groups in ((group,), (its_like,), (group, its_like))]

    assert few == many == [[other, one], [other], [other, one]]


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "²", "1.5", "\x00", "9" * 5000])
@pytest.mark.parametrize("path", ["/", TOPIC])
def test_a_page_that_is_none_is_the_nearest(client: Client, shelf: Shelf, path: str, number: str) -> None:
    shelf.add("The only ferry")

    assert "The only ferry" in text_of(client.get(path, {"page": number}))


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("count", [2, 6])
def test_a_list_asks_the_database_as_often_for_many_articles(
    client: Client, shelf: Shelf, path: str, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        article = shelf.add(lead_picture=Picture.objects.create(file="pictures/none.png", width=4, height=3))
        CommentFactory.create(article=article)

    # What the page is about and whether it has many, on the front the most discussed, or what the index says; the
    # edition, how many articles and which, their topics and bylines; the masthead's topics. A search, which counts
    # what it finds, tells what it could be narrowed to.
    with django_assert_num_queries({SEARCH: 9, "/": 7}.get(path, 8)):
        page = text_of(client.get(path))

    assert len(headlines(page)) == count


def test_the_front_leads_with_the_latest_and_names_the_most_discussed(client: Client) -> None:
    now = timezone.now()
    articles = [ArticleFactory.create(published_at=now - timedelta(hours=hours)) for hours in range(1, 8)]
    for article, comments in zip(articles, range(7), strict=True):
        CommentFactory.create_batch(comments, article=article)

    page = text_of(client.get("/"))

    ranked = page[page.index('<ol class="ranked">') : page.index("</ol>")]
    assert re.findall(r"Headline \d+", ranked) == [
        article.headline for article in articles[: -MOST_DISCUSSED - 1 : -1]
    ]
    assert page.index("card-lead") < page.index(articles[0].headline)


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


@pytest.mark.parametrize(
    "date", ["2007/8", "2007/09", "2006/08", "1/1", "99999/99", f"{10**30}/08"], ids=lambda date: date[:8]
)
def test_another_date_leads_to_the_articles_own_address(client: Client, date: str) -> None:
    ArticleFactory.create(slug="ferry", published_at=datetime(2007, 8, 6, tzinfo=UTC))

    answer = client.get(f"/{date}/ferry/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/2007/08/ferry/")


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
