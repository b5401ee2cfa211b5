"""Score arithmetic: how the readers' votes order comments."""

from functools import lru_cache
from math import sqrt

# The quantile of the normal distribution for a one-sided confidence of 80 %: bold enough that a
# new comment can rise, careful enough that one vote decides nothing.
Z_80 = 0.8416212335729143
# Ranks are kept as whole numbers, so that paging compares them exactly.
RANK_SCALE = 1_000_000_000
# Above every rank that votes can give.
PINNED = 1 << 40


def wilson_lower_bound(upvotes: int, downvotes: int, z: float = Z_80) -> float:
    """Least share of upvotes, in [0, 1], that the votes so far make believable.

    Ranks 8 of 10 above 1 of 1, where a plain average would not. No votes give
    0.0. Raises ValueError when a count is negative.
    Source: E. B. Wilson, JASA 22 (1927), p. 209-212.
    """
    if upvotes < 0 or downvotes < 0:
        raise ValueError("Votes are counted from 0 up.")
    votes = upvotes + downvotes
    if not votes:
        return 0.0
    share = upvotes / votes
    spread = z * sqrt((share * (1 - share) + z * z / (4 * votes)) / votes)
    return max(0.0, (share + z * z / (2 * votes) - spread) / (1 + z * z / votes))


@lru_cache(maxsize=4_096)
def rank(upvotes: int, downvotes: int, *, is_pinned: bool = False) -> int:
    """The place in best order, higher first; whole, from 0 to RANK_SCALE, and above that when pinned."""
    return round(wilson_lower_bound(upvotes, downvotes) * RANK_SCALE) + (PINNED if is_pinned else 0)
