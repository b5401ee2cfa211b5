"""Plain text as Markdown that shows it as it was typed, with what it quotes as block quotations."""

import re
from collections.abc import Iterable

from comments.importers.quoting import Piece

# What Markdown would read as emphasis, code, a link, an entity or an escape; an address keeps its own.
_MEANT = re.compile(
    r"(?P<address>https?://[^\s<>]+)|`|\*(?=\S)|(?<=\S)\*|(?<![^\W_])_|_(?![^\W_])|\](?=[(:])"
    r"|<(?=[A-Za-z][\w+.-]*:|[^\s<>]+@)|&(?=#?\w+;)|\\(?=[!-/:-@\[-`{-~]|\Z)"
)
# What opens a quotation, a fence or a list at the start of a line.
_OPENING = re.compile(r"(?P<number>\d{1,9}(?=[.)](?:\s|\Z)))|(?=>|~~~|[*+-](?:\s|\Z))")


def as_markdown(pieces: Iterable[Piece]) -> str:
    """The comment's body; what its lines say is what readers see."""
    return "\n\n".join(_as_quotation(piece) if piece.quoted else _as_paragraph(piece) for piece in pieces)


def as_typed(line: str) -> str:
    """Markdown that shows the line's characters and nothing else."""
    shown = _MEANT.sub(lambda match: match["address"] or f"\\{match[0]}", line)
    return re.sub(rf"\A(?:{_OPENING.pattern})", lambda match: f"{match['number'] or ''}\\", shown)


def _as_paragraph(piece: Piece) -> str:
    return "\n".join(as_typed(line) for line in piece.lines)


def _as_quotation(piece: Piece) -> str:
    return "\n".join(f"> {as_typed(line)}".rstrip() for line in piece.lines)
