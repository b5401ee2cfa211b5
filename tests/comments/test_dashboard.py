"""The dashboard: what waits, what was decided, and how much is written against what is usual."""

import itertools
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.actions.moderating import remove_comment, restore_comment, undo_decision
from comments.models import Comment
from comments.moderation.activity import written_by_article, written_by_hour
from comments.moderation.dashboard import dashboard
from comments.moderation.spans import hours_of
from tests.comments.steps import everything, sign_in, text_of
from tests.factories import (
    AppealFactory,
    ArticleFactory,
    CommentFactory,
    DecisionFactory,
    GuestFactory,
    NoticeFactory,
    ReportFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DASHBOARD = "/moderation/dashboard/"
# A Thursday, in the afternoon.
NOW = datetime(2026, 11, 26, 15, 30, tzinfo=ZoneInfo("UTC"))
AN_HOUR_AGO = NOW - timedelta(hours=1)


@pytest.fixture(autouse=True)
def _thursday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(headline="Ferry & tide")


def written(article: Article, at: datetime, count: int = 1, **facts: Any) -> Comment:
    facts.setdefault("author", User.objects.filter(handle="writer").first() or UserFactory.create(handle="writer"))
    return [CommentFactory.create(article=article, created_at=at, **facts) for _ in range(count)][-1]


def series_of(period: str, moderator: User, figure: int = 0) -> dict[str, list[float | None]]:
    return {one.name: list(one.values) for one in dashboard(period, moderator).figures[figure].series}


@pytest.mark.parametrize("role", ["anonymous", "guest"])
def test_without_an_account_it_leads_to_the_sign_in(client: Client, role: str) -> None:
    sign_in(client, role)

    answer = client.get(DASHBOARD)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_it_is_for_moderators_alone(client: Client, article: Article, role: str) -> None:
    written(article, AN_HOUR_AGO)
    sign_in(client, role)

    answer = client.get(DASHBOARD)

    assert answer.status_code == 403
    assert "Ferry" not in text_of(answer)


@pytest.mark.parametrize("role", ["moderator", "administrator"])
@pytest.mark.parametrize("query", ["", "?period=today", "?period=week", "?period=month", "?period=%00", "?period=x"])
def test_moderators_have_it_for_each_period_and_for_nonsense_and_it_changes_nothing(
    client: Client, article: Article, role: str, query: str
) -> None:
    DecisionFactory.create(comment=written(article, AN_HOUR_AGO))
    sign_in(client, role)
    before = everything()

    answer = client.get(DASHBOARD + query)

    page = text_of(answer)
    assert answer.status_code == 200
    assert 'aria-current="page"' in page
    assert "Ferry &amp; tide" in page
    assert "<svg" in page
    assert "style=" not in page
    assert everything() == before
    assert client.post(DASHBOARD).status_code == 405


def test_before_anything_has_happened_it_says_so(client: Client, moderator: User) -> None:
    client.force_login(moderator)

    page = text_of(client.get(DASHBOARD))

    for words in (
        "nothing waits",
        "no reports are open",
        "no appeal waits",
        "no notice waits",
        "nobody has decided anything",
        "Nothing in this time.",
    ):
        assert words in page
    assert "plot-drawing" not in page


def test_it_tells_how_much_waits_and_how_long_the_oldest_has_waited(
    client: Client, moderator: User, article: Article
) -> None:
    written(article, NOW - timedelta(hours=3), status=Comment.Status.PENDING)
    written(article, NOW - timedelta(hours=2), status=Comment.Status.PENDING)
    ReportFactory.create(comment=written(article, NOW - timedelta(days=9)), created_at=NOW - timedelta(minutes=20))
    for hours in (5, 4, 30):
        AppealFactory.create(
            appealed_at=NOW - timedelta(hours=hours),
            outcome="upheld" if hours == 30 else "",
            **({"answered_at": NOW} if hours == 30 else {}),
        )
    NoticeFactory.create(received_at=NOW - timedelta(days=1))
    NoticeFactory.create(received_at=NOW - timedelta(days=7), decided_at=NOW)
    client.force_login(moderator)

    page = text_of(client.get(DASHBOARD)).replace("\xa0", " ")

    assert "<b>2</b>" in page
    assert "the oldest for 3 hours" in page
    assert "the oldest report for 20 minutes" in page
    assert "the oldest for 5 hours" in page
    assert "the oldest for 1 day" in page


def test_beyond_a_bound_what_waits_is_not_counted(
    client: Client, moderator: User, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("comments.moderation.workload", "comments.views.dashboard"):
        monkeypatch.setattr(f"{module}.MOST_WAITING", 2)
    written(article, AN_HOUR_AGO, count=4, status=Comment.Status.PENDING)
    client.force_login(moderator)

    assert "<b>2+</b>" in text_of(client.get(DASHBOARD))


def test_removals_are_told_by_reason_with_those_that_were_reversed(moderator: User, article: Article) -> None:
    comments = [written(article, AN_HOUR_AGO) for _ in range(5)]
    rulings = [remove_comment(comment=one, moderator=moderator, reason="abuse") for one in comments[:3]]
    remove_comment(comment=comments[3], moderator=moderator, reason="hate")
    remove_comment(comment=comments[4], moderator=moderator, reason="hate", at=NOW - timedelta(days=1))
    undo_decision(decision=rulings[0], moderator=moderator)
    restore_comment(comment=comments[1], moderator=moderator)

    seen = dashboard("today", moderator)

    reasons = next(table for table in seen.bars if table.key == "reasons")
    assert [(bar.name, bar.value, *bar.more) for bar in reasons.bars] == [("abuse", 3, "2"), ("hate", 1, "0")]
    assert seen.decisions == 6
    assert seen.reversed_percent == pytest.approx(100 * 2 / 6)


def test_a_moderators_hours_are_those_in_which_they_decided(article: Article, moderator: User) -> None:
    busy, idle = UserFactory.create(moderator=True), UserFactory.create(moderator=True)
    for minutes in (5, 10, 65, 70, 75, 80):
        comment = written(article, NOW - timedelta(days=2))
        DecisionFactory.create(comment=comment, moderator=busy, decided_at=NOW - timedelta(minutes=minutes))
    DecisionFactory.create(moderator=idle, decided_at=NOW - timedelta(minutes=5))

    seen = dashboard("today", moderator)

    assert [(one.moderator, one.decisions, one.hours, one.pace) for one in seen.efforts] == [
        (busy, 6, 2, 3),
        (idle, 1, 1, 1),
    ]
    assert seen.pace == pytest.approx(7 / 3)


def test_decisions_are_drawn_by_what_they_were_and_when(moderator: User) -> None:
    DecisionFactory.create(decided_at=NOW - timedelta(hours=1))
    DecisionFactory.create(decided_at=NOW - timedelta(days=1))
    DecisionFactory.create(verdict="approve", reason="", decided_at=NOW - timedelta(days=1))

    today, week = series_of("today", moderator, 1), series_of("week", moderator, 1)

    assert today["Removed"] == [0] * 14 + [1] + [0] * 9
    assert week["Removed"] == [0, 0, 0, 0, 0, 1, 1]
    assert week["Let stand or put back"] == [0, 0, 0, 0, 0, 1, 0]


def test_an_hours_comments_stand_beside_the_middle_of_that_hour_on_four_such_days(
    moderator: User, article: Article
) -> None:
    written(article, NOW - timedelta(days=60))
    for weeks, count in ((1, 1), (2, 2), (3, 3), (4, 9)):
        written(article, AN_HOUR_AGO - timedelta(weeks=weeks), count=count)
    written(article, AN_HOUR_AGO, count=4)
    written(article, NOW - timedelta(minutes=1))

    comments = series_of("today", moderator)

    assert comments["Comments"] == [0] * 14 + [4] + [None] * 9
    assert comments["Usual"] == [0] * 14 + [2.5] + [0] * 9


def test_a_young_site_is_compared_with_no_days_before_its_first(moderator: User, article: Article) -> None:
    written(article, AN_HOUR_AGO - timedelta(days=8))
    written(article, AN_HOUR_AGO - timedelta(days=7), count=3)

    assert series_of("today", moderator)["Usual"][14] == 3
    assert series_of("month", moderator)["Usual"] == [None] * 29 + [3]


def test_what_an_archive_brought_and_what_nobody_confirmed_was_not_written_here(
    moderator: User, article: Article
) -> None:
    written(article, AN_HOUR_AGO, import_source="elsewhere", author=None, imported_name="Tom")
    written(article, AN_HOUR_AGO, author=None, guest=GuestFactory.create(), status=Comment.Status.UNCONFIRMED)
    written(article, AN_HOUR_AGO, status=Comment.Status.SPAM)

    seen = dashboard("today", moderator)

    assert sum(value or 0 for value in seen.figures[0].series[0].values) == 1
    assert [(bar.name, bar.value) for bar in seen.bars[1].bars] == [("Ferry & tide", 1)]


def test_the_busiest_articles_come_first_and_those_unseen_are_not_named(moderator: User, article: Article) -> None:
    quiet = ArticleFactory.create(headline="Quiet")
    written(article, NOW - timedelta(days=3), count=2)
    written(article, NOW - timedelta(days=8))
    written(quiet, AN_HOUR_AGO)

    assert [(bar.name, bar.value) for bar in dashboard("week", moderator).bars[1].bars] == [
        ("Ferry & tide", 2),
        ("Quiet", 1),
    ]
    assert [bar.name for bar in dashboard("today", moderator).bars[1].bars] == ["Quiet"]


def test_days_that_are_over_are_counted_once_and_the_running_one_each_time(
    article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    long_ago, today = timezone.localdate(NOW - timedelta(days=5)), timezone.localdate(NOW)
    written(article, NOW - timedelta(days=5))
    written_by_hour([long_ago, today])
    written_by_article([long_ago, today])
    written(article, NOW)

    with django_assert_num_queries(2):
        hours = written_by_hour([long_ago, today])
        articles = written_by_article([long_ago, today])
    with django_assert_num_queries(0):
        written_by_hour([long_ago])
        written_by_article([long_ago])

    assert (sum(hours[long_ago]), sum(hours[today])) == (1, 1)
    assert articles == {long_ago: {article.pk: 1}, today: {article.pk: 1}}


@pytest.mark.parametrize(
    ("day", "lengths"),
    [("2026-03-29", {0, 1}), ("2026-10-25", {1, 2}), ("2026-11-26", {1})],
    ids=["put forward", "put back", "usual"],
)
@override_settings(TIME_ZONE="Europe/Berlin")
def test_a_day_has_24_hours_and_loses_none_when_clocks_change(day: str, lengths: set[int]) -> None:
    with timezone.override("Europe/Berlin"):
        hours = hours_of(datetime.fromisoformat(day).date())

    spans = [(hour.until.astimezone(ZoneInfo("UTC")) - hour.since.astimezone(ZoneInfo("UTC"))) for hour in hours]
    assert {span // timedelta(hours=1) for span in spans} == lengths
    assert all(one.until == after.since for one, after in itertools.pairwise(hours) if one.since < one.until)


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize("period", ["today", "month"])
def test_it_asks_the_database_as_often_however_much_there_is(
    moderator: User, period: str, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        comment = CommentFactory.create(created_at=AN_HOUR_AGO)
        remove_comment(comment=comment, moderator=UserFactory.create(moderator=True), reason="abuse")
        restore_comment(comment=comment, moderator=moderator)
        CommentFactory.create(created_at=AN_HOUR_AGO, status=Comment.Status.PENDING)
    viewer = User.objects.get(pk=moderator.pk)

    with django_assert_num_queries(QUERIES):
        dashboard(period, viewer)


# Written by hour, by article, and when first; decisions, reversals, who made them, 2; what waits, 8; headlines; what
# the moderator may see, 2.
QUERIES = 18


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="What PostgreSQL plans depends on how much there is.")
def test_counting_reads_nothing_but_indexes(moderator: User, article: Article) -> None:
    written(article, AN_HOUR_AGO)
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        dashboard("week", moderator)

    with connection.cursor() as cursor:
        plans = {
            sql: [step for *_, step in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()]
            for sql, params in asked
            if sql.startswith("WITH spans")
        }
    steps = [step for plan in plans.values() for step in plan if step.split()[1] in {"c", "d"}]
    assert len(plans) == 4
    assert steps
    assert all("USING COVERING INDEX" in step for step in steps), steps
