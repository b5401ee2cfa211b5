"""A form that was open while colleagues worked moves nothing that they have moved."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.policy import discussion_policy
from tests.articles.desk import change_url, errors_of, filled_in, save_form
from tests.factories import ArticleFactory, PictureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(headline="The tide", dek="turns", body="<p>At once.</p>")


def send(desk: Client, article: Article, form: dict[str, Any], **changes: Any) -> Any:
    return desk.post(change_url(article), {**form, **changes, "_continue": "all"})


def test_what_was_withdrawn_meanwhile_stays_withdrawn(desk: Client, article: Article) -> None:
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), status="withdrawn", withdrawal_note="It was not so.")

    answer = send(desk, article, form, dek="turns again")

    assert "it stands at “withdrawn” now" in errors_of(answer)["status"][0]
    article.refresh_from_db()
    assert (article.status, article.withdrawal_note) == ("withdrawn", "It was not so.")


def test_what_was_published_meanwhile_stays_published(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), status="published")

    answer = send(desk, article, form, dek="turns again")

    assert "it stands at “published” now" in errors_of(answer)["status"][0]
    article.refresh_from_db()
    assert article.is_public


def test_sent_once_more_it_counts(desk: Client, article: Article) -> None:
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), status="withdrawn", withdrawal_note="It was not so.")

    refused = send(desk, article, form)
    again = refused.context["adminform"].form["stood"].value()
    save_form(desk, change_url(article), status="published", withdrawal_note="", stood=again)

    article.refresh_from_db()
    assert article.is_public


@pytest.mark.parametrize("year", ["0206", "9999"])
def test_a_mistyped_year_is_refused_beside_the_field(desk: Client, article: Article, year: str) -> None:
    answer = save_form(desk, change_url(article), published_at_0=f"{year}-11-27")

    assert errors_of(answer)["published_at"] == ["Is this the year that you mean? Please correct it."]


def test_a_discussion_that_closes_after_all_calendars_stays_open(client: Client, article: Article) -> None:
    Article.objects.update(closes_after_days=32_767, published_at="9990-01-01T00:00:00Z")
    article.refresh_from_db()

    assert discussion_policy(article).closes_at is None
    assert client.get(article.get_absolute_url()).status_code == 404


def test_one_article_of_another_century_costs_the_archive_little(
    client: Client, article: Article, django_assert_max_num_queries: Any
) -> None:
    ArticleFactory.create(published_at="1705-03-01T00:00:00Z")

    with django_assert_max_num_queries(20):
        page = client.get("/archive/").content.decode()

    assert "1705" in page
    assert f"/{timezone.now().year}/" in page


def test_a_pictures_file_is_replaced_and_never_cleared(desk: Client) -> None:
    picture = PictureFactory.create()
    page = desk.get(f"/admin/articles/picture/{picture.pk}/change/").content.decode()

    assert "file-clear" not in page
