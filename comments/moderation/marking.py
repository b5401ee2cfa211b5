"""Marking words where they stand in a comment's HTML."""

import re
from collections.abc import Iterable

from articles.search.marking import folded

# Tags with whatever their attributes hold, and characters written by name, are passed over.
_PIECE = re.compile(r"""<(?:[^"'>]|"[^"]*"|'[^']*')*>|&[#\w]+;|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*""")


def marked(html: str, phrases: Iterable[str]) -> str:
    """The same HTML with every word of the phrases between `<mark>` and `</mark>`, accents and case aside.

    Nothing else of it changes; `html` comes from the sanitising door.
    """
    return wrapped(html, phrases, "<mark>{}</mark>")


def wrapped(html: str, phrases: Iterable[str], wrapping: str) -> str:
    """The same, with each of the words put into the HTML `wrapping`."""
    wanted = {folded(piece) for phrase in phrases for piece in _PIECE.findall(phrase)}
    return _PIECE.sub(lambda piece: _wrapped(piece[0], wanted, wrapping), html) if wanted else html


def _wrapped(piece: str, wanted: set[str], wrapping: str) -> str:
    is_word = piece[0] not in "<&"
    return wrapping.format(piece) if is_word and folded(piece) in wanted else piece
