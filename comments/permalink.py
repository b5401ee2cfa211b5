"""A comment's own page: the comment between what it answers and what answers it."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.keys import key_of
from comments.models import Comment
from comments.paging import COMMENTS_ON_A_PAGE
from comments.rows import Row, rows_around, rows_by_key
from comments.tree import Line, reading_order

# The nearest: what came before them is a link away, and the deepest comment as light as any.
ANCESTORS_ON_A_COMMENT_PAGE = 6
ANSWERS_ON_A_COMMENT_PAGE = 50


@dataclass(frozen=True)
class Surroundings:
    """`above` leads down to `comment`, `below` hangs under it; `later` is the key to go on after among its replies.

    `before` counts what leads to the first of `above`; `later` is None where all replies are here.
    """

    above: Sequence[Row]
    comment: Row
    below: Sequence[Line]
    before: int
    later: int | None

    @property
    def rows(self) -> list[Row]:
        return [*self.above, self.comment, *(line.comment for line in self.below)]


def surroundings_of(comment: Comment, after: str = "") -> Surroundings:
    """What is shown around a comment, its replies from the cursor `after` on; 1 query at any depth."""
    start = key_of(after) or 0
    rows = rows_around(
        comment.pk,
        above=ANCESTORS_ON_A_COMMENT_PAGE,
        after=start,
        direct=ANSWERS_ON_A_COMMENT_PAGE + 1,
        below=COMMENTS_ON_A_PAGE,
    )
    *above, chosen = (row for row in rows if row.depth <= comment.depth)
    below, later = _answers(comment, [row for row in rows if row.depth > comment.depth])
    return Surroundings(above, chosen, below, before=chosen.depth - len(above), later=later)


def alone(comment: Comment) -> Surroundings:
    """Nothing around it: for its writer, where the discussion is not there to be read any more."""
    [row] = rows_by_key([comment.pk])
    return Surroundings([], row, [], before=0, later=None)


def _answers(comment: Comment, rows: Sequence[Row]) -> tuple[list[Line], int | None]:
    own = [row.pk for row in rows if row.parent_id == comment.pk]
    if len(own) <= ANSWERS_ON_A_COMMENT_PAGE:
        return reading_order(rows, [comment.pk]), None
    return reading_order([row for row in rows if row.pk != own[-1]], [comment.pk]), own[-2]
