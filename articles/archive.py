"""The archive: which months have articles, and how many."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby, islice

from django.db.models import Count, Max, Min, Subquery, Value
from django.urls import reverse
from django.utils import timezone

from articles.counting import counted
from articles.models import Article
from articles.querysets import ArticleQuerySet

# Months in one statement: each is a question within it.
_ASKED_AT_ONCE = 100


@dataclass(frozen=True)
class Month:
    first_day: date
    count: int

    def get_absolute_url(self) -> str:
        return month_path(self.first_day.year, self.first_day.month)


def month_path(year: int, month: int) -> str:
    """Written as the addresses of its articles begin."""
    return reverse("archive_month", args=[year, f"{month:02d}"])


def years() -> list[tuple[int, list[Month]]]:
    """The newest year first, and in each its months in their order; counted once for all who ask soon after."""
    by_year = groupby(counted("months", _count), key=lambda month: month.first_day.year)
    return [(year, list(found)) for year, found in by_year][::-1]


def published_in(year: int, month: int) -> ArticleQuerySet:
    """Public articles of that month in the site's time zone. Raises ValueError where there is no such month."""
    return Article.objects.appeared(*_span(year, month))


def _span(year: int, month: int) -> tuple[datetime, datetime]:
    """From when until when it lasts."""
    zone = timezone.get_current_timezone()
    begins = datetime(year, month, 1, tzinfo=zone)
    ends = datetime.combine(_next_month(begins), time.min, zone)
    return begins.astimezone(UTC), ends.astimezone(UTC)


def _count() -> list[Month]:
    """Asked month by month in one statement: to tell the month of each article would take fifty times as long."""
    public = Article.objects.public().order_by()
    ends = public.aggregate(first=Min("published_at"), last=Max("published_at"))
    if ends["first"] is None:
        return []
    first, last = (timezone.localtime(ends[name]).date() for name in ("first", "last"))
    found: list[Month] = []
    while first <= last:
        days = list(islice(_months_between(first, last), _ASKED_AT_ONCE))
        counts = Article.objects.order_by().values_list(*map(_number_in, days))[:1].get()
        found += [Month(day, count) for day, count in zip(days, counts, strict=True) if count]
        first = _next_month(days[-1])
        # One article of another century would have every month since asked for.
        if not any(counts) and first <= last:
            later = public.filter(published_at__gte=_span(first.year, first.month)[0])
            first = timezone.localtime(later.aggregate(first=Min("published_at"))["first"] or ends["last"]).date()
    return found


def _months_between(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = _next_month(day)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _number_in(day: date) -> Subquery:
    within = published_in(day.year, day.month).order_by()
    return Subquery(within.annotate(one=Value(1)).values("one").annotate(count=Count("pk")).values("count"))
