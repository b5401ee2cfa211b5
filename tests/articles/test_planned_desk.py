"""Planned texts at the desk: written, moved, compared, put in force, overtaken and dropped, and nothing is lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import User
from articles.actions import publishing
from articles.models import Article, PlannedRevision
from articles.planned import settling
from tests.articles.desk import change_url, count_queries, errors_of, filled_in, save_form
from tests.articles.planning import AT_NOON, BEFORE, NEW, NOON, SECOND, add_url, plan, planned_url, red_boat, save_at
from tests.articles.shown_form import as_it_came
from tests.comments.steps import sign_in
from tests.factories import ArticleFactory, RemarkFactory, UserFactory

PROMISE = "Readers have this text from its moment on"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine_in_the_morning")]


@pytest.fixture
def article(db: None) -> Article:
    return red_boat()


def test_only_what_readers_have_by_then_can_be_corrected(desk: Client) -> None:
    article = ArticleFactory.create(status="scheduled", published_at=NOON + SECOND)

    answer = save_at(BEFORE, desk, add_url(article), **AT_NOON, **NEW, is_correction="on")

    assert [*errors_of(answer)] == ["is_correction"]
    assert "A blue boat sank." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"takes_effect_at_0": "", "takes_effect_at_1": ""}, "takes_effect_at"),
        ({"takes_effect_at_0": "2031-05-02", "takes_effect_at_1": "09:00:59"}, "takes_effect_at"),
        ({"takes_effect_at_0": "2031-02-30", "takes_effect_at_1": "12:00"}, "takes_effect_at"),
        ({"headline": ""}, "headline"),
        ({"is_correction": "on", "note": "", "dek": "The boat was blue."}, "note"),
        ({"headline": "The red boat", "body": "<p>A red boat sank.</p>"}, "__all__"),
    ],
    ids=["no moment", "too near", "no such day", "no headline", "no note", "nothing new"],
)
def test_a_plan_that_cannot_be_kept_is_refused_beside_the_field_and_nothing_is_lost(
    desk: Client, article: Article, changes: dict[str, str], where: str
) -> None:
    answer = save_at(BEFORE, desk, add_url(article), **{**AT_NOON, **NEW, **changes})

    assert [*errors_of(answer)] == [where]
    assert "The boat was blue." in answer.content.decode()
    assert not PlannedRevision.objects.exists()


@pytest.mark.parametrize("left_over", ["<figure></figure><p></p>", '<figure><img alt="The pier"></figure>'])
def test_what_an_editor_left_over_in_the_article_is_nothing_to_plan(desk: Client, left_over: str) -> None:
    article = ArticleFactory.create(body=f"{left_over}<p>A red boat sank.</p>{left_over}")

    as_it_came = save_at(BEFORE, desk, add_url(article), **AT_NOON)
    changed = save_at(BEFORE, desk, add_url(article), **AT_NOON, dek="It was red.")

    assert "there is nothing to plan" in errors_of(as_it_came)["__all__"][0]
    assert changed.status_code == 302


def test_the_articles_form_tells_of_the_plan_and_leads_to_it(desk: Client, article: Article) -> None:
    way = "Plan a new text for a moment to come"
    assert way in desk.get(change_url(article)).content.decode()
    planned = plan(desk, article)

    page = desk.get(change_url(article)).content.decode()

    assert "A new text is planned for" in page
    assert "waiting for its moment" in page
    assert planned_url(planned) in page
    assert way not in page


def test_a_draft_has_no_text_planned(desk: Client) -> None:
    draft = ArticleFactory.create(draft=True)

    assert "Plan a new text" not in desk.get(change_url(draft)).content.decode()
    assert desk.get(add_url(draft)).status_code == 404


def test_one_text_is_planned_at_a_time(desk: Client, article: Article) -> None:
    opened = filled_in(desk, add_url(article))
    planned = plan(desk, article)

    again = desk.get(add_url(article))
    answer = desk.post(add_url(article), {**opened, **AT_NOON, **NEW, "dek": "Mine."})

    assert again["Location"] == planned_url(planned)
    assert "Somebody has planned another text" in errors_of(answer)["__all__"][0]
    assert "Mine." in answer.content.decode()
    assert PlannedRevision.objects.count() == 1


def test_its_page_shows_word_by_word_what_it_changes(desk: Client, article: Article) -> None:
    page = desk.get(planned_url(plan(desk, article))).content.decode()

    assert "changes of text 1" in page
    assert "red" in page.split("<del>")[1].split("</del>")[0]


def test_the_moment_can_be_changed_both_ways(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    for day, hour in (("2031-05-03", "12:00:00"), ("2031-05-02", "10:00:30")):
        save_at(BEFORE, desk, planned_url(planned), takes_effect_at_0=day, takes_effect_at_1=hour)

    for moment, number in ((datetime(2031, 5, 2, 10, 0, 29, tzinfo=UTC), 1), (NOON, 2)):
        with time_machine.travel(moment, tick=False):
            Client().get("/")
        assert article.revisions.count() == number
    assert article.revisions.get(number=2).created_at == datetime(2031, 5, 2, 10, 0, 30, tzinfo=UTC)


def test_it_can_be_put_in_force_at_once_with_what_was_typed_last(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    with time_machine.travel(BEFORE + timedelta(hours=1), tick=False):
        form = filled_in(desk, planned_url(planned))
        answer = desk.post(planned_url(planned), {**form, "dek": "It was blue", "_now": "1"})

    article.refresh_from_db()
    assert answer["Location"] == change_url(article)
    assert (article.headline, article.dek) == ("The blue boat", "It was blue")
    assert article.corrected_at == BEFORE + timedelta(hours=1)


def test_a_dropped_text_does_not_appear_and_can_still_be_read(desk: Client, article: Article) -> None:
    planned = plan(desk, article)

    desk.post(f"/admin/articles/plannedrevision/{planned.pk}/dropping/")
    with time_machine.travel(NOON, tick=False):
        Client().get("/")

    assert article.revisions.count() == 1
    page = desk.get(planned_url(planned)).content.decode()
    assert "A blue boat sank." in page
    assert "dropped: it will not appear" in page
    assert desk.get(f"/admin/articles/plannedrevision/{planned.pk}/dropping/").status_code == 405
    assert "Plan a new text" in desk.get(change_url(article)).content.decode()


def test_what_is_sent_to_a_plan_that_is_settled_by_then_comes_back(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    opened = filled_in(desk, planned_url(planned))

    with time_machine.travel(NOON, tick=False):
        desk.force_login(UserFactory.create(editor=True))
        answer = desk.post(planned_url(planned), {**opened, "dek": "Typed for ten minutes."})

    assert "in force or dropped in the meantime" in " ".join(errors_of(answer)["__all__"])
    assert "Typed for ten minutes." in answer.content.decode()


def test_two_editors_at_one_plan_do_not_overwrite_each_other_unseen(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    opened = filled_in(desk, planned_url(planned))
    save_at(BEFORE + SECOND, desk, planned_url(planned), dek="Theirs.")

    with time_machine.travel(BEFORE + 2 * SECOND, tick=False):
        answer = desk.post(planned_url(planned), {**opened, "dek": "Mine."})
        told = {**opened, "dek": "Mine.", "seen": answer.context["adminform"].form["seen"].value()}
        desk.post(planned_url(planned), told)

    assert "A colleague changed this planned text" in errors_of(answer)["__all__"][0]
    planned.refresh_from_db()
    assert planned.dek == "Mine."


def edit_meanwhile(desk: Client, article: Article, editor: User | None = None) -> str:
    """The page that the desk sees after saving."""
    if editor:
        desk.force_login(editor)
    with time_machine.travel(BEFORE + timedelta(minutes=5), tick=False):
        save_form(desk, change_url(article), body="<p>A red boat sank at nine.</p>")
        return str(desk.get(change_url(article)).content.decode())


def test_who_changes_the_article_is_told_that_a_text_is_planned_and_so_is_its_planner(
    desk: Client, editor: User, article: Article
) -> None:
    planned = plan(desk, article)

    page = edit_meanwhile(desk, article, UserFactory.create(editor=True))

    assert "A text is planned for this article that was written for an earlier one" in page
    assert planned_url(planned) in page
    assert "it was written for text 1 and the article has text 2" in page
    assert [letter.to for letter in mail.outbox] == [[editor.email]]
    assert "has a newer text" in mail.outbox[0].body


def test_who_brings_an_earlier_text_back_or_applies_a_remark_is_told_too(desk: Client, article: Article) -> None:
    save_form(desk, change_url(article), body="<p>A red boat sank at noon.</p>")
    plan(desk, article)
    remark = RemarkFactory.create(article=article, passage="red boat")

    earlier = f"/admin/articles/article/{article.pk}/revisions/1/"
    back = desk.post(earlier, as_it_came(desk.get(earlier)), follow=True)
    applied = desk.post(
        f"/admin/articles/remark/{remark.pk}/change/", {"outcome": "replace", "replacement": "blue boat"}, follow=True
    )

    for page in (back, applied):
        assert "that was written for an earlier one" in page.content.decode()


def test_a_plan_for_an_older_text_is_set_aside_at_its_moment_and_neither_text_is_lost(
    desk: Client, editor: User, article: Article
) -> None:
    planned = plan(desk, article)
    edit_meanwhile(desk, article)

    with time_machine.travel(NOON, tick=False):
        page = Client().get("/2031/05/boat/").content.decode()

    assert "A red boat sank at nine." in page
    planned.refresh_from_db()
    assert (planned.state, planned.body) == ("overtaken", "<p>A blue boat sank.</p>")
    assert [letter.to for letter in mail.outbox] == [[editor.email]]
    assert "was not put in force" in mail.outbox[0].body
    assert "was not put in force" in desk.get(change_url(article)).content.decode()
    page = desk.get(planned_url(planned)).content.decode()
    assert "Its moment is past, and it was not put in force" in page
    assert PROMISE not in page


def test_what_will_happen_at_the_moment_is_told_while_the_text_waits_for_it(desk: Client, article: Article) -> None:
    assert PROMISE in desk.get(add_url(article)).content.decode()
    planned = plan(desk, article)
    assert PROMISE in desk.get(planned_url(planned)).content.decode()

    edit_meanwhile(desk, article)

    assert PROMISE not in desk.get(planned_url(planned)).content.decode()


def test_an_editor_who_has_compared_says_that_it_stands(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    edit_meanwhile(desk, article)
    page = desk.get(planned_url(planned)).content.decode()
    assert "text 1 became text 2" in page
    assert "nine" in page.split("<ins>")[1]

    save_at(BEFORE + timedelta(hours=1), desk, planned_url(planned), stands="on", body="<p>A blue boat, at nine.</p>")
    with time_machine.travel(NOON, tick=False):
        assert "A blue boat, at nine." in Client().get("/2031/05/boat/").content.decode()

    assert article.revisions.get(number=3).created_at == NOON


def test_saved_without_saying_that_it_stands_it_is_kept_and_does_not_appear(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    edit_meanwhile(desk, article)

    save_at(BEFORE + timedelta(hours=1), desk, planned_url(planned), dek="Later.")
    with time_machine.travel(NOON, tick=False):
        assert "A red boat sank at nine." in Client().get("/2031/05/boat/").content.decode()

    planned.refresh_from_db()
    assert (planned.state, planned.dek) == ("overtaken", "Later.")


def test_who_compared_with_a_text_that_has_gone_by_compares_again(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    edit_meanwhile(desk, article)
    with time_machine.travel(BEFORE + timedelta(hours=1), tick=False):
        opened = filled_in(desk, planned_url(planned))
        save_form(desk, change_url(article), body="<p>A red boat sank at ten.</p>")
        answer = desk.post(planned_url(planned), {**opened, "stands": "on"})

    assert "a newer text, number 3" in errors_of(answer)["__all__"][0]
    assert not answer.context["adminform"].form["stands"].value()


@pytest.mark.parametrize("button", ["_now", "_save"])
def test_an_overtaken_text_is_given_another_moment_or_put_in_force_only_knowingly(
    desk: Client, article: Article, button: str
) -> None:
    planned = plan(desk, article)
    edit_meanwhile(desk, article)
    later = {"takes_effect_at_0": "2031-05-03", "takes_effect_at_1": "12:00:00", button: "1"}
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        Client().get("/")
        form = {**filled_in(desk, planned_url(planned)), **later}
        refused = desk.post(planned_url(planned), form)
        desk.post(planned_url(planned), {**form, "stands": "on"})
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        page = Client().get("/2031/05/boat/").content.decode()

    assert [*errors_of(refused)] == ["stands"]
    assert "A blue boat sank." in page


def test_of_a_withdrawn_article_nothing_appears(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    save_at(BEFORE + timedelta(hours=1), desk, change_url(article), status="withdrawn")

    with time_machine.travel(NOON, tick=False):
        assert Client().get("/2031/05/boat/").status_code == 410
        form = filled_in(desk, planned_url(planned))
        answer = desk.post(planned_url(planned), {**form, "_now": "1"})

    planned.refresh_from_db()
    assert planned.state == "overtaken"
    assert errors_of(answer)["__all__"] == ["Readers do not have this article: publish it first."]


def test_a_text_that_cannot_be_put_in_force_keeps_nobody_from_reading(
    desk: Client, article: Article, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plan(desk, article)
    another = ArticleFactory.create(slug="mast", published_at=BEFORE - timedelta(days=1))
    plan(desk, another, body="<p>The mast broke.</p>")
    whole = publishing.store_article

    def break_over_the_boat(*, article: Article, **how: Any) -> Article:
        if article.slug == "boat":
            raise RuntimeError("no such boat")
        return whole(article=article, **how)

    with monkeypatch.context() as broken, time_machine.travel(NOON, tick=False):
        broken.setattr(settling, "store_article", break_over_the_boat)
        assert "A red boat sank." in Client().get("/2031/05/boat/").content.decode()
        assert "The mast broke." in Client().get("/2031/05/mast/").content.decode()
    with time_machine.travel(NOON + timedelta(seconds=6), tick=False):
        assert "A blue boat sank." in Client().get("/2031/05/boat/").content.decode()

    assert "no such boat" in caplog.text
    assert article.revisions.get(number=2).created_at == NOON


@pytest.mark.parametrize("role", ["reader", "moderator", "anonymous"])
def test_only_editors_plan_and_drop(client: Client, editor: User, article: Article, role: str) -> None:
    desk = Client()
    desk.force_login(editor)
    planned = plan(desk, article)
    sign_in(client, role)

    answers = [
        client.get(add_url(article)),
        client.post(planned_url(planned), {"headline": "Mine"}),
        client.post(f"/admin/articles/plannedrevision/{planned.pk}/dropping/"),
    ]

    assert {answer.status_code for answer in answers} <= {302, 403}
    planned.refresh_from_db()
    assert (planned.state, planned.headline) == ("waiting", "The blue boat")


def test_the_list_of_plans_costs_the_same_however_long(desk: Client, article: Article) -> None:
    address = "/admin/articles/plannedrevision/"
    plan(desk, article)
    one = count_queries(desk, address)
    for number in range(4):
        plan(desk, ArticleFactory.create(published_at=BEFORE - timedelta(days=number + 1)))

    assert count_queries(desk, address) == one
