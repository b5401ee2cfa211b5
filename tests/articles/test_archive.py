"""Everything that was published, found by year and month."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db

MAY, JUNE, OLD = (datetime(*day, 12, tzinfo=UTC) for day in ((2024, 5, 6), (2024, 6, 7), (2007, 8, 8)))


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_lists_months_with_articles_the_newest_year_first(client: Client) -> None:
    for moment in (MAY, MAY, JUNE, OLD):
        ArticleFactory.create(published_at=moment)

    page = page_of(client, "/archive/")

    places = [page.index(f'href="{path}"') for path in ("/2024/", "/2024/05/", "/2024/06/", "/2007/", "/2007/08/")]
    assert places == sorted(places)
    assert '<span class="months-count">2</span>' in page
    assert 'href="/archive/"' in page_of(client, "/")


def test_a_year_and_a_month_show_theirs_alone(client: Client) -> None:
    may, old = ArticleFactory.create(published_at=MAY), ArticleFactory.create(published_at=OLD)

    assert "/2007/08/" not in page_of(client, "/2024/")
    page = page_of(client, "/2024/05/")
    assert may.headline in page
    assert old.headline not in page
    assert client.get("/2024/5/")["Location"] == "/2024/05/"


def test_a_month_begins_and_ends_in_the_sites_own_time(client: Client) -> None:
    zone = timezone.get_current_timezone()
    last = ArticleFactory.create(published_at=datetime(2024, 12, 31, 23, 59, 59, tzinfo=zone))
    first = ArticleFactory.create(published_at=datetime(2025, 1, 1, tzinfo=zone))

    assert last.headline in page_of(client, "/2024/12/")
    assert first.headline not in page_of(client, "/2024/12/")
    assert first.headline in page_of(client, "/2025/01/")


def test_what_is_not_public_is_in_no_month(client: Client) -> None:
    ArticleFactory.create(draft=True)
    ArticleFactory.create(status="scheduled", published_at=timezone.now() + timedelta(days=1))

    assert "months-count" not in page_of(client, "/archive/")


@pytest.mark.parametrize(
    "path", ["/2024/", "/2024/05/", "/2024/13/", "/2024/0/", "/0/01/", "/99999999999/01/", "/9999/12/"]
)
def test_where_nothing_was_published_is_nothing(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_it_costs_the_same_however_much_there_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for size in (2, 12):
        for number in range(size):
            ArticleFactory.create(published_at=MAY - timedelta(days=31 * number + size))
        client.get("/archive/")
        with django_assert_num_queries(2):
            client.get("/archive/")


def test_one_article_of_another_century_costs_it_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for moment in (MAY, datetime(1705, 3, 1, tzinfo=UTC)):
        ArticleFactory.create(published_at=moment)

    with django_assert_max_num_queries(20):
        page = page_of(client, "/archive/")

    assert 'href="/1705/03/"' in page
    assert 'href="/2024/05/"' in page
