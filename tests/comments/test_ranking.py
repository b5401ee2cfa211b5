"""The arithmetic of the best order, against figures worked out elsewhere and by its laws."""

from decimal import Decimal, localcontext
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.ranking import PINNED, RANK_SCALE, Z_80, rank, wilson_lower_bound

# What arithmetic with floats may be off by.
ROUNDING = 1e-12

votes = st.integers(min_value=0, max_value=10_000_000)
some_votes = st.integers(min_value=1, max_value=10_000_000)


def lower_root(upvotes: int, downvotes: int, z: float) -> Decimal:
    """The smaller p at which (p̂ − p)² = z² p (1 − p) / n, solved as a quadratic with 60 digits."""
    with localcontext() as context:
        context.prec = 60
        count = Decimal(upvotes + downvotes)
        share, square = Decimal(upvotes) / count, Decimal(z) ** 2
        a, b, c = 1 + square / count, -(2 * share + square / count), share * share
        return (-b - (b * b - 4 * a * c).sqrt()) / (2 * a)


def test_the_quantile_is_that_of_eighty_per_cent() -> None:
    assert pytest.approx(NormalDist().inv_cdf(0.8), abs=1e-12) == Z_80


@pytest.mark.parametrize(
    ("upvotes", "downvotes", "published"), [(81, 182, 0.2553), (15, 133, 0.0624), (0, 20, 0.0), (1, 28, 0.0061)]
)
def test_published_bounds_are_met(upvotes: int, downvotes: int, published: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), p. 857-872, table I, method 3: two-sided 95 %."""
    bound = wilson_lower_bound(upvotes, downvotes, z=1.959963984540054)

    assert bound == pytest.approx(published, abs=5e-5)


@given(some_votes)
def test_unanimous_upvotes_give_the_short_form(upvotes: int) -> None:
    bound = wilson_lower_bound(upvotes, 0)

    assert bound == pytest.approx(upvotes / (upvotes + Z_80**2), rel=1e-9)


@given(some_votes, votes)
def test_the_bound_solves_the_equation_that_defines_it(upvotes: int, downvotes: int) -> None:
    bound = wilson_lower_bound(upvotes, downvotes)

    assert bound == pytest.approx(float(lower_root(upvotes, downvotes, Z_80)), rel=1e-6, abs=1e-9)


@given(votes, votes)
def test_the_bound_lies_between_nothing_and_the_share_of_upvotes(upvotes: int, downvotes: int) -> None:
    bound = wilson_lower_bound(upvotes, downvotes)

    assert 0 <= bound <= (upvotes / (upvotes + downvotes) if upvotes else 0) + ROUNDING


@given(votes, votes, some_votes)
def test_more_upvotes_never_rank_lower(upvotes: int, downvotes: int, more: int) -> None:
    assert rank(upvotes + more, downvotes) >= rank(upvotes, downvotes)


@given(votes, votes, some_votes)
def test_more_downvotes_never_rank_higher(upvotes: int, downvotes: int, more: int) -> None:
    assert rank(upvotes, downvotes + more) <= rank(upvotes, downvotes)


@given(st.integers(0, 2_000), st.integers(0, 2_000))
def test_one_upvote_more_ranks_higher(upvotes: int, downvotes: int) -> None:
    assert rank(upvotes + 1, downvotes) > rank(upvotes, downvotes)


@given(votes, votes, votes, votes)
def test_pinned_ranks_above_all_that_votes_can_do(up: int, down: int, others_up: int, others_down: int) -> None:
    assert rank(up, down, is_pinned=True) > rank(others_up, others_down)


@given(votes, votes, st.booleans())
def test_ranks_are_whole_and_fit_their_column_and_cursor(upvotes: int, downvotes: int, is_pinned: bool) -> None:
    ranked = rank(upvotes, downvotes, is_pinned=is_pinned)

    assert isinstance(ranked, int)
    assert 0 <= ranked - (PINNED if is_pinned else 0) <= RANK_SCALE
    assert len(str(ranked)) <= 16


def test_eight_of_ten_rank_above_one_of_one() -> None:
    assert rank(8, 2) > rank(1, 0)


def test_no_votes_rank_with_those_that_have_only_downvotes() -> None:
    assert rank(0, 0) == rank(0, 7) == 0


@pytest.mark.parametrize(("upvotes", "downvotes"), [(-1, 0), (0, -1)])
def test_votes_are_not_counted_below_nothing(upvotes: int, downvotes: int) -> None:
    with pytest.raises(ValueError, match="from 0 up"):
        wilson_lower_bound(upvotes, downvotes)
