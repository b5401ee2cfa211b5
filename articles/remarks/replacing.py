"""Putting other words in the place of a passage, and leaving alone what is no text: tags and character references."""

import re
from collections.abc import Iterator
from html import escape, unescape

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Comments and tags; one that is never closed goes on to the next “>”, and where there is none to the end.
_MARKUP = re.compile(
    r"""(<!--.*?(?:-->|\Z)|</?[a-z](?:[^"'<>]|"[^"]*"|'[^']*')*>|</?[a-z][^>]*(?:>|\Z))""", re.DOTALL | re.IGNORECASE
)
# What may be a character reference, some of which need no semicolon; or letters that are none.
_WRITTEN = re.compile(r"&#?\w+;?|[^&]+|&")


def replaced(body: str, passage: str, replacement: str) -> str:
    """The body with the passage replaced; both are words, not markup.

    Raises ValidationError unless the passage stands in it exactly once, in one piece of text between two tags.
    """
    # Text and markup by turns.
    pieces = _MARKUP.split(body)
    texts = range(0, len(pieces), 2)
    found = [(number, *place) for number in texts for place in _places(pieces[number], passage)]
    if len(found) != 1:
        raise ValidationError(
            _("The passage does not stand in the text exactly once: change it in the article, and say so here.")
        )
    [(number, start, end)] = found
    text = pieces[number]
    pieces[number] = text[:start] + escape(replacement, quote=False) + text[end:]
    return "".join(pieces)


def _places(text: str, passage: str) -> Iterator[tuple[int, int]]:
    """From where to where the passage is written in a piece of text; never from or to the middle of a reference."""
    shown = unescape(text)
    if not passage.strip() or passage not in shown:
        return
    written_at = _places_as_written(text)
    for match in re.finditer(f"(?={re.escape(passage)})", shown):
        start, end = match.start(), match.start() + len(passage)
        if start in written_at and end in written_at:
            yield written_at[start], written_at[end]


def _places_as_written(text: str) -> dict[int, int]:
    """Where each letter that readers see begins as it is written, and where the last one ends."""
    places, seen = {0: 0}, 0
    for match in _WRITTEN.finditer(text):
        letters = unescape(match[0])
        if letters == match[0]:
            places |= {seen + offset: match.start() + offset for offset in range(len(letters))}
        seen += len(letters)
        places[seen] = match.end()
    return places
