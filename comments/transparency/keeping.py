"""Reports are counted no more often than need be: their page is everybody's, and may ask for any time."""

from django.core.cache import cache
from django.utils import timezone

from comments.transparency.counting import Figures, count_figures
from comments.transparency.periods import Period

# How old figures may be; the page says when they were counted.
KEPT_SECONDS = 10 * 60
# Of periods that are not kept, so many are counted in a minute by each process, whoever asks.
MOST_A_MINUTE = 12


class BusyError(Exception):
    """So many different periods were asked for that this one has to wait a minute."""


def figures_for(period: Period) -> Figures:
    """Raises BusyError."""
    name = f"transparency:{timezone.get_current_timezone_name()}:{period.query}"
    kept: Figures | None = cache.get(name)
    if kept is None:
        _take_turn()
        kept = count_figures(period)
        cache.set(name, kept, KEPT_SECONDS)
    return kept


def _take_turn() -> None:
    minute = f"transparency-turns:{timezone.now():%Y-%m-%dT%H:%M}"
    turn = cache.get(minute, 0) + 1
    if turn > MOST_A_MINUTE:
        raise BusyError
    # Not `incr`: a full cache may have let go of the count, and then a turn too many does no harm.
    cache.set(minute, turn, 120)
