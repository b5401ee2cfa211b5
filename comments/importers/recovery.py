"""Who answers whom, and what is quoted, in a discussion that was saved flat.

Wrong guesses are worse than none: an entry gets a parent only where its own words name or
quote an earlier entry. Everything else is left as it stands.
"""

from dataclasses import dataclass
from enum import IntEnum

from comments.importers.addressing import names_at_opening, same_name
from comments.importers.discussion import Entry
from comments.importers.page import SavedPage
from comments.importers.quoting import Piece, Quoted, Sources, read_pieces


class Ground(IntEnum):
    """Why an entry is held to be a reply; the value is how sure that is, in per cent.

    The figures are judgements, not measurements: of a hundred replies found on this ground, so
    many should prove right. They put the least certain first for whoever checks them.
    """

    QUOTES_NAMED = 95
    """Below "Name said:" stand words of that comment."""
    QUOTES = 90
    """It quotes words that stand in that comment and nowhere else on the page."""
    NAMES = 85
    """It opens by the name of somebody who has said one thing so far."""
    NAMES_LATEST = 70
    """It opens by the name of somebody who has said several things: the latest is taken."""


@dataclass(frozen=True)
class Answer:
    """What an entry answers: `parent` is the position of an earlier entry."""

    parent: int
    ground: Ground


@dataclass(frozen=True)
class Recovered:
    """An entry's text in pieces, and what it answers, if it says so."""

    pieces: tuple[Piece, ...]
    answer: Answer | None = None

    @property
    def quotations(self) -> tuple[Quoted, ...]:
        return tuple(piece.quoted for piece in self.pieces if piece.quoted)

    @property
    def own_words(self) -> str:
        return " ".join(line for piece in self.pieces if not piece.quoted for line in piece.lines)


def recover(page: SavedPage) -> tuple[Recovered, ...]:
    """For each entry of the page, in order. Other sites' mentions answer nobody."""
    sources = Sources.on(page)
    recovered: list[Recovered] = []
    # By name, the positions of what has been said so far.
    said: dict[str, list[int]] = {}
    for position, entry in enumerate(page.entries):
        if entry.is_linkback:
            recovered.append(Recovered(tuple(Piece(lines) for lines in entry.paragraphs)))
        else:
            pieces = read_pieces(entry.paragraphs, sources)
            answer = _answer(page, _first_quoted(pieces), _named(entry, said, sources.article))
            recovered.append(Recovered(pieces, answer))
        sources.add_own(recovered[-1].own_words)
        said.setdefault(entry.name, []).append(position)
    return tuple(recovered)


def _answer(page: SavedPage, quoted: Answer | None, named: Answer | None) -> Answer | None:
    """What it opens by naming; a quotation of the same person says which of their comments is meant."""
    if quoted and named and not same_name(page.entries[named.parent].name, page.entries[quoted.parent].name):
        return named
    return quoted or named


def _first_quoted(pieces: tuple[Piece, ...]) -> Answer | None:
    for piece in pieces:
        if piece.quoted and piece.quoted.entry is not None:
            return Answer(piece.quoted.entry, Ground.QUOTES_NAMED if piece.quoted.is_named else Ground.QUOTES)
    return None


def _named(entry: Entry, said: dict[str, list[int]], article: str) -> Answer | None:
    """None where two people are named, who cannot both be the parent, or the writer is."""
    names = set(names_at_opening(entry.paragraphs[0][0], said, article))
    if len(names) != 1 or any(same_name(name, entry.name) for name in names):
        return None
    positions = said[names.pop()]
    return Answer(positions[-1], Ground.NAMES if len(positions) == 1 else Ground.NAMES_LATEST)
