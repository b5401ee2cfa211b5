"""A form that was open while colleagues worked moves nothing that they have moved."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from tests.articles.desk import change_url, errors_of, filled_in, save_form
from tests.factories import ArticleFactory

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
