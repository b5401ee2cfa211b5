"""The order in which a discussion is read: each comment, then its replies, depth first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comments.rows import Row

# Drawn further in, a line would have no room on a phone; deeper replies go on at this depth.
DEEPEST_DRAWN = 6


@dataclass(slots=True)
class Line:
    """A comment in its place: `depth` as drawn, from 0; `is_flattened` where it lies deeper than is drawn.

    `branch_size` counts the lines drawn inside its branch, `missing_replies` its direct
    replies that are not among the lines.
    """

    comment: Row
    depth: int
    is_flattened: bool = False
    branch_size: int = 0
    missing_replies: int = 0


def line_of(comment: Row) -> Line:
    """The comment by itself, marked as it is in its place."""
    return Line(comment, depth=0, is_flattened=comment.depth > DEEPEST_DRAWN)


def reading_order(comments: Sequence[Row], starts: Iterable[int | None]) -> list[Line]:
    """Lines for everything under the comments in `starts` (None: under no comment, so the roots).

    Siblings keep the order of `comments`. What hangs under a comment that is not in `comments`
    or in `starts` is left out. Uses a stack, for chains longer than Python's recursion allows.
    """
    replies: dict[int | None, list[Row]] = {}
    for comment in comments:
        replies.setdefault(comment.parent_id, []).append(comment)
    lines: list[Line] = []
    waiting = [(comment, 0) for start in starts for comment in replies.get(start, ())][::-1]
    while waiting:
        comment, depth = waiting.pop()
        missing = comment.reply_count
        if below := replies.get(comment.pk):
            missing -= len(below)
            waiting.extend([(reply, depth + 1) for reply in reversed(below)])
        is_flattened = depth > DEEPEST_DRAWN
        lines.append(Line(comment, DEEPEST_DRAWN if is_flattened else depth, is_flattened, 0, max(0, missing)))
    _measure_branches(lines)
    return lines


def _measure_branches(lines: list[Line]) -> None:
    """Count, from the end, how many lines stand deeper right after each line."""
    open_at_depth = [0] * (DEEPEST_DRAWN + 2)
    for line in reversed(lines):
        line.branch_size = open_at_depth[line.depth + 1]
        open_at_depth[line.depth + 1] = 0
        open_at_depth[line.depth] += line.branch_size + 1
