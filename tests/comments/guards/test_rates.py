"""The arithmetic of limits, as laws."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from comments.guards.rates import Rate, free_at

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

_times = st.lists(st.integers(0, 100_000).map(lambda seconds: NOW - timedelta(seconds=seconds)), max_size=60)
_rates = st.lists(st.tuples(st.integers(1, 20), st.sampled_from([MINUTE, HOUR, timedelta(days=1)])), max_size=3)


def _keeps_to(done: list[datetime], rates: list[Rate], moment: datetime) -> bool:
    return all(sum(moment - span < one <= moment for one in done) < times for times, span in rates)


def _last_times(done: list[datetime], rates: list[Rate]) -> list[datetime | None]:
    newest = sorted(done, reverse=True)
    return [newest[times - 1] if times <= len(newest) else None for times, _ in rates]


def test_nothing_done_yet_is_free() -> None:
    assert free_at([None], [(1, MINUTE)], NOW) is None


def test_the_sixth_in_a_minute_waits_for_the_first_to_be_a_minute_old() -> None:
    done = [NOW - timedelta(seconds=10 * number) for number in range(5)]
    rates = [(5, MINUTE)]

    assert free_at(_last_times(done, rates), rates, NOW) == NOW + timedelta(seconds=20)


def test_the_strictest_of_several_limits_decides() -> None:
    done = [NOW - timedelta(minutes=10)] * 3 + [NOW - timedelta(seconds=5)]
    rates = [(1, MINUTE), (4, HOUR)]

    assert free_at(_last_times(done, rates), rates, NOW) == NOW + timedelta(minutes=50)


def test_without_limits_all_is_free() -> None:
    assert free_at([], [], NOW) is None


def test_what_lies_in_the_future_counts_as_done_now() -> None:
    assert free_at([NOW + HOUR], [(1, MINUTE)], NOW) == NOW + MINUTE


@given(_times, _rates)
def test_at_the_promised_time_one_more_keeps_to_every_limit(done: list[datetime], rates: list[Rate]) -> None:
    moment = free_at(_last_times(done, rates), rates, NOW) or NOW

    assert _keeps_to(done, rates, moment)


@given(_times, _rates)
def test_nobody_waits_who_keeps_to_every_limit(done: list[datetime], rates: list[Rate]) -> None:
    assert (free_at(_last_times(done, rates), rates, NOW) is None) == _keeps_to(done, rates, NOW)
