"""Every text that an article had is kept; what was corrected is said."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from tests.articles.desk import ADD, change_url, count_queries, errors_of, filled_in, save_form
from tests.factories import ArticleFactory, UserFactory

CORRECTION = {"note": "The boat was blue.", "is_correction": "on", "body": "<p>A blue boat.</p>"}


def numbers_of(article: Article) -> list[int]:
    return [revision.number for revision in article.revisions.order_by("number")]


def test_a_new_article_has_its_first_text(desk: Client, editor: User) -> None:
    save_form(desk, ADD, headline="The tide", dek="turns", body="<p>At noon.</p>", note="First words")

    revision = Article.objects.get().revisions.get()
    assert (revision.number, revision.headline, revision.dek, revision.body) == (
        1,
        "The tide",
        "turns",
        "<p>At noon.</p>",
    )
    assert (revision.created_by, revision.note, revision.is_correction) == (editor, "First words", False)


@pytest.mark.parametrize(
    "change", [{"headline": "Other"}, {"dek": "Other"}, {"body": "<p>Other</p>"}], ids=["headline", "dek", "body"]
)
def test_a_changed_text_is_the_next_revision(desk: Client, change: dict[str, str]) -> None:
    article = ArticleFactory.create()

    save_form(desk, change_url(article), **change)

    assert numbers_of(article) == [1, 2]
    assert {name: getattr(article.revisions.get(number=2), name) for name in change} == change


def test_the_same_text_again_is_no_revision(desk: Client) -> None:
    article = ArticleFactory.create(body="<p>Two</p>\n<p>lines</p>\n")

    save_form(desk, change_url(article), body="<p>Two</p>\r\n<p>lines</p>\r\n")

    assert numbers_of(article) == [1]


def test_what_is_not_text_is_no_revision(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)

    save_form(desk, change_url(article), status="published", closes_after_days="7")

    assert numbers_of(article) == [1]


def test_a_correction_is_noted_and_dated(desk: Client) -> None:
    article = ArticleFactory.create()
    before = timezone.now()

    save_form(desk, change_url(article), **CORRECTION)

    article.refresh_from_db()
    revision = article.revisions.get(number=2)
    assert (revision.is_correction, revision.note) == (True, "The boat was blue.")
    assert article.corrected_at is not None
    assert article.corrected_at >= before


def test_a_change_that_is_no_correction_leaves_no_date(desk: Client) -> None:
    article = ArticleFactory.create()

    save_form(desk, change_url(article), body="<p>Better put.</p>", note="Style")

    article.refresh_from_db()
    assert article.corrected_at is None


def test_an_unpublished_article_cannot_be_corrected(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)

    answer = save_form(desk, change_url(article), **CORRECTION)

    assert errors_of(answer) == {"is_correction": ["Only a published article can be corrected."]}
    assert numbers_of(article) == [1]


@pytest.mark.parametrize("said", [{"note": "Why?"}, {"is_correction": "on"}], ids=["note", "is_correction"])
def test_a_note_without_a_new_text_is_not_lost_in_silence(desk: Client, said: dict[str, str]) -> None:
    answer = save_form(desk, change_url(ArticleFactory.create()), **said)

    assert [*errors_of(answer)] == [*said]


def test_a_refused_form_changes_nothing(desk: Client) -> None:
    article = ArticleFactory.create()

    save_form(desk, change_url(article), headline="New", status="scheduled", published_at_0="", published_at_1="")

    article.refresh_from_db()
    assert article.headline != "New"
    assert numbers_of(article) == [1]


def test_the_form_lists_the_texts_so_far(desk: Client) -> None:
    article = ArticleFactory.create(headline="Before")
    save_form(desk, change_url(article), headline="After")

    page = desk.get(change_url(article)).content.decode()

    assert page.index(f"/{article.pk}/revisions/2/") < page.index(f"/{article.pk}/revisions/1/")
    assert "<td>Before</td>" in page


def test_an_earlier_text_can_be_read_in_full(desk: Client) -> None:
    article = ArticleFactory.create(body="<p>As it <b>was</b></p>")
    save_form(desk, change_url(article), body="<p>As it is</p>")

    page = desk.get(f"/admin/articles/article/{article.pk}/revisions/1/").content.decode()

    assert "&lt;p&gt;As it &lt;b&gt;was&lt;/b&gt;&lt;/p&gt;" in page


def test_a_text_that_was_never_written_is_not_found(desk: Client) -> None:
    article = ArticleFactory.create()

    assert desk.get(f"/admin/articles/article/{article.pk}/revisions/2/").status_code == 404
    assert desk.get("/admin/articles/article/0/revisions/1/").status_code == 404


def test_the_list_of_texts_costs_the_same_however_long(desk: Client) -> None:
    short, long = ArticleFactory.create(), ArticleFactory.create()
    for number in range(2, 12):
        long.revisions.create(number=number, headline="Again", created_by=UserFactory.create())

    assert count_queries(desk, change_url(short)) == count_queries(desk, change_url(long))


def test_a_slower_editor_is_told_before_replacing_a_newer_text(desk: Client) -> None:
    article = ArticleFactory.create()
    opened = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), body="<p>The faster one's.</p>")

    answer = desk.post(change_url(article), {**opened, "body": "<p>The slower one's.</p>"})

    assert "Edda Editor changed the text while you were writing." in errors_of(answer)["__all__"][0]
    assert "The slower one" in answer.content.decode()
    assert numbers_of(article) == [1, 2]


def test_a_slower_editor_may_replace_a_newer_text_knowingly(desk: Client) -> None:
    article = ArticleFactory.create()
    opened = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), body="<p>The faster one's.</p>")
    answer = desk.post(change_url(article), {**opened, "body": "<p>The slower one's.</p>"})
    warned = answer.context["adminform"].form["based_on"].value()

    desk.post(change_url(article), {**opened, "body": "<p>The slower one's.</p>", "based_on": warned})

    article.refresh_from_db()
    assert article.body == "<p>The slower one's.</p>"
    assert numbers_of(article) == [1, 2, 3]
