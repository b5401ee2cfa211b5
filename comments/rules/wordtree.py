"""The tree that a list's entries make, walked word by word.

A word leads on by its folded form, or by what it looks like; a pattern with one star by the length of what
stands before or after that. Each step costs the same however many entries there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from comments.rules.words import Word, looks_of


@dataclass(frozen=True)
class Loose:
    """A pattern with stars within or at both ends: its pieces in order, held to the ends where no star is."""

    pieces: tuple[str, ...]
    from_start: bool
    to_end: bool
    node: "Node"

    def may_be_in(self, text: str) -> bool:
        return all(piece in text for piece in self.pieces)

    def fits(self, word: str) -> bool:
        first, last = self.pieces[0], self.pieces[-1]
        if (self.from_start and not word.startswith(first)) or (self.to_end and not word.endswith(last)):
            return False
        place, end = 0, len(word) - (len(last) if self.to_end else 0)
        for piece in self.pieces[: -1 if self.to_end else None]:
            place = word.find(piece, place, end)
            if place < 0:
                return False
            place += len(piece)
        return place <= end


@dataclass(eq=False)
class Turn:
    """Which node follows for a word in one way of reading it."""

    exact: dict[str, "Node"] = field(default_factory=dict)
    starts: dict[str, "Node"] = field(default_factory=dict)
    ends: dict[str, "Node"] = field(default_factory=dict)
    loose: list[Loose] = field(default_factory=list)
    start_lengths: set[int] = field(default_factory=set)
    end_lengths: set[int] = field(default_factory=set)

    def after(self, word: str) -> Iterator["Node"]:
        if node := self.exact.get(word):
            yield node
        for length in self.start_lengths:
            if length <= len(word) and (node := self.starts.get(word[:length])):
                yield node
        for length in self.end_lengths:
            if length <= len(word) and (node := self.ends.get(word[-length:])):
                yield node
        for one in self.loose:
            if one.fits(word):
                yield one.node


@dataclass(eq=False)
class Node:
    """A place in the tree of entries: `folded` and `looks` lead on, `is_end` tells that an entry ends here."""

    folded: Turn = field(default_factory=Turn)
    looks: Turn = field(default_factory=Turn)
    is_end: bool = False

    def after(self, word: Word) -> list["Node"]:
        found = list(self.folded.after(word.folded))
        for look in word.looks:
            found += self.looks.after(look)
        return found


def steps(node: Node, pieces: list[str]) -> list[Node]:
    """The nodes that a word leads to: one, unless others that look like it led elsewhere before."""
    following = _place(node.folded, pieces, Node())
    nodes = [following]
    for look in _looks(pieces):
        other = _place(node.looks, look, following)
        if other not in nodes:
            nodes.append(other)
    return nodes


def _looks(pieces: list[str]) -> list[list[str]]:
    alternatives = [sorted(looks_of(piece)) if piece else [""] for piece in pieces]
    widest = max(map(len, alternatives))
    return [[each[min(number, len(each) - 1)] for each in alternatives] for number in range(widest)]


def _place(turn: Turn, pieces: list[str], fresh: Node) -> Node:
    """The node that these pieces lead to, which is `fresh` where nothing led there yet."""
    if len(pieces) == 1:
        return turn.exact.setdefault(pieces[0], fresh)
    if len(pieces) == 2 and not pieces[1]:
        turn.start_lengths.add(len(pieces[0]))
        return turn.starts.setdefault(pieces[0], fresh)
    if len(pieces) == 2 and not pieces[0]:
        turn.end_lengths.add(len(pieces[1]))
        return turn.ends.setdefault(pieces[1], fresh)
    held = tuple(piece for piece in pieces if piece)
    pattern = Loose(held, bool(pieces[0]), bool(pieces[-1]), fresh)
    for one in turn.loose:
        if (one.pieces, one.from_start, one.to_end) == (pattern.pieces, pattern.from_start, pattern.to_end):
            return one.node
    turn.loose.append(pattern)
    return fresh
