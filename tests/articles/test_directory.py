"""Ways into the articles: topics, tags and writers, their pages, and what an article leads on to."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.edition import raise_edition
from articles import counting, directory
from articles.further import RELATED_ARTICLES, further_reading
from articles.models import Article
from tests.articles.test_machines import structured
from tests.comments.steps import sign_in, text_of
from tests.factories import ArticleFactory, BylineFactory, PictureFactory, TagFactory, TopicFactory

pytestmark = pytest.mark.django_db

ADDRESS = "https://news.example"
ROLES = ["anonymous", "guest", "reader", "editor", "moderator", "administrator"]


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = ADDRESS
    settings.SITE_NAME = "The Tide"


def further_on(client: Client, article: Any) -> list[str]:
    page = text_of(client.get(article.get_absolute_url()))
    return re.findall(r"<a [^>]+>([^<]+)</a> <time", page[page.index('class="further"') :])


def test_all_topics_stand_in_their_order_with_what_they_are_about(client: Client) -> None:
    TopicFactory.create(name="Town", slug="town", position=2)
    sea = TopicFactory.create(name="Sea", slug="sea", position=1, description="Ships & tides")
    ArticleFactory.create_batch(2, topics=[sea])
    ArticleFactory.create(topics=[sea], draft=True)

    page = text_of(client.get("/topics/"))

    main = page[page.index("<main") :]
    assert main.index('href="/topics/sea/"') < main.index('href="/topics/town/"')
    assert "Ships &amp; tides" in main
    assert re.findall(r"(\d+) articles?", main) == ["2"]
    assert '<a href="/feeds/topics/sea.atom" type="application/atom+xml" aria-label="Feed: Sea">Feed</a>' in main


def test_the_tags_used_most_stand_by_name(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "TAGS_SHOWN", 2)
    often, once, twice, never = (TagFactory.create(name=name) for name in ("tides", "boats", "Ferries", "none"))
    for tags in ([often, once, twice], [often, twice], [often]):
        ArticleFactory.create(tags=tags)
    ArticleFactory.create(tags=[never], draft=True)

    page = text_of(client.get("/topics/"))

    found = re.findall(r'<a href="/tags/[^"]+">([^<]+)</a> <span>(\d+)</span>', page)
    assert found == [("Ferries", "2"), ("tides", "3")]


def test_all_who_have_written_something_are_named_with_their_portrait(client: Client) -> None:
    ada = BylineFactory.create(name="Ada", bio="Goes <out>.", portrait=PictureFactory.create())
    silent = BylineFactory.create(name="Silent")
    ArticleFactory.create(bylines=[ada])
    ArticleFactory.create(bylines=[silent], draft=True)

    page = text_of(client.get("/bylines/"))

    assert f'<a href="{ada.get_absolute_url()}">Ada</a>' in page
    assert "Goes &lt;out&gt;." in page
    assert 'class="portrait"' in page
    assert "1 article" in page
    assert "Silent" not in page


@pytest.mark.parametrize(("path", "sentence"), [("/topics/", "no topics yet"), ("/bylines/", "Nobody has published")])
def test_where_there_is_nothing_yet_that_is_said(client: Client, path: str, sentence: str) -> None:
    assert sentence in text_of(client.get(path))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ["/topics/", "/bylines/"])
def test_they_are_everybodys_to_read_and_nobodys_to_send_to(client: Client, role: str, path: str) -> None:
    sign_in(client, role)

    assert (client.get(path).status_code, client.head(path).status_code) == (200, 200)
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(("path", "cost"), [("/topics/", 7), ("/bylines/", 4)])
def test_they_cost_the_same_however_many_there_are(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, cost: int
) -> None:
    for size in (2, 9):
        for _ in range(size):
            ArticleFactory.create(
                topics=[TopicFactory.create()],
                tags=[TagFactory.create()],
                bylines=[BylineFactory.create(portrait=PictureFactory.create())],
            )
        raise_edition()
        # Two each to count the articles of topics and tags, or of writers, in an edition.
        with django_assert_num_queries(cost):
            client.get(path)
        with django_assert_num_queries(cost - 1 - (path == "/topics/")):
            client.get(path)


@pytest.mark.parametrize("what", ["topics", "tags"])
def test_a_list_says_in_schema_orgs_words_what_is_on_its_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(counting, "ARTICLES_ON_A_PAGE", 2)
    made = TopicFactory.create(name="Sea") if what == "topics" else TagFactory.create(name="Sea")
    now = timezone.now()
    articles = [ArticleFactory.create(published_at=now - timedelta(hours=n), **{what: [made]}) for n in range(3)]

    page = text_of(client.get(f"{made.get_absolute_url()}?page=2"))

    facts = structured(page)
    assert (facts["@type"], facts["name"], facts["url"]) == (
        "CollectionPage",
        "Sea",
        f"{ADDRESS}{made.get_absolute_url()}",
    )
    assert facts["mainEntity"]["numberOfItems"] == 3
    assert facts["mainEntity"]["itemListElement"] == [
        {
            "@type": "ListItem",
            "position": 3,
            "name": articles[2].headline,
            "item": f"{ADDRESS}{articles[2].get_absolute_url()}",
        }
    ]
    assert names_of(facts["breadcrumb"]) == ["Front page", "Topics", "Sea"]
    assert "<title>Sea, page 2 – The Tide</title>" in page


def test_a_writers_page_says_in_schema_orgs_words_who_that_is(client: Client) -> None:
    portrait = PictureFactory.create()
    ada = BylineFactory.create(name="Ada </script>", bio="At sea.", portrait=portrait)
    ArticleFactory.create(bylines=[ada])

    facts = structured(text_of(client.get(ada.get_absolute_url())))

    assert facts["@type"] == "ProfilePage"
    person = facts["mainEntity"]
    assert {name: person[name] for name in ("@type", "name", "description", "image")} == {
        "@type": "Person",
        "name": "Ada </script>",
        "description": "At sea.",
        "image": f"{ADDRESS}{portrait.file.url}",
    }
    assert person["worksFor"]["name"] == "The Tide"
    assert names_of(facts["breadcrumb"]) == ["Front page", "Writers", "Ada </script>"]


def test_without_portrait_and_bio_nothing_is_made_up(client: Client) -> None:
    person = structured(text_of(client.get(BylineFactory.create(bio="").get_absolute_url())))["mainEntity"]

    assert person.keys() == {"@type", "@id", "name", "url", "worksFor"}


def test_an_article_says_the_way_to_it(client: Client) -> None:
    topics = [TopicFactory.create(name="Sea", position=1), TopicFactory.create(name="Town", position=2)]
    article = ArticleFactory.create(headline="The ferry", topics=topics)

    page = text_of(client.get(article.get_absolute_url()))

    assert names_of(structured(page)["mainEntityOfPage"]["breadcrumb"]) == ["Front page", "Sea", "The ferry"]
    kicker = page[page.index('<p class="kicker">') :].partition("</p>")[0]
    assert re.findall(r">([^<]+)</a>", kicker) == ["Sea", "Town"]


def test_below_an_article_its_writers_are_introduced(client: Client) -> None:
    ada = BylineFactory.create(name="Ada", bio="At sea.", portrait=PictureFactory.create())
    article = ArticleFactory.create(bylines=[ada, BylineFactory.create(name="Bo", bio="")])

    page = text_of(client.get(article.get_absolute_url()))

    [bio] = re.findall(r'<div class="bio">(.*?)</div>', page, re.DOTALL)
    assert "At sea." in bio
    assert 'class="portrait"' in bio
    assert f'<a href="{ada.get_absolute_url()}">All by Ada</a>' in bio


def test_an_article_leads_to_those_that_share_a_tag_then_to_those_on_its_topic(client: Client) -> None:
    tag, topic, now = TagFactory.create(), TopicFactory.create(), timezone.now()
    for number in range(RELATED_ARTICLES):
        ArticleFactory.create(
            headline=f"Topic {number}", topics=[topic], published_at=now - timedelta(days=2 + number)
        )
    ArticleFactory.create(headline="Tag", tags=[tag], topics=[topic], published_at=now - timedelta(days=30))
    ArticleFactory.create(headline="Hidden", tags=[tag], draft=True)
    article = ArticleFactory.create(tags=[tag], topics=[topic], published_at=now - timedelta(days=31))
    later = now - timedelta(days=30, hours=-1)
    ArticleFactory.create(headline="Later", published_at=later)
    ArticleFactory.create(headline="Earlier", published_at=now - timedelta(days=32))

    assert further_on(client, article) == ["Tag", "Topic 0", "Topic 1", "Topic 2", "Earlier"]
    assert "Hidden" not in further_on(client, article)


def test_an_article_leads_to_its_neighbours_in_time_once(client: Client) -> None:
    now, tag = timezone.now(), TagFactory.create()
    ArticleFactory.create(headline="Much later", published_at=now - timedelta(days=1))
    ArticleFactory.create(headline="Later", published_at=now - timedelta(days=2))
    article = ArticleFactory.create(tags=[tag], published_at=now - timedelta(days=3))
    ArticleFactory.create(headline="Earlier", tags=[tag], published_at=now - timedelta(days=4))
    ArticleFactory.create(headline="Scheduled", status="scheduled", published_at=now + timedelta(days=1))

    assert further_on(client, article) == ["Earlier", "Later"]


@pytest.mark.parametrize("size", [9, 30])
def test_further_reading_costs_the_same_however_much_is_alike(
    django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    tag, topic = TagFactory.create(), TopicFactory.create()
    ArticleFactory.create_batch(size, tags=[tag], topics=[topic])
    rare = ArticleFactory.create(tags=[TagFactory.create()], topics=[topic])

    # With enough that share a tag nobody looks for those that share no more than a topic.
    for pk, cost in ((rare.pk - 1, 4), (rare.pk, 6)):
        article = Article.objects.for_display().get(pk=pk)
        with django_assert_num_queries(cost):
            assert len(further_reading(article).related) == RELATED_ARTICLES


def names_of(trail: dict[str, Any]) -> list[str]:
    assert trail["@type"] == "BreadcrumbList"
    assert [item["position"] for item in trail["itemListElement"]] == [*range(1, 1 + len(trail["itemListElement"]))]
    return [item["name"] for item in trail["itemListElement"]]
