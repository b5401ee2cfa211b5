"""The archive: which months have articles, and how many."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from django.core.cache import cache
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone

from accounts.edition import edition_number
from articles.models import Article
from articles.querysets import ArticleQuerySet

# An article that appears by its schedule raises no edition, and is counted after this long.
COUNTED_EVERY = timedelta(minutes=5)


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
    place = f"articles.archive:{edition_number()}"
    months: list[Month] | None = cache.get(place)
    if months is None:
        months = _count()
        cache.set(place, months, COUNTED_EVERY.total_seconds())
    by_year = groupby(months, key=lambda month: month.first_day.year)
    return [(year, list(found)) for year, found in by_year][::-1]


def published_in(year: int, month: int) -> ArticleQuerySet:
    """Public articles of that month in the site's time zone. Raises ValueError where there is no such month."""
    zone = timezone.get_current_timezone()
    begin = datetime(year, month, 1, tzinfo=zone)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    return Article.objects.public().filter(
        published_at__gte=begin.astimezone(UTC), published_at__lt=end.astimezone(UTC)
    )


def _count() -> list[Month]:
    by_month = Article.objects.public().order_by().annotate(month=TruncMonth("published_at")).values("month")
    counted = by_month.annotate(count=Count("pk")).order_by("month")
    return [Month(row["month"].date(), row["count"]) for row in counted]
