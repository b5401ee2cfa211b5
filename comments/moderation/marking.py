"""Marking words where they stand in a comment's HTML."""

import re
from collections.abc import Callable, Iterable

from articles.search.marking import wanted_by

# Tags with whatever their attributes hold, and characters written by name, are passed over.
_PIECE = re.compile(r"""<(?:[^"'>]|"[^"]*"|'[^']*')*>|&[#\w]+;|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*""")


def marked(html: str, phrases: Iterable[str]) -> str:
    """The same HTML with every word of the phrases between `<mark>` and `</mark>`, accents and case aside.

    Nothing else of it changes; `html` comes from the sanitising door.
    """
    return wrapped(html, phrases, "<mark>{}</mark>")


def wrapped(html: str, phrases: Iterable[str], wrapping: str) -> str:
    """The same, with each of the words put into the HTML `wrapping`."""
    phrases = list(phrases)
    is_wanted = wanted_by(phrases, _PIECE)
    return _PIECE.sub(lambda piece: _wrapped(piece[0], is_wanted, wrapping), html) if phrases else html


def _wrapped(piece: str, is_wanted: Callable[[str], bool], wrapping: str) -> str:
    is_word = piece[0] not in "<&"
    return wrapping.format(piece) if is_word and is_wanted(piece) else piece
