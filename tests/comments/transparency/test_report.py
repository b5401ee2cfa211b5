"""The transparency report: what was decided in a time, counted for everybody, whoever asks."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.actions.moderating import (
    approve_comment,
    mark_spam,
    remove_comment,
    restore_comment,
    undo_decision,
)
from comments.models import Comment
from comments.transparency import files, keeping
from comments.transparency.counting import count_figures
from comments.transparency.periods import Period
from comments.transparency.sections import Row, Section
from tests.comments.steps import everything, sign_in, text_of
from tests.comments.transparency.steps import ADDRESSES, CSV, JSON, REPORT, asked, data_of, figures_of, lines_of
from tests.factories import CommentFactory, DecisionFactory, ReportFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)
SECRET = "unspeakable-words"
ROLES = ["anonymous", "guest", "reader", "editor", "moderator", "administrator"]


@pytest.fixture(autouse=True)
def _november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, body=SECRET, created_at=NOW - timedelta(days=2))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_may_read_it_and_nobody_is_named_in_it(
    client: Client, comment: Comment, moderator: User, role: str, address: str
) -> None:
    remove_comment(comment=comment, moderator=moderator, reason="abuse", note="For Ada alone.")
    sign_in(client, role)
    before = everything()

    answer = client.get(address, asked())

    assert answer.status_code == 200
    assert everything() == before
    for secret in (SECRET, "Ada Author", "Mona Moderator", "For Ada alone.", "style="):
        assert secret not in text_of(answer)


@pytest.mark.parametrize("address", ADDRESSES)
def test_there_is_nothing_to_post(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_it_counts_decisions_by_what_and_removals_by_why(client: Client, moderator: User) -> None:
    waiting = CommentFactory.create(status=Comment.Status.PENDING)
    first, second, third = (CommentFactory.create() for _ in range(3))
    approve_comment(comment=waiting, moderator=moderator)
    remove_comment(comment=first, moderator=moderator, reason="abuse")
    mark_spam(comment=second, moderator=moderator)
    remove_comment(comment=third, moderator=moderator, reason="abuse")
    restore_comment(comment=third, moderator=moderator)

    decisions = figures_of(client, "decisions", "moderators")
    reasons = figures_of(client, "reasons", "moderators")

    assert +Counter(decisions) == {"approve": 1, "remove": 2, "spam": 1, "restore": 1}
    assert decisions["undo"] == 0
    assert {reason: count for reason, count in reasons.items() if count} == {"abuse": 2, "spam": 1}
    assert list(reasons)[:2] == ["abuse", "spam"]


def test_a_decision_that_was_taken_back_stays_counted_and_counts_as_reversed(
    client: Client, comment: Comment, moderator: User
) -> None:
    ruling = remove_comment(comment=comment, moderator=moderator, reason="hate")
    undo = undo_decision(decision=ruling, moderator=moderator)
    undone = figures_of(client, "overview")
    undo_decision(decision=undo, moderator=moderator)
    in_force_again = figures_of(client, "overview")

    assert (undone["decisions"], undone["removals"], undone["reversed"], undone["reversed-share"]) == (1, 1, 1, 100)
    assert (in_force_again["decisions"], in_force_again["removals"], in_force_again["reversed"]) == (1, 1, 0)
    assert figures_of(client, "decisions", "moderators")["undo"] == 2


def test_a_removal_after_which_the_comment_was_put_back_counts_as_reversed(
    client: Client, comment: Comment, moderator: User
) -> None:
    remove_comment(comment=comment, moderator=moderator, reason="hate", at=NOW - timedelta(days=330))
    restored = restore_comment(comment=comment, moderator=moderator)

    assert figures_of(client, "reasons", "reversed", first="2025-12-01", last="2025-12-31")["hate"] == 1
    assert figures_of(client, "decisions", "reversed", first="2025-12-01", last="2025-12-31")["remove"] == 1
    assert figures_of(client, "decisions", "reversed")["restore"] == 0
    undo_decision(decision=restored, moderator=moderator)
    assert figures_of(client, "reasons", "reversed", first="2025-12-01", last="2025-12-31")["hate"] == 0


def test_what_was_decided_without_a_person_is_told_apart_with_how_often_it_was_wrong(
    client: Client, moderator: User
) -> None:
    right, wrong = (DecisionFactory.create(moderator=None, reason="spam") for _ in range(2))
    undo_decision(decision=wrong, moderator=moderator)
    remove_comment(comment=CommentFactory.create(), moderator=moderator, reason="abuse")
    remove_comment(comment=CommentFactory.create(), moderator=moderator, reason="abuse")

    assert figures_of(client, "automation") == {
        "automated": 2,
        "automated-share": 50,
        "automated-open": 0,
        "automated-reversed": 1,
        "automated-error": 50,
        "refused": 0,
    }
    assert figures_of(client, "reasons", "rules")["spam"] == 2
    assert right.moderator is None


@override_settings(TIME_ZONE="Pacific/Auckland")
def test_days_are_those_of_the_site_both_of_them_whole(client: Client) -> None:
    with timezone.override("Pacific/Auckland"):
        for moment in ("2026-03-01T00:00", "2026-03-02T23:59", "2026-02-28T23:59", "2026-03-03T00:00"):
            DecisionFactory.create(decided_at=timezone.make_aware(datetime.fromisoformat(moment)))

        found = data_of(client, first="2026-03-01", last="2026-03-02")

    assert found["sections"]["overview"]["figures"]["decisions"]["value"] == 2
    assert found["over_time"] == [{"from": "2026-03-01", "remove": 1}, {"from": "2026-03-02", "remove": 1}]


def test_long_periods_are_drawn_by_the_month(client: Client) -> None:
    for moment in (datetime(2026, 1, 31, 12, tzinfo=UTC), datetime(2026, 2, 1, 12, tzinfo=UTC)):
        DecisionFactory.create(decided_at=moment)

    found = data_of(client, first="2025-11-15", last="2026-02-10")

    assert found["over_time"] == [{"from": "2026-01-01", "remove": 1}, {"from": "2026-02-01", "remove": 1}]


@pytest.mark.parametrize(("hours", "median"), [([], None), ([3], 3), ([1, 9, 2], 2), ([1, 2, 4, 50], 3)])
def test_times_are_told_as_medians_of_what_moderators_decided(
    client: Client, hours: list[int], median: int | None, moderator: User
) -> None:
    for span in hours:
        written_at = NOW - timedelta(hours=span)
        waiting = CommentFactory.create(status=Comment.Status.PENDING, created_at=written_at)
        approve_comment(comment=waiting, moderator=moderator)
        reported = ReportFactory.create(created_at=written_at).comment
        remove_comment(comment=reported, moderator=moderator, reason="spam")

    times, counts = figures_of(client, "times"), figures_of(client, "times", "count")

    expected = None if median is None else pytest.approx(median * 3600, abs=1)
    assert times == {"wait": expected, "answer": expected, "appeal": None, "notice": None}
    assert counts == {"wait": len(hours), "answer": len(hours), "appeal": 0, "notice": 0}


def test_reports_and_what_authors_deleted_are_counted_beside_the_decisions(client: Client) -> None:
    ReportFactory.create(reason="hate")
    ReportFactory.create(reason="hate", created_at=NOW - timedelta(days=400))
    for deleted_at in (NOW, NOW - timedelta(days=400)):
        CommentFactory.create(status=Comment.Status.DELETED, deleted_at=deleted_at)

    overview = figures_of(client, "overview")

    assert figures_of(client, "reports", "readers")["hate"] == 1
    assert overview["deleted"] == 1
    assert overview["comments"] == 4
    assert overview["decisions"] == 0
    assert overview["reversed-share"] is None


def test_all_three_say_the_same(client: Client, comment: Comment, moderator: User) -> None:
    undo_decision(decision=remove_comment(comment=comment, moderator=moderator, reason="hate"), moderator=moderator)
    approve_comment(comment=CommentFactory.create(status=Comment.Status.PENDING), moderator=moderator)

    sections = data_of(client)["sections"]
    lines = lines_of(client)

    said = {
        (line["section"], line["figure"], line["of"]): line["value"]
        for line in lines
        if line["section"] != "over-time"
    }
    columns = {"value", "count", "moderators", "rules", "reversed", "lifted", "readers", "taken_down", "waiting"}
    assert said == {
        (section, figure, column): "" if value is None else str(value)
        for section, told in sections.items()
        for figure, facts in told["figures"].items()
        for column, value in facts.items()
        if column in columns
    }
    page = text_of(client.get(REPORT, asked()))
    for section in sections.values():
        for figure in section["figures"].values():
            assert figure["meaning"] in page
    assert {line["value"] for line in lines if line["section"] == "over-time"} == {"1"}


@pytest.mark.parametrize(
    ("now", "decided", "expected"),
    [
        ("2026-11-26", None, ("2026-10-01", "2026-11-26")),
        ("2026-11-26", "2026-11-02", ("2026-10-01", "2026-11-26")),
        ("2026-11-26", "2026-05-02", ("2026-07-01", "2026-09-30")),
        ("2026-11-26", "2024-12-31", ("2025-01-01", "2025-12-31")),
        ("2026-01-01", "2025-09-30", ("2025-10-01", "2025-12-31")),
        ("2026-02-10", None, ("2026-01-01", "2026-02-10")),
    ],
)
def test_unasked_it_is_of_the_last_whole_year_or_quarter_on_record(
    client: Client, now: str, decided: str | None, expected: tuple[str, str]
) -> None:
    with time_machine.travel(datetime.fromisoformat(f"{now}T12:00+00:00"), tick=False):
        if decided:
            DecisionFactory.create(decided_at=datetime.fromisoformat(f"{decided}T12:00+00:00"))

        page = text_of(client.get(REPORT))

    assert f'value="{expected[0]}"' in page
    assert f'value="{expected[1]}"' in page
    assert f"?from={expected[0]}&amp;to={expected[1]}" in page


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("yesterday", "2026-01-01", "This is no day."),
        ("2026-02-30", "2026-03-01", "This is no day."),
        ("2026-01-01\x00", "2026-03-01", "This is no day."),
        ("", "2026-01-01", "Say a day"),
        ("0001-01-01", "2026-01-01", "Choose a day of the years"),
        ("2026-01-01", "9999-12-31", "Choose a day of the years"),
        ("2026-01-02", "2026-01-01", "This day is before the first one."),
    ],
)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_time_that_is_none_is_answered_with_a_sentence_and_kept_to_be_mended(
    client: Client, first: str, last: str, sentence: str, address: str
) -> None:
    answer = client.get(address, asked(first, last))

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    if address == REPORT:
        assert f'value="{last}"' in text_of(answer)


@pytest.mark.parametrize(("first", "last"), [("2000-01-01", "2099-12-31"), ("2030-01-01", "2030-01-01")])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_longest_time_and_one_to_come_are_answered(client: Client, first: str, last: str, address: str) -> None:
    DecisionFactory.create()

    assert client.get(address, asked(first, last)).status_code == 200


def test_the_files_are_for_keeping_under_names_that_say_what_they_are(client: Client) -> None:
    table, data = client.get(CSV, asked()), client.get(JSON, asked())

    name = "moderation-report-2026-01-01-2026-12-31"
    assert table.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    assert data.headers["Content-Disposition"] == f'attachment; filename="{name}.json"'
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert data.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_computed_by_a_spreadsheet(client: Client, monkeypatch: pytest.MonkeyPatch, begin: str) -> None:
    words = f'{begin}HYPERLINK("https://example.org")'
    section = Section("overview", "T", "A", [Row("one", words, [1], words), Row("two", "plain", [None])])
    monkeypatch.setattr(files, "sections_of", lambda figures: [section])

    first, second = lines_of(client)

    assert (first["label"], first["meaning"]) == (f"'{words}", f"'{words}")
    assert (second["label"], second["value"]) == ("plain", "")


def test_figures_are_kept_for_a_while_and_then_counted_anew(client: Client) -> None:
    before = text_of(client.get(JSON, asked()))
    DecisionFactory.create()

    assert text_of(client.get(JSON, asked())) == before
    cache.clear()
    assert text_of(client.get(JSON, asked())) != before


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_asks_for_ever_other_times_waits_a_minute_and_others_still_have_what_is_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(keeping, "MOST_A_MINUTE", 2)
    statuses = [client.get(address, asked("2026-01-01", f"2026-02-0{day}")).status_code for day in (1, 2, 3)]
    kept = client.get(address, asked("2026-01-01", "2026-02-01")).status_code
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        later = client.get(address, asked("2026-01-01", "2026-02-03")).status_code

    assert (statuses, kept, later) == ([200, 200, 429], 200, 200)


@pytest.mark.parametrize("count", [1, 6])
def test_it_asks_the_database_as_often_however_much_was_decided(
    moderator: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        comment = ReportFactory.create().comment
        ruling = remove_comment(comment=comment, moderator=moderator, reason="abuse")
        undo_decision(decision=ruling, moderator=moderator)
    period = Period(NOW.date() - timedelta(days=400), NOW.date())

    # Written, deleted, decided, hindsight, reports, the medians of what waited and of reports; what was held, and
    # refused; appeals, notices, sanctions.
    with django_assert_num_queries(12):
        figures = count_figures(period)

    assert figures.made.total() == 2 * count


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="What PostgreSQL plans depends on how much there is.")
def test_decisions_are_counted_from_an_index_alone(comment: Comment, moderator: User) -> None:
    remove_comment(comment=comment, moderator=moderator, reason="abuse")
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        count_figures(Period(NOW.date(), NOW.date()))

    with connection.cursor() as cursor:
        steps = [
            step
            for sql, params in asked
            for *_, step in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
        ]
    assert "SEARCH d USING COVERING INDEX comments_decision_tallied (decided_at>? AND decided_at<?)" in steps
    assert not [step for step in steps if step in {"SCAN c", "SCAN d", "SCAN comments_comment", "SCAN U0"}], steps
