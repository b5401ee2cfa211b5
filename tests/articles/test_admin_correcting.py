"""Every text that an article had is kept; what was corrected is said."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import User
from articles.models import Article
from tests.articles.desk import ADD, change_url, count_queries, errors_of, filled_in, save_form
from tests.articles.shown_form import as_it_came
from tests.comments.steps import sign_in
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


def test_a_correction_says_what_was_wrong(desk: Client) -> None:
    article = ArticleFactory.create()

    answer = save_form(desk, change_url(article), **CORRECTION | {"note": " "})

    assert "say in a sentence what was wrong" in errors_of(answer)["note"][0]
    assert "A blue boat." in answer.content.decode()
    assert numbers_of(article) == [1]


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


def test_an_editor_with_two_windows_is_told_before_replacing_a_newer_text(desk: Client) -> None:
    article = ArticleFactory.create()
    opened = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), body="<p>The faster one's.</p>")

    answer = desk.post(change_url(article), {**opened, "body": "<p>The slower one's.</p>"})

    assert "You changed the text in another window, or by a remark," in errors_of(answer)["__all__"][0]
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


def revision_url(article: Article, number: int) -> str:
    return f"/admin/articles/article/{article.pk}/revisions/{number}/"


def test_two_texts_are_compared_word_by_word(desk: Client) -> None:
    article = ArticleFactory.create(body="<p>It sank at nine.</p>")
    for hour in ("ten", "eleven"):
        save_form(desk, change_url(article), body=f"<p>It sank at {hour}.</p>")

    beside = desk.get(revision_url(article, 3)).content.decode()
    across = desk.get(f"{revision_url(article, 3)}?against=1").content.decode()

    assert "Held against text 2" in beside
    assert "ten" in beside.split("<del>")[1].split("</del>")[0]
    assert "nine" in across.split("<del>")[1].split("</del>")[0]
    assert "Held against text 3" in desk.get(revision_url(article, 1)).content.decode()
    assert desk.get(f"{revision_url(article, 3)}?against=x").status_code == 200


def restore(desk: Client, article: Article, number: int) -> Any:
    """Open the text's page and press its button; the page that comes then."""
    opened = desk.get(revision_url(article, number))
    return desk.post(revision_url(article, number), as_it_came(opened), follow=True)


def test_an_earlier_text_is_brought_back_and_nothing_is_lost(desk: Client) -> None:
    article = ArticleFactory.create(headline="At nine", body="<p>It sank at nine.</p>")
    save_form(desk, change_url(article), headline="At ten", body="<p>It sank at ten.</p>")

    answer = restore(desk, article, 1)

    article.refresh_from_db()
    assert (article.headline, article.body_html) == ("At nine", "<p>It sank at nine.</p>")
    assert "Text 1 is the article" in answer.content.decode()
    assert list(article.revisions.values_list("number", "note")) == [(3, "Text 1 restored."), (2, ""), (1, "")]
    assert "Make this the article" not in desk.get(revision_url(article, 3)).content.decode()


def test_an_earlier_text_replaces_no_newer_one_of_a_colleague_unseen(desk: Client) -> None:
    article = ArticleFactory.create(body="<p>It sank at nine.</p>")
    save_form(desk, change_url(article), body="<p>It sank at ten.</p>")
    opened = as_it_came(desk.get(revision_url(article, 1)))
    colleague = UserFactory.create(editor=True)
    browser = Client()
    browser.force_login(colleague)
    save_form(browser, change_url(article), body="<p>It sank at eleven.</p>")

    asked = desk.post(revision_url(article, 1), opened)
    article.refresh_from_db()
    left = article.body
    done = desk.post(revision_url(article, 1), as_it_came(asked))

    said = " ".join(strip_tags(asked.content.decode()).split())
    assert re.search(rf"a text that you have not seen on this page, number 3, written .+ by {colleague}\.", said)
    assert "Held against text 3" in said
    assert "eleven" in asked.content.decode().split("<del>")[1].split("</del>")[0]
    assert left == "<p>It sank at eleven.</p>"
    article.refresh_from_db()
    assert (done.status_code, article.body) == (302, "<p>It sank at nine.</p>")
    assert article.revisions.count() == 4


def test_a_correction_is_undone_after_a_question_only(desk: Client) -> None:
    article = ArticleFactory.create(body="<p>It sank at nine.</p>")
    corrected = {"body": "<p>It sank at ten.</p>", "note": "It was ten.", "is_correction": "on"}
    save_form(desk, change_url(article), **corrected)

    asked = desk.post(revision_url(article, 1), as_it_came(desk.get(revision_url(article, 1))))
    article.refresh_from_db()
    left = article.body
    done = desk.post(revision_url(article, 1), as_it_came(asked))

    assert "readers were told of a correction, which this one would undo" in asked.content.decode()
    assert left == "<p>It sank at ten.</p>"
    article.refresh_from_db()
    assert (done.status_code, article.body) == (302, "<p>It sank at nine.</p>")


def test_the_only_text_is_held_against_none(desk: Client) -> None:
    article = ArticleFactory.create()

    assert "Held against" not in desk.get(revision_url(article, 1)).content.decode()


def test_bringing_a_text_back_twice_does_no_harm_and_asks_nothing(desk: Client) -> None:
    article = ArticleFactory.create(body="<p>It sank at nine.</p>")
    save_form(desk, change_url(article), body="<p>It sank at ten.</p>")
    opened = as_it_came(desk.get(revision_url(article, 1)))

    for _ in range(2):
        assert desk.post(revision_url(article, 1), opened).status_code == 302

    assert article.revisions.count() == 3


@pytest.mark.parametrize("latest", [None, "", "1", "x"])
def test_a_page_that_does_not_say_what_it_would_replace_asks_first(desk: Client, latest: str | None) -> None:
    article = ArticleFactory.create(body="<p>It sank at nine.</p>")
    save_form(desk, change_url(article), body="<p>It sank at ten.</p>")

    answer = desk.post(revision_url(article, 1), {} if latest is None else {"latest": latest})

    assert "number 2, written" in answer.content.decode()
    assert article.revisions.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["reader", "moderator", "anonymous"])
def test_only_the_newsroom_brings_a_text_back(client: Client, role: str) -> None:
    article = ArticleFactory.create(body="<p>Now.</p>")
    article.revisions.create(number=2, headline="Later", body="<p>Later.</p>")
    sign_in(client, role)

    assert client.post(revision_url(article, 1)).status_code in {302, 403}
    assert article.revisions.count() == 2
