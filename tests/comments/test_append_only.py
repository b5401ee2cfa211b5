"""Decisions are added and never edited or taken away: the database itself sees to it."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from comments.models import Decision
from tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db


def by_orm(decision: Decision) -> None:
    decision.note = "Something else."
    decision.save()


def by_sql(decision: Decision) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE comments_decision SET reason = 'spam' WHERE id = %s", [decision.pk])


def all_at_once(decision: Decision) -> None:
    Decision.objects.update(moderator=None)


def away_by_orm(decision: Decision) -> None:
    decision.delete()


def away_by_sql(decision: Decision) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM comments_decision")


@pytest.mark.parametrize("tamper", [by_orm, by_sql, all_at_once, away_by_orm, away_by_sql])
def test_what_was_decided_stays_as_it_was_decided(tamper: Callable[[Decision], None]) -> None:
    decision = DecisionFactory.create()
    before = list(Decision.objects.values())

    with pytest.raises(IntegrityError, match="appended, never edited"), transaction.atomic():
        tamper(decision)

    assert list(Decision.objects.values()) == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Only SQLite has REPLACE.")
def test_nothing_is_put_in_a_decisions_place() -> None:
    decision = DecisionFactory.create()
    columns = "moderator_id, role, verdict, reason, note, revision_number, decided_at, comment_id"

    with pytest.raises(IntegrityError, match="appended, never edited"), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO comments_decision (id, {columns}) SELECT id, {columns} FROM comments_decision"  # noqa: S608  # constants
        )

    assert Decision.objects.get() == decision


def test_more_can_be_decided() -> None:
    DecisionFactory.create_batch(2)

    assert Decision.objects.count() == 2
