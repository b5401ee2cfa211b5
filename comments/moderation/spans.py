"""Days and their hours as the site's clock counts them, and what lies in each by one statement."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection
from django.utils import timezone

DAY = timedelta(days=1)
HOURS = range(24)


@dataclass(frozen=True)
class Span:
    """From `since` up to but without `until`."""

    since: datetime
    until: datetime

    def __contains__(self, time: datetime) -> bool:
        return self.since <= time < self.until


def midnight(day: date) -> datetime:
    """When the day begins here."""
    return moment(day, 0)


def moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def span_of_day(day: date) -> Span:
    return Span(midnight(day), midnight(day + DAY))


def hours_of(day: date) -> list[Span]:
    """Always 24: where clocks are put back one is twice as long, and where they are put forward one is empty."""
    begins = [*(moment(day, hour) for hour in HOURS), midnight(day + DAY)]
    return [Span(since, max(since, until)) for since, until in pairwise(begins)]


def span_of_days(first: date, last: date) -> Span:
    """Both among them."""
    return Span(midnight(first), midnight(last + DAY))


def days_from(first: date, last: date) -> list[date]:
    """Both among them."""
    return [first + DAY * number for number in range((last - first).days + 1)]


@contextmanager
def rows_by_span(spans: Sequence[Span], select: str, rest: str = "", around: str = "{}") -> Iterator[Any]:
    """The rows of `select … FROM spans …`, in which each span has its number `n`, `since` and `until`.

    `around` may ask more of that query, which it holds in the place of the braces.
    """
    places = ", ".join(["(%s, %s, %s)"] * len(spans))
    adapt = connection.ops.adapt_datetimefield_value
    values = [each for n, span in enumerate(spans) for each in (n, adapt(span.since), adapt(span.until))]
    with connection.cursor() as cursor:
        query = around.format(f"SELECT {select} FROM spans {rest}")
        cursor.execute(f"WITH spans(n, since, until) AS (VALUES {places}) {query}", values)
        yield cursor
