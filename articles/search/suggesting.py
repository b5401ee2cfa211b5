"""“Did you mean”: words of headlines in place of those that nobody wrote and that slips set apart from them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from articles.models import Article
from articles.search.marking import WORD, folded
from articles.search.phrases import Words
from articles.search.query import Question

IsHeld = Callable[[Words], bool]

# The newest so many are read; nothing is kept of them, so that what is withdrawn is suggested no more.
HEADLINES_READ = 5_000
# Who mistypes more words than these is not helped.
MOST_MENDED = 3
# Shorter words are near to too many others.
_LEAST_LETTERS = 4
_LETTERS_FOR_TWO_SLIPS = 6


@dataclass(frozen=True)
class _Word:
    """A word of headlines; `letters` has a bit for each letter in it, so that most others are told apart at once."""

    shown: str
    folded: str
    letters: int
    count: int


def suggested(question: Question, is_held: IsHeld) -> str:
    """The question with its slips mended, or blank where that finds nothing either; a bounded number of queries.

    `is_held` tells whether anything that readers may read holds some words.
    """
    if is_held(question.words):
        return ""
    words = _words_of_headlines()
    strange = {folded(word) for phrase in question.words.held for word in WORD.findall(phrase)}.difference(words)
    mended = _mended([word for word in sorted(strange) if len(word) >= _LEAST_LETTERS], words, is_held)
    text = WORD.sub(lambda word: mended.get(folded(word[0]), word[0]), question.text)
    held = tuple(WORD.sub(lambda word: mended.get(folded(word[0]), word[0]), said) for said in question.words.held)
    return text if mended and is_held(Words(held, question.words.without)) else ""


def _mended(strange: list[str], words: dict[str, _Word], is_held: IsHeld) -> dict[str, str]:
    if len(strange) > MOST_MENDED:
        return {}
    nearest = {word: _nearest(word, words.values()) for word in strange if not is_held(Words((word,)))}
    return {word: near for word, near in nearest.items() if near}


def _words_of_headlines() -> dict[str, _Word]:
    headlines = Article.objects.public().latest_first().values_list("headline", flat=True)[:HEADLINES_READ]
    said = Counter(chain.from_iterable(map(WORD.findall, headlines)))
    words: dict[str, _Word] = {}
    for shown, count in said.items():
        bare = folded(shown)
        known = words.get(bare)
        words[bare] = _Word(shown.lower(), bare, _letters(bare), count + (known.count if known else 0))
    return words


def _nearest(strange: str, words: Iterable[_Word]) -> str:
    """The word with the fewest slips between, of several the most frequent; blank where none is near."""
    most, letters = (2 if len(strange) >= _LETTERS_FOR_TWO_SLIPS else 1), _letters(strange)
    # A slip adds a letter at most and takes one away.
    near = [
        (slips, -word.count, word.shown)
        for word in words
        if abs(len(word.folded) - len(strange)) <= most
        and (word.letters ^ letters).bit_count() <= 2 * most
        and (slips := slips_between(strange, word.folded)) <= most
    ]
    return min(near)[2] if near else ""


def _letters(word: str) -> int:
    letters = 0
    for letter in word:
        letters |= 1 << ord(letter) % 64
    return letters


def slips_between(one: str, other: str) -> int:
    """How many letters are missing, added, wrong, or in each other's place.

    The optimal string alignment distance; source: L. Boytsov, ACM Journal of Experimental Algorithmics 16 (2011), 1.1.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row, above = row, [at], before
        for place, opposite in enumerate(other, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != opposite))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == opposite:
                cost = min(cost, above[place - 2] + 1)
            row.append(cost)
    return row[-1]
