"""Two editors at the bylines of one article: writer by writer, each keeps what they have done."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, ArticleByline, Byline
from tests.articles.desk import change_url, errors_of, filled_in, save_form, send, told
from tests.articles.shown_form import as_it_came
from tests.factories import ArticleFactory, BylineFactory

pytestmark = pytest.mark.django_db

Form = dict[str, Any]


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(headline="The tide", dek="turns", body="<p>At once.</p>")


def test_bylines_that_a_colleague_added_or_moved_stay(desk: Client, article: Article) -> None:
    first, second = BylineFactory.create(), BylineFactory.create()
    ArticleByline.objects.create(article=article, byline=first, position=1)
    form = filled_in(desk, change_url(article))
    ArticleByline.objects.create(article=article, byline=second, position=2)
    article.article_bylines.filter(byline=first).update(position=3)

    answer = send(desk, article, form, dek="turns again")

    assert answer.status_code == 302
    assert [named.byline for named in article.article_bylines.all()] == [second, first]
    assert "they stand as both of you left them" in told(answer)


def test_a_byline_that_a_colleague_took_away_is_gone(desk: Client, article: Article) -> None:
    named = ArticleByline.objects.create(article=article, byline=BylineFactory.create(), position=1)
    form = filled_in(desk, change_url(article))
    named.delete()

    answer = send(desk, article, form, dek="turns again")

    assert answer.status_code == 302
    assert not article.article_bylines.exists()


def test_a_byline_that_both_have_added_is_there_once(desk: Client, article: Article) -> None:
    byline = BylineFactory.create()
    form = filled_in(desk, change_url(article))
    ArticleByline.objects.create(article=article, byline=byline, position=1)
    row = {"article_bylines-0-byline": byline.pk, "article_bylines-0-position": "1"}

    answer = send(desk, article, form, **row, **{"article_bylines-TOTAL_FORMS": "1"})

    assert answer.status_code == 302
    assert article.article_bylines.count() == 1


@dataclass
class Rows:
    """Two bylines of an article, in the first two rows of its form; `third` is of nobody yet."""

    article: Article
    first: Byline
    second: Byline
    third: Byline

    def named(self) -> list[tuple[Byline, int]]:
        return [(row.byline, row.position) for row in self.article.article_bylines.all()]

    def row(self, number: int, **cells: object) -> Form:
        return {f"article_bylines-{number}-{name}": str(value) for name, value in cells.items()}

    def swapped(self) -> Form:
        return self.row(0, byline=self.second.pk) | self.row(1, byline=self.first.pk)


@pytest.fixture
def rows(article: Article) -> Rows:
    first, second, third = BylineFactory.create_batch(3)
    for position, byline in enumerate((first, second), 1):
        ArticleByline.objects.create(article=article, byline=byline, position=position)
    return Rows(article, first, second, third)


def test_a_byline_that_both_have_put_in_is_there_once(desk: Client, rows: Rows) -> None:
    form = filled_in(desk, change_url(rows.article))
    save_form(desk, change_url(rows.article), **rows.row(0, byline=rows.third.pk))

    answer = send(desk, rows.article, form, **rows.row(2, byline=rows.third.pk, position=3))

    assert answer.status_code == 302
    assert rows.named() == [(rows.third, 1), (rows.second, 2)]


def test_a_writer_is_moved_wherever_a_colleague_has_put_them(desk: Client, rows: Rows) -> None:
    form = filled_in(desk, change_url(rows.article))
    save_form(desk, change_url(rows.article), **rows.swapped())

    answer = send(desk, rows.article, form, **rows.row(0, position=5))

    assert answer.status_code == 302
    assert rows.named() == [(rows.second, 1), (rows.first, 5)]


def test_a_writer_is_taken_out_wherever_a_colleague_has_put_them(desk: Client, rows: Rows) -> None:
    form = filled_in(desk, change_url(rows.article))
    save_form(desk, change_url(rows.article), **rows.swapped())

    send(desk, rows.article, form, **rows.row(0, DELETE="on"))

    assert rows.named() == [(rows.second, 1)]


def test_two_who_take_the_place_of_one_are_both_named(desk: Client, rows: Rows) -> None:
    form = filled_in(desk, change_url(rows.article))
    save_form(desk, change_url(rows.article), **rows.row(0, byline=rows.third.pk))
    fourth = BylineFactory.create()

    answer = send(desk, rows.article, form, **rows.row(0, byline=fourth.pk))

    assert "they stand as both of you left them" in told(answer)
    assert rows.named() == [(rows.third, 1), (fourth, 1), (rows.second, 2)]


def test_taking_a_byline_out_does_not_take_out_whom_a_colleague_put_there(desk: Client, rows: Rows) -> None:
    form = filled_in(desk, change_url(rows.article))
    save_form(desk, change_url(rows.article), **rows.row(0, byline=rows.third.pk))

    send(desk, rows.article, form, **rows.row(0, DELETE="on"))

    assert rows.named() == [(rows.third, 1), (rows.second, 2)]


def test_who_takes_the_place_of_somebody_gone_is_named(desk: Client, rows: Rows) -> None:
    form = filled_in(desk, change_url(rows.article))
    save_form(desk, change_url(rows.article), **rows.row(0, DELETE="on"))

    send(desk, rows.article, form, **rows.row(0, byline=rows.third.pk))

    assert rows.named() == [(rows.third, 1), (rows.second, 2)]


def test_who_is_gone_meanwhile_does_not_come_back_by_a_change_of_places(desk: Client, rows: Rows) -> None:
    form = filled_in(desk, change_url(rows.article))
    save_form(desk, change_url(rows.article), **rows.row(0, DELETE="on"))

    send(desk, rows.article, form, **rows.swapped())

    assert rows.named() == [(rows.second, 1)]


def test_a_form_refused_after_a_byline_went_can_be_saved(desk: Client, rows: Rows) -> None:
    form = filled_in(desk, change_url(rows.article))
    save_form(desk, change_url(rows.article), body="<p>A colleague's text.</p>", **rows.row(0, DELETE="on"))

    refused = send(desk, rows.article, form, body="<p>An hour of work.</p>")
    answer = send(desk, rows.article, as_it_came(refused))

    assert "Nothing of yours is lost" in errors_of(refused)["__all__"][0]
    assert answer.status_code == 302
    rows.article.refresh_from_db()
    assert rows.article.body == "<p>An hour of work.</p>"
    assert rows.named() == [(rows.second, 2)]


def test_a_refused_form_names_each_row_by_its_own_writer(desk: Client, rows: Rows) -> None:
    form = filled_in(desk, change_url(rows.article))
    save_form(desk, change_url(rows.article), **rows.row(0, position=9))

    refused = send(desk, rows.article, form, headline="")

    drawn = [inline.original.byline for inline in refused.context["inline_admin_formsets"][0] if inline.original]
    sent = as_it_came(refused)
    assert [str(byline.pk) for byline in drawn] == [sent[f"article_bylines-{number}-byline"] for number in range(2)]


def test_publishing_asks_for_the_byline_that_a_colleague_took_out(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)
    ArticleByline.objects.create(article=article, byline=BylineFactory.create(), position=1)
    form = filled_in(desk, change_url(article))
    article.article_bylines.all().delete()

    answer = desk.post(change_url(article), {**form, "status": "published", "_save": "Save"})

    assert "No byline says who wrote it" in answer.content.decode()
    article.refresh_from_db()
    assert article.status == "draft"


def test_publishing_misses_no_byline_that_a_colleague_has_put_in(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)
    form = filled_in(desk, change_url(article))
    ArticleByline.objects.create(article=article, byline=BylineFactory.create(), position=1)

    answer = desk.post(change_url(article), {**form, "status": "published", "_save": "Save"})

    assert "No byline says who wrote it" not in answer.content.decode()


def test_the_same_byline_twice_is_still_a_mistake(desk: Client, rows: Rows) -> None:
    answer = save_form(desk, change_url(rows.article), **rows.row(0, byline=rows.second.pk))

    assert answer.status_code == 200
    assert rows.named() == [(rows.first, 1), (rows.second, 2)]


def test_bylines_change_places(desk: Client, rows: Rows) -> None:

    assert save_form(desk, change_url(rows.article), **rows.swapped()).status_code == 302

    assert rows.named() == [(rows.second, 1), (rows.first, 2)]


def test_a_byline_takes_the_place_of_one_that_goes(desk: Client, rows: Rows) -> None:
    changes = rows.row(0, byline=rows.second.pk) | rows.row(1, DELETE="on")

    assert save_form(desk, change_url(rows.article), **changes).status_code == 302

    assert rows.named() == [(rows.second, 1)]
