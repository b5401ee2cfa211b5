"""How long a text is: words as a reader would count them, and the minutes it takes to read them."""

import re
from html import unescape
from math import ceil

from django.utils.translation import gettext, ngettext

# Silent reading of English non-fiction: M. Brysbaert, Journal of Memory and Language 109 (2019).
WORDS_A_MINUTE = 238
# Scripts that part no words. A Chinese character takes about as long as an English word (255 a minute:
# S. Trauzettel-Klosinski and K. Dietz, IOVS 53 (2012)) and counts as one. Korean parts its words itself.
_CHARACTER = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
# Thai, Lao, Burmese and Khmer: some four letters make a word, marks above and below them aside.
_LETTERS = re.compile(
    r"[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u1000-\u102a\u103f\u1780-\u17b3]+"
)
_MARKS = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3]")
LETTERS_A_WORD = 4
# Tags within a word leave it whole; every other parts words.
_WITHIN = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u)(?=[\s/>])[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[!/?a-z][^<>]*>", re.IGNORECASE)
# A dash or dots between words stand for the space that is missing there.
_GAP = re.compile(r"[\s\u2013\u2014\u2026]+")


def count_words(body: str) -> int:
    """Of a body in HTML; static/js/admin/length.js counts the same, and tests/lengths.json holds both to it."""
    text = _MARKS.sub("", unescape(_TAG.sub(" ", _WITHIN.sub("", body))))
    text, characters = _CHARACTER.subn(" ", text)
    stretches = [ceil(len(letters) / LETTERS_A_WORD) for letters in _LETTERS.findall(text)]
    return characters + sum(stretches) + sum(map(_is_word, _GAP.split(_LETTERS.sub(" ", text))))


def minutes_to_read(words: int) -> int:
    """Whole minutes, at least one of anything; none of nothing."""
    return max(1, int(words / WORDS_A_MINUTE + 0.5)) if words else 0


def length_in_words(body: str) -> str:
    words = count_words(body)
    minutes = minutes_to_read(words)
    return gettext("%(words)s, %(minutes)s to read") % {
        "words": ngettext("%(count)d word", "%(count)d words", words) % {"count": words},
        "minutes": ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes},
    }


def _is_word(piece: str) -> bool:
    return any(map(str.isalnum, piece))
