"""Two who save one thing in the same moment: the second is told, and nothing of the first is overwritten."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client

from accounts.models import User
from articles.actions.publishing import store_article
from articles.admin.planned_form import NOT_SHOWN
from articles.models import Article, PlannedRevision
from articles.planned.settling import settle
from articles.remarks.actions import settle_remark
from tests.articles.desk import change_url, errors_of, filled_in, save_form
from tests.articles.planning import add_url, planned_url
from tests.articles.shown_form import as_it_came
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    PictureFactory,
    PlannedRevisionFactory,
    RemarkFactory,
    TopicFactory,
)

pytestmark = [
    # The flush after each test takes the roles with it, which a migration made: they are put back.
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time: nobody is second"
    ),
]


@contextmanager
def a_colleague_who_is_saving(held: Model, save: Callable[[], Any]) -> Iterator[None]:
    """Another connection that holds a row, and saves as soon as somebody waits for it."""
    is_held, is_over = Event(), Event()

    def hold_and_save() -> None:
        with transaction.atomic():
            type(held)._default_manager.select_for_update().get(pk=held.pk)
            is_held.set()
            while not is_over.is_set() and not _somebody_waits():
                pass
            save()
        connection.close()

    colleague = Thread(target=hold_and_save)
    colleague.start()
    is_held.wait(10)
    try:
        yield
    finally:
        is_over.set()
        colleague.join(10)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def test_a_colleagues_text_is_not_overwritten_in_the_moment_it_is_saved(desk: Client) -> None:
    article = ArticleFactory.create(dek="turns")
    form = filled_in(desk, change_url(article))

    def save() -> None:
        theirs = Article.objects.get(pk=article.pk)
        theirs.dek = "turns for good"
        store_article(article=theirs, writer=None, note="", is_correction=False)

    with a_colleague_who_is_saving(article, save):
        answer = desk.post(change_url(article), {**form, "dek": "turns again", "_continue": "yes"})

    assert "changed the text while you were writing" in str(errors_of(answer)["__all__"])
    article.refresh_from_db()
    assert article.dek == "turns for good"


def test_a_planned_text_that_falls_due_in_that_moment_stays_in_force(desk: Client) -> None:
    article = ArticleFactory.create(dek="turns")
    planned = PlannedRevisionFactory.create(article=article, dek="turned", is_correction=True)
    form = filled_in(desk, change_url(article))
    PlannedRevision.objects.update(takes_effect_at=article.published_at)

    with a_colleague_who_is_saving(article, lambda: settle(planned.pk)):
        answer = desk.post(change_url(article), {**form, "slug": "high-water", "_continue": "yes"})

    assert "__all__" in errors_of(answer)
    article.refresh_from_db()
    assert article.dek == "turned"
    assert article.corrected_at is not None


def test_a_planned_text_is_not_changed_in_the_moment_in_which_it_is_put_in_force(desk: Client) -> None:
    article = ArticleFactory.create(dek="turns")
    planned = PlannedRevisionFactory.create(article=article, dek="turned")
    form = filled_in(desk, planned_url(planned))
    PlannedRevision.objects.update(takes_effect_at=article.published_at)

    with a_colleague_who_is_saving(article, lambda: settle(planned.pk)):
        answer = desk.post(planned_url(planned), {**form, "dek": "turned back", "_continue": "yes"})

    assert "put in force or dropped in the meantime" in str(errors_of(answer)["__all__"])
    planned.refresh_from_db()
    assert (planned.state, planned.dek) == ("applied", "turned")


@pytest.mark.parametrize(
    ("make", "theirs", "ours"),
    [
        (TopicFactory, {"discussion_mode": "off"}, {"description": "News of the war"}),
        (BylineFactory, {"bio": "Ashore."}, {"name": "Tess"}),
        (PictureFactory, {"credit": "Tess"}, {"caption": "The wall"}),
    ],
    ids=["topic", "byline", "picture"],
)
def test_what_a_colleague_says_of_anything_in_that_moment_stays(
    desk: Client, make: Any, theirs: dict[str, str], ours: dict[str, str]
) -> None:
    entry = make.create()
    entries = type(entry)._default_manager.filter(pk=entry.pk)
    url = f"/admin/articles/{entry._meta.model_name}/{entry.pk}/change/"
    form = filled_in(desk, url)

    with a_colleague_who_is_saving(entry, lambda: entries.update(**theirs)):
        answer = desk.post(url, {**form, **ours, "_continue": "yes"})

    assert answer.status_code == 302
    assert entries.values(*theirs, *ours).get() == theirs | ours


def test_a_remark_is_not_answered_twice_in_one_moment(desk: Client, editor: User) -> None:
    remark = RemarkFactory.create()
    page = f"/admin/articles/remark/{remark.pk}/change/"
    form = filled_in(desk, page)

    def settle_first() -> None:
        settle_remark(remark=remark, editor=editor, state="declined", answer="No.")

    with a_colleague_who_is_saving(remark.article, settle_first):
        answer = desk.post(page, {**form, "outcome": "by-hand", "answer": "Thank you so much."})

    assert "This remark is answered already." in errors_of(answer)["__all__"][0]
    assert "Thank you so much." in answer.content.decode()
    remark.refresh_from_db()
    assert remark.answer == "No."


def test_a_first_plan_is_not_made_in_the_moment_in_which_its_article_is_withdrawn(desk: Client) -> None:
    article = ArticleFactory.create(dek="turns")
    form = filled_in(desk, add_url(article))

    def withdraw() -> None:
        theirs = Article.objects.get(pk=article.pk)
        theirs.status = Article.Status.WITHDRAWN
        store_article(article=theirs, writer=None, note="", is_correction=False)

    with a_colleague_who_is_saving(article, withdraw):
        answer = desk.post(
            add_url(article),
            {**form, "dek": "turned", "takes_effect_at_0": "2041-05-02", "takes_effect_at_1": "12:00:00"},
        )

    assert errors_of(answer) == {"__all__": [str(NOT_SHOWN)]}
    assert not PlannedRevision.objects.exists()


def test_an_earlier_text_replaces_none_that_is_saved_in_that_moment(desk: Client) -> None:
    article = ArticleFactory.create(dek="turns")
    save_form(desk, change_url(article), dek="turned")
    page = f"/admin/articles/article/{article.pk}/revisions/1/"
    form = as_it_came(desk.get(page))

    def save() -> None:
        theirs = Article.objects.get(pk=article.pk)
        theirs.dek = "turns for good"
        store_article(article=theirs, writer=None, note="", is_correction=False)

    with a_colleague_who_is_saving(article, save):
        answer = desk.post(page, form)

    assert "number 3, written" in answer.content.decode()
    article.refresh_from_db()
    assert article.dek == "turns for good"
