"""The words that were looked for, marked where they stand in a plain text."""

import re
from collections.abc import Callable, Iterable
from html import escape
from unicodedata import normalize

from django.utils.safestring import SafeString, mark_safe

from articles.search.phrases import ends_open

# So much of a text is shown around the first of the words.
LETTERS_AROUND = 80
PASSAGE_LETTERS = 200

WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_ACCENTS = re.compile("[\u0300-\u036f]")


def marked(text: str, phrases: Iterable[str]) -> SafeString:
    """The text as HTML, every word of the phrases in a `mark`, accents and case aside."""
    is_wanted = wanted_by(phrases)
    parts: list[str] = []
    reached = 0
    for word in WORD.finditer(text):
        if is_wanted(word[0]):
            parts += [escape(text[reached : word.start()]), f"<mark>{escape(word[0])}</mark>"]
            reached = word.end()
    return mark_safe("".join([*parts, escape(text[reached:])]))  # noqa: S308  # every part is escaped


def passage(text: str, phrases: Iterable[str]) -> str:
    """The part of the text around the first of the words; its beginning where it holds none."""
    text = " ".join(text.split())
    is_wanted = wanted_by(phrases)
    first = next((word.start() for word in WORD.finditer(text) if is_wanted(word[0])), 0)
    start = 0 if first <= LETTERS_AROUND else text.rfind(" ", 0, first - LETTERS_AROUND) + 1
    cut = text[start : start + PASSAGE_LETTERS]
    if start + PASSAGE_LETTERS < len(text):
        cut = cut.rsplit(" ", 1)[0] + " …"
    return f"… {cut}" if start else cut


def wanted_by(phrases: Iterable[str], word: re.Pattern[str] = WORD) -> Callable[[str], bool]:
    """Whether a word is one of the phrases', or goes on as one of them may; `word` matches a single one."""
    words: set[str] = set()
    beginnings: list[str] = []
    for phrase in phrases:
        found = [folded(one) for one in word.findall(phrase)]
        if ends_open(phrase):
            beginnings.append(found.pop())
        words.update(found)
    begins = tuple(beginnings)
    return lambda said: (bare := folded(said)) in words or bare.startswith(begins)


def folded(word: str) -> str:
    """The word as it is compared: accents and case aside."""
    return _ACCENTS.sub("", normalize("NFKD", word)).casefold()
