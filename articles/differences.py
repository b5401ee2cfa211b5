"""What was changed in a text, word by word, at a bounded cost."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

# A word with the blanks behind it, so that no blank alone counts as something kept. Of scripts
# that part no words, a character; each mark by itself. Formatting characters stay with their word.
_TOKEN = re.compile(
    r"(?:[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff][\u3099\u309a\ufe00-\ufe0f]*"
    r"|[^\s!-/:-@\[-`{-~\u2010-\u2027\u2030-\u205e\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+"
    r"|\S)\s*|\s+"
)
_SENTENCE_END = re.compile(r"[.!?…。！？]\s+\Z|\n\Z")
# What comparing two texts may cost, in steps of the search: some tens of milliseconds. Then sentences
# are compared instead of words, and in the end a stretch counts as changed altogether.
_STEPS = 60_000


class Kind(Enum):
    KEPT = "kept"
    TAKEN = "taken"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or that was taken out of the old or added in the new."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """The pieces in reading order: kept and taken ones make up the old text, kept and added ones the new.

    What is taken stands before what is added in its place. Costs at most some tens of milliseconds.
    """
    steps = _Steps(_STEPS)
    changes = _compare(_TOKEN.findall(old), _TOKEN.findall(new), steps)
    return list(_pieces(changes))


class _OutOfStepsError(Exception):
    """The texts are too different to be compared in this way."""


class _Steps:
    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise _OutOfStepsError


# What both have in one place, or what one has and what the other has instead.
_Change = tuple[bool, str, str]


def _compare(old: Sequence[str], new: Sequence[str], steps: _Steps) -> Iterator[_Change]:
    """Word by word; where that costs too much, sentence by sentence and then inside those that changed."""
    try:
        yield from _changes(old, new, steps)
        return
    except _OutOfStepsError:
        old, new = _sentences(old), _sentences(new)
        steps.left = _STEPS
    try:
        changes = list(_changes(old, new, steps))
    except _OutOfStepsError:
        changes = [(False, "".join(old), "".join(new))]
    for is_kept, was, now in changes:
        yield from [(True, was, now)] if is_kept else _inside(was, now, steps)


def _inside(was: str, now: str, steps: _Steps) -> Iterator[_Change]:
    """A changed stretch word by word, as long as the steps that are left last."""
    try:
        yield from list(_changes(_TOKEN.findall(was), _TOKEN.findall(now), steps))
    except _OutOfStepsError:
        yield (False, was, now)


def _sentences(tokens: Sequence[str]) -> list[str]:
    sentences, begun = [], ""
    for token in tokens:
        begun += token
        if _SENTENCE_END.search(token):
            sentences.append(begun)
            begun = ""
    return [*sentences, begun] if begun else sentences


def _changes(old: Sequence[str], new: Sequence[str], steps: _Steps) -> list[_Change]:
    """Kept and changed stretches by turns. Raises _OutOfStepsError, before anything is answered."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    matches = [(start + x, start + y) for x, y in _matches(middle_old, middle_new, steps)]
    matches = [*((n, n) for n in range(start)), *matches]
    matches += [(len(old) - n, len(new) - n) for n in range(end, 0, -1)]
    changes, x, y = [], 0, 0
    for at_old, at_new in [*matches, (len(old), len(new))]:
        changes.append((False, "".join(old[x:at_old]), "".join(new[y:at_new])))
        kept = "".join(old[at_old : at_old + 1])
        changes.append((True, kept, kept))
        x, y = at_old + 1, at_new + 1
    return [change for change in changes if change[1] or change[2]]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many tokens both begin with."""
    for count, (mine, other) in enumerate(zip(old, new, strict=False)):
        if mine != other:
            return count
    return min(len(old), len(new))


def _matches(old: Sequence[str], new: Sequence[str], steps: _Steps) -> list[tuple[int, int]]:
    """Places of equal tokens along a shortest way from the old to the new.

    Source: E. W. Myers, Algorithmica 1 (1986), p. 251-266, the greedy search.
    """
    height, width = len(new), len(old)
    if not height or not width:
        return []
    furthest, trail = {1: 0}, []
    for distance in range(height + width + 1):
        trail.append(dict(furthest))
        lowest = -distance + 2 * max(0, distance - height)
        highest = distance - 2 * max(0, distance - width)
        steps.take((highest - lowest) // 2 + 1 + len(furthest) // 8)
        for diagonal in range(lowest, highest + 1, 2):
            x = begun = _step(furthest, diagonal, distance)
            while x < width and x - diagonal < height and old[x] == new[x - diagonal]:
                x += 1
            steps.take((x - begun) // 2)
            furthest[diagonal] = x
            if x == width and x - diagonal == height:
                return _walk_back(trail, x, x - diagonal)
    raise AssertionError("The new text is always reached.")


def _step(furthest: dict[int, int], diagonal: int, distance: int) -> int:
    """How far in the old text one more change leads on this diagonal: an addition, or one taken out."""
    above, below = furthest.get(diagonal - 1, -1), furthest.get(diagonal + 1, -1)
    return below if diagonal == -distance or above < below else above + 1


def _walk_back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    matches = []
    for distance in range(len(trail) - 1, -1, -1):
        before, diagonal = trail[distance], x - y
        begun = _step(before, diagonal, distance)
        while x > begun:
            x, y = x - 1, y - 1
            matches.append((x, y))
        is_addition = diagonal == -distance or before.get(diagonal - 1, -1) < before.get(diagonal + 1, -1)
        x, y = (x, y - 1) if is_addition else (x - 1, y)
    return matches[::-1]


def _pieces(changes: Iterator[_Change]) -> Iterator[Piece]:
    """Neighbours joined; a mark or blank alone between two changes is no island, but part of them."""
    joined = _without_islands(_joined(changes))
    blanks = ""
    for is_kept, was, now in _joined(iter(joined)):
        if is_kept:
            yield Piece(Kind.KEPT, blanks + was)
            blanks = ""
            continue
        # The blanks behind a word that was replaced, such as the end of its paragraph, were not.
        blanks = _common_blanks(was, now)
        if taken := was.removesuffix(blanks):
            yield Piece(Kind.TAKEN, taken)
        if added := now.removesuffix(blanks):
            yield Piece(Kind.ADDED, added)
    if blanks:
        yield Piece(Kind.KEPT, blanks)


def _common_blanks(was: str, now: str) -> str:
    """The blanks in which both end."""
    count = 0
    while count < min(len(was), len(now)) and was[-1 - count] == now[-1 - count] and was[-1 - count].isspace():
        count += 1
    return was[len(was) - count :]


def _joined(changes: Iterator[_Change]) -> list[_Change]:
    return [
        (is_kept, "".join(change[1] for change in group), "".join(change[2] for change in group))
        for is_kept, group in ((kept, list(found)) for kept, found in groupby(changes, key=lambda change: change[0]))
    ]


def _without_islands(changes: list[_Change]) -> list[_Change]:
    last = len(changes) - 1
    return [
        (is_kept and (place in {0, last} or any(map(str.isalnum, was))), was, now)
        for place, (is_kept, was, now) in enumerate(changes)
    ]
