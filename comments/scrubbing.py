"""Finding a personal detail in texts as typed, and putting a mark in its place."""

import re
from unicodedata import normalize

from django.conf import settings
from django.utils.translation import gettext, override

# Somebody may quote the words over other lines than they were typed in, or with emphasis.
_BETWEEN_WORDS = r"[\s>*_`]+"
# A block quotation with the lines that Markdown counts to it, though they begin without the sign.
_QUOTED = re.compile(r"^ {0,3}>[^\n]*(?:\n[^\n]*\S[^\n]*)*", re.MULTILINE)


def mark_of(*, is_author: bool) -> str:
    """What stands in the place of the words, in the site's language: texts are stored once for all readers."""
    with override(settings.LANGUAGE_CODE):
        return gettext("[removed by the author]") if is_author else gettext("[removed by a moderator]")


def pattern_of(passage: str) -> re.Pattern[str]:
    """Finds the passage, in small or capital letters; in a mark of an earlier scrub it finds nothing.

    What is to be replaced is group 1.
    """
    forms = dict.fromkeys(normalize(form, passage) for form in ("NFC", "NFD"))
    wanted = "|".join(_BETWEEN_WORDS.join(map(re.escape, form.split())) for form in forms)
    marks = "|".join(re.escape(mark_of(is_author=is_author)) for is_author in (True, False))
    return re.compile(f"{marks}|({wanted})", re.IGNORECASE)


def places_in(text: str, pattern: re.Pattern[str], *, is_quoted: bool = False) -> list[tuple[int, int]]:
    """Where the passage begins and ends; with `is_quoted` in block quotations alone."""
    stretches = [found.span() for found in _QUOTED.finditer(text)] if is_quoted else [(0, len(text))]
    found = (match for start, end in stretches for match in pattern.finditer(text, start, end))
    return [match.span(1) for match in found if match[1]]


def scrubbed(text: str, pattern: re.Pattern[str], mark: str, *, is_quoted: bool = False) -> str:
    """The text with the mark in each of those places."""
    pieces, begun = [], 0
    for start, end in places_in(text, pattern, is_quoted=is_quoted):
        pieces += [text[begun:start], mark]
        begun = end
    return "".join([*pieces, text[begun:]])
