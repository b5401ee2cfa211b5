"""How often something may be done: arithmetic on when it was done before, and the query for that."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import Model

# At most so many times within any stretch of that length.
Rate: TypeAlias = tuple[int, timedelta]


def free_at(done: Sequence[datetime | None], rates: Sequence[Rate], now: datetime) -> datetime | None:
    """When one more keeps to every rate; None where it does now.

    `done` tells for each rate when the last but (times - 1) was, or None where there were not so
    many. What lies in the future counts as done now.
    """
    moments = [min(moment, now) + span for moment, (_, span) in zip(done, rates, strict=True) if moment]
    return max((moment for moment in moments if moment > now), default=None)


def last_times(
    noun: type[Model], column: str, value: str | int, time: str, rates: Sequence[Rate]
) -> list[datetime | None]:
    """For each rate, when the row stood that is so many back among those whose `column` has the value.

    Newest first by key. One statement, which walks an index on the column and the key: as cheap
    for somebody with a hundred thousand rows as for somebody with ten.
    """
    if not rates:
        return []
    meta = noun._meta
    table, key = meta.db_table, meta.pk.column
    back = f"(SELECT {time} FROM {table} WHERE {column} = %s ORDER BY {key} DESC LIMIT 1 OFFSET %s)"
    values = [each for times, _ in rates for each in (value, times - 1)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([back] * len(rates))}", values)
        return [_moment(found) for found in cursor.fetchone()]


def _moment(stored: Any) -> datetime | None:
    """A time as the database gives it; SQLite's is a text in UTC that does not say so."""
    moment: datetime | None = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
