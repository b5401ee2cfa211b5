"""Nobody publishes something incomplete without knowing, and nobody is held up who only saves a draft."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.edition import edition_number
from accounts.models import User
from articles.models import Article
from tests.articles.checklist.complete import complete_article
from tests.articles.desk import ADD, change_url, count_queries, errors_of, filled_in
from tests.factories import ArticleFactory, BylineFactory, PictureFactory

pytestmark = pytest.mark.django_db

NOON = {"published_at_0": "2031-05-02", "published_at_1": "12:00:00"}
NEVER = {"published_at_0": "", "published_at_1": ""}


def press(desk: Client, url: str, button: str = "_save", value: str = "Save", **changes: Any) -> Any:
    return desk.post(url, {**filled_in(desk, url), **changes, button: value})


def all_the_same(desk: Client, url: str, question: Any, **changes: Any) -> Any:
    """Press the button that the question offers."""
    return press(desk, url, question.context["pressed"], question.context["despite"], **changes)


def status_of(article: Article) -> str:
    article.refresh_from_db()
    return article.status


def test_a_draft_is_saved_whatever_it_lacks(desk: Client, settings: Settings) -> None:
    settings.CHECKLIST_BLOCKS = {"dek", "byline"}

    answer = press(desk, ADD, headline="Begun")

    assert answer.status_code == 302
    assert Article.objects.get().status == "draft"


def test_an_article_that_lacks_nothing_is_published_at_once(desk: Client) -> None:
    article = complete_article()

    press(desk, change_url(article), status="published")

    assert status_of(article) == "published"
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "moment", "button"),
    [
        ("ready", NEVER, "Make it ready all the same"),
        ("scheduled", NOON, "Schedule it all the same"),
        ("published", NEVER, "Publish all the same"),
    ],
)
def test_what_is_missing_is_asked_about_once(desk: Client, status: str, moment: dict[str, str], button: str) -> None:
    article = complete_article(dek="", bylines=[])
    url, changes = change_url(article), {"status": status, "headline": "The ferry stops again", **moment}

    question = press(desk, url, **changes)
    page = question.content.decode()
    before = status_of(article)
    all_the_same(desk, url, question, **changes)

    assert f">{button}</button>" in page
    assert "There is no dek." in page
    assert 'value="The ferry stops again"' in page
    assert "Please correct the error" not in page
    assert (before, status_of(article)) == ("draft", status)
    assert article.headline == "The ferry stops again"


def test_what_was_published_all_the_same_is_told_in_the_history(desk: Client, editor: User) -> None:
    article = complete_article(bylines=[])
    question = press(desk, change_url(article), status="published")

    all_the_same(desk, change_url(article), question, status="published")

    history = desk.get(f"/admin/articles/article/{article.pk}/history/").content.decode()
    assert "Published although the checklist had said: No byline says who wrote it." in history


def test_the_button_does_what_the_pressed_one_would_have_done(desk: Client) -> None:
    article = complete_article(dek="")
    question = press(desk, change_url(article), "_continue", status="published")

    answer = all_the_same(desk, change_url(article), question, status="published")

    assert answer.headers["Location"] == change_url(article)


def test_what_was_not_shown_before_is_asked_about(desk: Client) -> None:
    article = complete_article(dek="")
    question = press(desk, change_url(article), status="published")

    answer = all_the_same(desk, change_url(article), question, status="published", topics=[])

    assert "It has no topic" in answer.content.decode()
    assert status_of(article) == "draft"


def test_saving_again_is_no_answer_to_the_question(desk: Client) -> None:
    article = complete_article(dek="")

    for _ in range(2):
        press(desk, change_url(article), status="published")

    assert status_of(article) == "draft"


def test_enter_does_not_answer_the_question(desk: Client) -> None:
    article = complete_article(dek="")

    page = press(desk, change_url(article), status="published").content.decode()

    form = page[page.index('id="article_form"') :]
    assert form.index('name="_save"') < form.index("Publish all the same")


def test_an_error_is_told_before_anything_is_asked(desk: Client) -> None:
    article = complete_article(dek="")

    answer = press(desk, change_url(article), status="scheduled")

    assert [*errors_of(answer)] == ["published_at"]
    assert "all the same" not in answer.content.decode()


def test_what_blocks_is_refused_beside_its_field(desk: Client, settings: Settings) -> None:
    settings.CHECKLIST_BLOCKS = {"dek", "topic"}
    article = complete_article(dek="", topics=[], bylines=[])

    answer = press(desk, change_url(article), status="ready", headline="The ferry stops again")

    assert errors_of(answer) == {
        "dek": ["There is no dek. It is also what search engines and links elsewhere show."],
        "topics": ["It has no topic: readers find it on the front page and in the archive only."],
    }
    assert "all the same" not in answer.content.decode()
    assert 'value="The ferry stops again"' in answer.content.decode()
    assert status_of(article) == "draft"


def test_a_byline_that_blocks_is_asked_for_beside_the_bylines(desk: Client, settings: Settings) -> None:
    settings.CHECKLIST_BLOCKS = {"byline"}
    article = complete_article(bylines=[])

    refused = press(desk, change_url(article), status="published")
    [rows] = [
        inline.formset for inline in refused.context["inline_admin_formsets"] if "byline" in inline.formset.prefix
    ]
    named = {"article_bylines-0-byline": str(BylineFactory.create().pk)}
    press(desk, change_url(article), status="published", **named)

    assert list(rows.non_form_errors()) == ["No byline says who wrote it."]
    assert status_of(article) == "published"


def test_what_blocks_holds_until_readers_have_it(desk: Client, settings: Settings) -> None:
    settings.CHECKLIST_BLOCKS = {"dek"}
    ready = complete_article(status="ready")
    public = ArticleFactory.create()

    refused = press(desk, change_url(ready), dek="")
    corrected = press(desk, change_url(public), dek="")

    assert (refused.status_code, corrected.status_code) == (200, 302)


def test_each_step_towards_the_readers_asks_anew(desk: Client) -> None:
    article = complete_article(dek="", status="ready")

    saved = press(desk, change_url(article), headline="The ferry stops again")
    asked = press(desk, change_url(article), status="published")

    assert (saved.status_code, asked.status_code) == (302, 200)


def test_a_byline_that_is_taken_out_does_not_count(desk: Client) -> None:
    article = complete_article()

    answer = press(desk, change_url(article), status="ready", **{"article_bylines-0-DELETE": "on"})

    assert "No byline says who wrote it." in answer.content.decode()


def test_the_list_stands_beside_the_form(desk: Client) -> None:
    picture = PictureFactory.create(alt="", caption="<b>Bold")
    article = ArticleFactory.create(lead_picture=picture)

    page = desk.get(change_url(article)).content.decode()

    assert '<a href="#article_bylines-group" data-field="article_bylines">No byline says who wrote it.</a>' in page
    assert f'href="/admin/articles/picture/{picture.pk}/change/"' in page
    assert "The picture “&lt;b&gt;Bold” has no text" in page


def test_a_new_article_has_the_list_from_the_start(desk: Client) -> None:
    assert "No byline says who wrote it." in desk.get(ADD).content.decode()


def test_the_list_is_drawn_from_what_is_typed_and_nothing_is_saved(desk: Client) -> None:
    article = complete_article()
    typed = {**filled_in(desk, change_url(article)), "dek": "", "discussion_mode": "closed"}
    edition = edition_number()

    page = desk.post(reverse("admin:articles_article_checklist", args=[article.pk]), typed).content.decode()

    assert "There is no dek." in page
    assert "Said by the article itself: closed." in page
    article.refresh_from_db()
    assert (bool(article.dek), article.discussion_mode) == (True, "")
    assert edition_number() == edition


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"headline": "x" * 300, "dek": "y" * 500, "topics": ["one"], "lead_picture": "none", "status": "lost"},
        {"article_bylines-TOTAL_FORMS": "9" * 15, "article_bylines-0-byline": "9" * 30, "body": "a\x00b"},
        {"published_at_0": "tomorrow", "published_at_1": "noon", "closes_after_days": "-1", "slug": "!"},
    ],
    ids=["nothing", "too much", "odd keys", "odd times"],
)
def test_the_list_is_drawn_from_anything(desk: Client, typed: dict[str, Any]) -> None:
    answer = desk.post(reverse("admin:articles_article_checklist_of_new"), typed)

    assert answer.status_code == 200


def test_the_list_of_an_article_that_is_not_there(desk: Client) -> None:
    assert desk.post("/admin/articles/article/987654/checklist/").status_code == 404


def test_looking_at_the_list_takes_a_post(desk: Client) -> None:
    assert desk.get(reverse("admin:articles_article_checklist_of_new")).status_code == 405


@pytest.mark.parametrize("who", ["reader", "moderator", None])
def test_only_editors_have_the_list_drawn(client: Client, request: pytest.FixtureRequest, who: str | None) -> None:
    if who:
        client.force_login(request.getfixturevalue(who))

    assert client.post(reverse("admin:articles_article_checklist_of_new")).status_code == 302


def test_somebody_who_may_only_look_has_no_list(client: Client, editor: User) -> None:
    article = complete_article()
    editor.groups.get().permissions.set(editor.groups.get().permissions.filter(codename__startswith="view_"))
    client.force_login(editor)

    assert client.post(reverse("admin:articles_article_checklist_of_new")).status_code == 403
    assert "data-checklist" not in client.get(change_url(article)).content.decode()


def test_many_pictures_and_bylines_ask_no_more_than_a_few(desk: Client) -> None:
    def count(size: int) -> int:
        body = "".join(f'<figure><img src="/pictures/{PictureFactory.create().pk}/"></figure>' for _ in range(size))
        return count_queries(desk, change_url(complete_article(body=body)))

    assert count(1) == count(6)
