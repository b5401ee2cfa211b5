"""How much is written: by the hour and by article, now and as usual.

A day's figures do not change once the day is long over, so that each process keeps them. What an archive
brought was not written here and is not counted, nor what a guest has not confirmed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import TypeAlias, TypeVar

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from comments.models import Comment
from comments.moderation.spans import HOURS, Span, hours_of, rows_by_span, span_of_day

# Long enough for guests to open their letters, for most who do.
SETTLES_AFTER = timedelta(days=1)
KEPT_SECONDS = 40 * 24 * 60 * 60
# What is usual is the middle one of so many weeks before, on the same day of the week.
WEEKS = 4
# As the index says it (comments_comment_written), so that it is found.
_WRITTEN_HERE = "c.created_at >= since AND c.created_at < until AND c.import_source = '' AND NOT c.status = 5"
_COUNTED = f"n, (SELECT count(*) FROM comments_comment c WHERE {_WRITTEN_HERE})"


T = TypeVar("T")
# By their dates: the comments written in each hour of the day; those written below each article, by its key.
Hours: TypeAlias = Mapping[date, Sequence[int]]
Articles: TypeAlias = Mapping[date, Mapping[int, int]]


def written_by_hour(days: Iterable[date]) -> Hours:
    """One statement for all the days of which nothing is kept."""
    return _kept("hours", days, _by_hour)


def written_by_article(days: Iterable[date]) -> Articles:
    """The same; it costs seven times as much."""
    return _kept("articles", days, _by_article)


def written_in(span: Span) -> int:
    """One statement, which reads an index alone: of a million comments it takes 20 ms."""
    with rows_by_span([span], _COUNTED) as rows:
        count: int = rows.fetchone()[1]
    return count


def days_compared(days: Iterable[date]) -> list[date]:
    """The days and those that say what is usual for them."""
    return [day - timedelta(weeks=back) for day in days for back in range(WEEKS + 1)]


def usual_in_day(day: date, known: Hours, first: date) -> float | None:
    """On the same day of the week; None where there was no such day since the first comment of all."""
    return _middle(sum(known[past]) for past in _past(day, first))


def usual_in_hour(day: date, hour: int, known: Hours, first: date) -> float | None:
    return _middle(known[past][hour] for past in _past(day, first))


def first_day() -> date:
    """Of the first comment that was written here; today where there is none."""
    written = Comment.objects.filter(~Q(status=5), import_source="").order_by("created_at")
    first = written.values_list("created_at", flat=True).first()
    return timezone.localdate(first) if first else timezone.localdate()


def busiest_articles(written: Articles, at_most: int) -> list[tuple[int, int]]:
    """Keys of articles with how many comments were written below them, the most first."""
    together: Counter[int] = Counter()
    for counts in written.values():
        together.update(counts)
    return sorted(together.items(), key=lambda pair: (-pair[1], pair[0]))[:at_most]


def _kept(what: str, days: Iterable[date], count: Callable[[Sequence[date]], dict[date, T]]) -> dict[date, T]:
    wanted = sorted(set(days))
    zone = timezone.get_current_timezone_name()
    names = {day: f"written:{what}:{zone}:{day.isoformat()}" for day in wanted}
    kept = cache.get_many(names.values())
    missing = [day for day in wanted if names[day] not in kept]
    counted = count(missing) if missing else {}
    settled = {names[day]: one for day, one in counted.items() if _is_settled(day)}
    if settled:
        cache.set_many(settled, KEPT_SECONDS)
    return {day: counted[day] if day in counted else kept[names[day]] for day in wanted}


def _past(day: date, first: date) -> list[date]:
    past = [day - timedelta(weeks=back) for back in range(1, WEEKS + 1)]
    # The first day itself began in the middle.
    return [each for each in past if each > first]


def _middle(counts: Iterable[int]) -> float | None:
    known = list(counts)
    return median(known) if known else None


def _is_settled(day: date) -> bool:
    return span_of_day(day).until + SETTLES_AFTER < timezone.now()


def _by_hour(days: Sequence[date]) -> dict[date, tuple[int, ...]]:
    spans = [span for day in days for span in hours_of(day)]
    with rows_by_span(spans, _COUNTED) as rows:
        counts = dict(rows)
    per_day = len(HOURS)
    return {day: tuple(counts[at * per_day + hour] for hour in HOURS) for at, day in enumerate(days)}


def _by_article(days: Sequence[date]) -> dict[date, dict[int, int]]:
    found: dict[date, dict[int, int]] = {day: {} for day in days}
    joined = f"JOIN comments_comment c ON {_WRITTEN_HERE} GROUP BY n, c.discussion_id"
    with rows_by_span([span_of_day(day) for day in days], "n, c.discussion_id, count(*)", joined) as rows:
        for n, article, count in rows:
            found[days[n]][article] = count
    return found
