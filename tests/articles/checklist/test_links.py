"""Links to this site's own addresses are followed by the resolver and the database, never by asking."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.archive import years
from articles.checklist.addresses import Destination
from articles.checklist.checks import findings_in
from articles.checklist.subject import Subject
from articles.models import FormerAddress
from articles.unsaved import as_stored
from tests.articles.checklist.complete import complete_article, found_in
from tests.factories import ArticleFactory, BylineFactory, PictureFactory, TagFactory, TopicFactory

pytestmark = pytest.mark.django_db

MAKE: list[Callable[[], str]] = [
    lambda: ArticleFactory.create().get_absolute_url(),
    lambda: TopicFactory.create().get_absolute_url(),
    lambda: TagFactory.create().get_absolute_url(),
    lambda: BylineFactory.create().get_absolute_url(),
    lambda: f"/pictures/{ArticleFactory.create(lead_picture=PictureFactory.create()).lead_picture_id}/",
    lambda: f"/articles/{ArticleFactory.create().pk}/remark/",
    lambda: f"/feeds/topics/{TopicFactory.create().slug}.atom",
    lambda: f"/media/{default_storage.save('a.txt', ContentFile(b'a'))}",
    lambda: f"/{ArticleFactory.create().published_at:%Y/%m}/",
    lambda: f"/{ArticleFactory.create().published_at:%Y}/",
]
NOTHING = [
    "/2031/05/no-such/", "/topics/no-such/", "/tags/no-such/", "/bylines/no-such/", "/pictures/987654/",
    f"/pictures/{10**30}/", "/corrections/987654/2/", "/1807/", "/1807/13/", "/media/no-such.jpg", "/media/../../x",
    "/no/such/page/", "/articles/987654/remark/", "http://testserver/no-such/", "no-such",
]  # fmt: skip
ELSEWHERE = [
    "https://example.org/2031/05/no-such/", "mailto:desk@example.org", "#discussion", "//example.org/no-such/",
    "/", "/search/?q=tide", "/corrections/", "/archive/", "/corrections", "/static/css/base.css", "/comments/7/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def own_address(settings: Settings, tmp_path: Any) -> None:
    settings.SITE_URL = "http://testserver"
    settings.MEDIA_ROOT = tmp_path


def linking(*addresses: str, **facts: Any) -> Any:
    return complete_article(body="".join(f'<p><a href="{address}">there</a></p>' for address in addresses), **facts)


def leads(address: str) -> Destination:
    return Subject(as_stored(linking(address))).destinations[address]


@pytest.mark.parametrize("make", MAKE)
def test_what_readers_can_read_is_no_finding(make: Callable[[], str]) -> None:
    assert leads(make()) == Destination.FINE


@pytest.mark.parametrize("address", NOTHING)
def test_an_address_of_ours_that_leads_to_nothing_is_told(address: str) -> None:
    assert found_in(linking(address)) == [("links", "body")]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_other_sites_and_pages_that_are_always_there_are_left_alone(address: str) -> None:
    assert found_in(linking(address)) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda: ArticleFactory.create(draft=True).get_absolute_url(),
        lambda: ArticleFactory.create(status="withdrawn").get_absolute_url(),
        lambda: f"/pictures/{PictureFactory.create().pk}/",
        lambda: f"/articles/{ArticleFactory.create(draft=True).pk}/remark/",
        lambda: "/admin/articles/article/",
        lambda: "/previews/a-secret/",
    ],
    ids=["draft", "withdrawn", "picture", "remark", "newsroom", "preview"],
)
def test_what_readers_may_not_read_is_told(make: Callable[[], str]) -> None:
    assert leads(make()) == Destination.NOT_PUBLIC


def test_a_correction_is_there_once_its_article_is() -> None:
    shown, hidden = ArticleFactory.create(), ArticleFactory.create(draft=True)
    for article in (shown, hidden):
        article.revisions.create(number=2, headline="H", is_correction=True)

    assert leads(f"/corrections/{shown.pk}/2/") == Destination.FINE
    assert leads(f"/corrections/{shown.pk}/1/") == Destination.NOTHING
    assert leads(f"/corrections/{hidden.pk}/2/") == Destination.NOT_PUBLIC


def test_an_article_may_link_to_what_appears_with_it() -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    other = ArticleFactory.create(status="scheduled", published_at=tomorrow).get_absolute_url()

    assert found_in(linking(other)) == [("links", "body")]
    assert found_in(linking(other, status="scheduled", published_at=tomorrow)) == []


def test_an_article_may_link_to_itself_and_to_its_own_pictures() -> None:
    picture = PictureFactory.create()
    article = complete_article(
        slug="ferry",
        lead_picture=picture,
        body=f'<p><a href="{timezone.localdate():/%Y/%m/}ferry/">me</a><a href="/pictures/{picture.pk}/">it</a></p>',
    )

    assert found_in(article) == []


def test_a_former_address_is_told_as_a_hint() -> None:
    article = ArticleFactory.create(slug="new-name")
    FormerAddress.objects.create(slug="old-name", article=article)
    old = article.get_absolute_url().replace("new-name", "old-name")

    [finding] = findings_in(as_stored(linking(old)))

    assert (finding.check, finding.is_asked_about, finding.is_blocking) == ("moved_links", False, False)
    assert finding.sentence == f"The link “there” names a former address: {old}"


def test_links_with_the_sites_own_name_are_followed_too() -> None:
    assert leads("http://testserver/topics/no-such/") == Destination.NOTHING
    assert leads("http://TESTSERVER/archive") == Destination.FINE


def test_many_links_ask_no_more_than_a_few() -> None:
    def count(size: int) -> int:
        addresses = [make() for make in MAKE for _ in range(size)]
        subject = Subject(as_stored(linking(*addresses)))
        # The archive's months are counted once for everybody.
        years()
        with CaptureQueriesContext(connection) as queries:
            assert set(subject.destinations.values()) == {Destination.FINE}
        return len(queries)

    assert count(1) == count(4) == 11
