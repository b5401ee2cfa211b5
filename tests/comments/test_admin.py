"""Comments, reports and decisions in the admin: read there, judged on the site."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from comments.models import Appeal, Comment, Decision, Report
from tests.factories import AppealFactory, ArticleFactory, CommentFactory, DecisionFactory, ReportFactory, UserFactory

MAKE: dict[str, Callable[..., Any]] = {
    "comment": CommentFactory.create,
    "decision": DecisionFactory.create,
    "report": ReportFactory.create,
    "appeal": AppealFactory.create,
}


@pytest.fixture
def office(client: Client, administrator: User) -> Client:
    """A browser in which an administrator is signed in."""
    client.force_login(administrator)
    return client


def list_url(model: str) -> str:
    return f"/admin/comments/{model}/"


def comment_of(row: Any) -> Comment:
    row = row.decision if isinstance(row, Appeal) else row
    comment: Comment = row if isinstance(row, Comment) else row.comment
    return comment


def found(office: Client, model: str, **query: Any) -> list[Any]:
    return [*office.get(list_url(model), query).context["cl"].result_list]


@pytest.mark.parametrize("model", MAKE)
def test_each_row_leads_to_where_it_is_judged(office: Client, model: str) -> None:
    row = MAKE[model]()
    permalink = comment_of(row).get_absolute_url()

    listed = office.get(list_url(model)).content.decode()
    shown = office.get(f"{list_url(model)}{row.pk}/change/").content.decode()

    assert f'<a href="{permalink}">read and moderate</a>' in listed
    assert f'href="{permalink}" class="viewsitelink"' in shown


@pytest.mark.parametrize("model", MAKE)
def test_nothing_is_changed_from_here(office: Client, model: str) -> None:
    row = MAKE[model]()
    before = type(row).objects.filter(pk=row.pk).values().get()

    answers = [
        office.post(f"{list_url(model)}{row.pk}/change/", {"body": "Mine now", "note": "Mine now"}),
        office.post(f"{list_url(model)}{row.pk}/delete/", {"post": "yes"}),
        office.post(f"{list_url(model)}add/", {"body": "New"}),
    ]
    office.post(list_url(model), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert type(row).objects.filter(pk=row.pk).values().get() == before


def test_comments_are_narrowed_by_status_and_kind(office: Client) -> None:
    pending = CommentFactory.create(status=Comment.Status.PENDING)
    linkback = CommentFactory.create(kind=Comment.Kind.LINKBACK)

    assert found(office, "comment", status__exact=Comment.Status.PENDING) == [pending]
    assert found(office, "comment", kind__exact=Comment.Kind.LINKBACK) == [linkback]


@pytest.mark.parametrize("words", ["mooring", "Tess", "harbour news"])
def test_a_comment_is_found_by_words_writer_or_article(office: Client, words: str) -> None:
    wanted = CommentFactory.create(
        body="At the mooring.",
        author=UserFactory.create(display_name="Tess"),
        article=ArticleFactory.create(headline="Harbour news"),
    )
    CommentFactory.create()

    assert found(office, "comment", q=words) == [wanted]


def test_a_name_from_the_archive_is_found_and_shown(office: Client) -> None:
    CommentFactory.create(imported_name="Old Tom", author=None)

    assert "Old Tom: Comment number" in office.get(list_url("comment"), {"q": "Old Tom"}).content.decode()


def test_reports_are_narrowed_to_the_open_ones(office: Client) -> None:
    open_report = ReportFactory.create()
    ReportFactory.create(decision=DecisionFactory.create())

    assert found(office, "report", decision__isempty="1") == [open_report]


def test_decisions_are_narrowed_by_verdict(office: Client) -> None:
    removed = DecisionFactory.create()
    DecisionFactory.create(verdict=Decision.Verdict.APPROVE, reason="")

    assert found(office, "decision", verdict__exact="remove") == [removed]


def test_markup_in_a_comment_is_shown_as_typed(office: Client) -> None:
    comment = CommentFactory.create(body="<script>alert(1)</script>")

    listed = office.get(list_url("comment")).content.decode()
    shown = office.get(f"{list_url('comment')}{comment.pk}/change/").content.decode()

    assert "<script>alert" not in listed + shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


@pytest.mark.parametrize("model", MAKE)
def test_a_long_list_asks_no_more_than_a_short_one(office: Client, model: str) -> None:
    counts = []
    for rows in (2, 10):
        for _ in range(rows):
            MAKE[model]()
        office.get(list_url(model))
        with CaptureQueriesContext(connection) as queries:
            office.get(list_url(model))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 9


def test_reading_leaves_reports_open(office: Client) -> None:
    report = ReportFactory.create()

    office.get(f"{list_url('report')}{report.pk}/change/")

    assert Report.objects.filter(decision=None).count() == 1
