"""The words of a text, as a reader takes them: folded, and seen through letters that only look alike."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from accounts.skeletons import skeletons

# Longer runs of letters are no words, and nobody's list has them; what goes beyond is not looked at.
LONGEST_WORD = 100
# So many single letters with a sign or a blank between them spell a word out.
FEWEST_SPELLED = 3
WIDEST_GAP = 3
# Where more of the words than that are of another script, they are words of that script and no disguise.
MOST_FOREIGN = 1 / 3

_ACCENTS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
# Not to be seen: hyphens that may show, joiners, turns of direction, fillers.
_UNSEEN = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
# Vowels that are marks of their own, in the scripts of India and its neighbours and in Hebrew and Arabic.
_VOWELS = (
    "\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
)
_SIGNS = "@$£¥|"
# Letters in circles and boxes, flags among them.
_BOXED = "\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189\U0001f1e6-\U0001f1ff"
_WORD = re.compile(rf"[\w{_BOXED}][\w{_BOXED}{_ACCENTS}{_UNSEEN}{_VOWELS}]*")
_WITH_SIGNS = re.compile(rf"[\w{_BOXED}{_ACCENTS}{_UNSEEN}{_VOWELS}{_SIGNS}]+")
_SIGN = re.compile(f"[{_SIGNS}]")
_NOT_READ = re.compile(f"[{_ACCENTS}{_UNSEEN}]")
_THREE_ALIKE = re.compile(r"(.)\1{2,}")
# Texts of these are not parted into words: Chinese characters, kana, Thai, Lao, Burmese, Khmer.
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class Forms(NamedTuple):
    """`folded`: small, without accents and what cannot be seen. `looks`: what it may be read as, none if it is plain.

    `is_foreign`: all its letters are of another script; then a disguise only where all of them pass for Latin ones.
    """

    folded: str
    looks: frozenset[str]
    is_foreign: bool


class Word(NamedTuple):
    """A word and its place in the text."""

    start: int
    end: int
    folded: str
    looks: frozenset[str]


class Words(NamedTuple):
    """A text in words, and once more as it reads with signs for letters and letters spelled out, if it has any."""

    plain: list[Word]
    disguised: list[Word]


def words_of(text: str) -> Words:
    """Takes time in proportion to the text."""
    text = text.replace("_", " ")
    found = [(match.start(), match.end(), forms_of(match[0])) for match in _WORD.finditer(text)]
    is_latin = _is_latin(found)
    plain = [_word(start, end, forms, is_latin) for start, end, forms in found]
    return Words(plain, _disguised(text, plain, is_latin))


@lru_cache(maxsize=20_000)
def forms_of(word: str) -> Forms:
    word = word[:LONGEST_WORD]
    folded = word.lower() if word.isascii() else _folded(word)
    is_foreign = not any(letter.isascii() and letter.isalpha() for letter in folded)
    if _is_plain(word, folded):
        return Forms(folded, frozenset(), False)
    return Forms(folded, looks_of(folded) | looks_of(word), is_foreign and not folded.isascii())


def looks_of(word: str) -> frozenset[str]:
    """Its skeletons; where letters are drawn out ("spaaam") as if they stood once, or twice."""
    shorter = {word, _THREE_ALIKE.sub(r"\1", word), _THREE_ALIKE.sub(r"\1\1", word)}
    return frozenset(look for each in shorter for look in skeletons(each))


def is_without_blanks(word: str) -> bool:
    """Whether it is of a script that does not part words, so that it has to be looked for within them."""
    return _WITHOUT_BLANKS.search(word) is not None


def _folded(word: str) -> str:
    # Folding after the first pass: a letter in another typeface has no case of its own.
    once = unicodedata.normalize("NFKD", word).casefold()
    return _NOT_READ.sub("", unicodedata.normalize("NFKD", once))


def _is_plain(word: str, folded: str) -> bool:
    """Letters as people write them: then a word is what it says, though "corn" looks like "com"."""
    if not folded.isascii() or _THREE_ALIKE.search(folded):
        return False
    if folded.isdecimal():
        return True
    has_usual_case = word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower()) or len(word) == 1
    return folded.isalpha() and has_usual_case


def _is_latin(found: list[tuple[int, int, Forms]]) -> bool:
    """Whether words of other letters are worth a doubt: not in a text that is written in them."""
    truly = sum(forms.is_foreign and not any(map(str.isascii, forms.looks)) for _start, _end, forms in found)
    return truly <= MOST_FOREIGN * len(found)


def _word(start: int, end: int, forms: Forms, is_latin: bool) -> Word:
    is_doubtful = is_latin or not forms.is_foreign
    return Word(start, end, forms.folded, forms.looks if is_doubtful else frozenset())


def _disguised(text: str, plain: list[Word], is_latin: bool) -> list[Word]:
    wider = [*_with_signs(text), *_spelled_out(text, plain)]
    if not wider:
        return []
    merged: list[Word] = []
    taken_to = 0
    # The wider first of those that begin alike; what lies within it goes.
    for word in sorted([*plain, *wider], key=lambda word: (word.start, -word.end)):
        if word.start >= taken_to:
            merged.append(word)
            taken_to = word.end
    return merged


def _with_signs(text: str) -> Iterator[Word]:
    if not _SIGN.search(text):
        return
    for match in _WITH_SIGNS.finditer(text):
        word = match[0][:LONGEST_WORD]
        if _SIGN.search(word) and any(map(str.isalnum, word)):
            yield Word(match.start(), match.end(), _folded(word), looks_of(word))


def _spelled_out(text: str, plain: list[Word]) -> Iterator[Word]:
    run: list[Word] = []
    for word in [*plain, None]:
        if word and len(word.folded) == 1 and (not run or _is_near(text, run[-1], word)):
            run.append(word)
            continue
        if len(run) >= FEWEST_SPELLED:
            yield _joined(run)
        run = [word] if word and len(word.folded) == 1 else []


def _is_near(text: str, before: Word, after: Word) -> bool:
    return after.start - before.end <= WIDEST_GAP and "\n" not in text[before.end : after.start]


def _joined(run: list[Word]) -> Word:
    spelled = "".join(word.folded for word in run)[:LONGEST_WORD]
    return Word(run[0].start, run[-1].end, spelled, looks_of(spelled))
