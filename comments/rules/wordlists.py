"""A list of words and phrases, made ready once and then held against texts in time proportional to the text.

One entry to a line; `*` stands for any letters of a word, `#` begins a remark. Whole words count:
"ass" is not in "class". Nothing an entry says is an expression that could run away.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comments.rules.words import Word, Words, is_without_blanks, words_of
from comments.rules.wordtree import Loose, Node, steps

MOST_ENTRIES = 5_000
MOST_WORDS = 10
# Entries with the star at both ends or within are tried one by one.
MOST_LOOSE = 100
# A star alone, or beside one letter, would be found in every text.
FEWEST_LETTERS = 2
# Seconds of the processor's time for one list and one text, which take a tenth of a millisecond as a rule.
# What takes longer finds nothing.
TIME_BOUND = 0.02
MOST_PARTS = 20
# Of ways in which an entry's first words can be mistaken for those of others.
MOST_BRANCHES = 8


class OverrunError(Exception):
    """The list took too long over a text: it is as if it had not looked."""


@dataclass(frozen=True)
class Part:
    """Where something stands in a text, and how it is written there."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class WordList:
    """The tree of entries; those whose first word is `loose`, by its folded form and its looks, are kept apart."""

    root: Node
    loose: list[Loose]
    loose_looks: list[Loose]
    size: int

    def find(self, text: Words, body: str) -> list[Part]:
        """Where its entries stand, in order, MOST_PARTS at most. Raises OverrunError."""
        until = time.thread_time() + TIME_BOUND
        spans = {span for words in text if words for span in self._spans(words, until)}
        return [Part(start, end, body[start:end]) for start, end in sorted(spans)[:MOST_PARTS]]

    def _spans(self, words: list[Word], until: float) -> Iterator[tuple[int, int]]:
        """The longest entry that begins at each word; looks at the clock every few words."""
        first_nodes = self._first_nodes(words)
        for number, word in enumerate(words):
            if number % 32 == 0 and time.thread_time() > until:
                raise OverrunError
            if last := _last_word(first_nodes(word), words, number):
                yield word.start, last.end

    def _first_nodes(self, words: list[Word]) -> Callable[[Word], list[Node]]:
        """Tries no loose pattern whose pieces are nowhere in the text, and none twice on the same word."""
        folded = " ".join(word.folded for word in words)
        looks = " ".join(look for word in words for look in word.looks)
        loose = [one for one in self.loose if one.may_be_in(folded)]
        loose_looks = [one for one in self.loose_looks if looks and one.may_be_in(looks)]
        if not (loose or loose_looks):
            return self.root.after
        known: dict[tuple[str, frozenset[str]], list[Node]] = {}

        def nodes_after(word: Word) -> list[Node]:
            key = (word.folded, word.looks)
            if key not in known:
                nodes = self.root.after(word) + [one.node for one in loose if one.fits(word.folded)]
                known[key] = nodes + [one.node for one in loose_looks if any(map(one.fits, word.looks))]
            return known[key]

        return nodes_after


def read_entries(lines: str) -> list[tuple[int, str]]:
    """The entries with the numbers of their lines, from 1; without remarks and blank lines."""
    stripped = ((number, line.split("#", 1)[0].strip()) for number, line in enumerate(lines.splitlines(), 1))
    return [(number, entry) for number, entry in stripped if entry]


def is_loose(entry: str) -> bool:
    return any("*" in word[1:-1] or (word.startswith("*") and word.endswith("*")) for word in entry.split())


def problems_in(lines: str) -> list[str]:
    """Sentences about what is wrong with a list, the first few; none where it will do."""
    entries = read_entries(lines)
    if not entries:
        return [_("Please give at least one word.")]
    if len(entries) > MOST_ENTRIES:
        return [
            _("These are %(count)s entries; a list has at most %(most)s.")
            % {"count": len(entries), "most": MOST_ENTRIES}
        ]
    if sum(is_loose(entry) for _number, entry in entries) > MOST_LOOSE:
        said = _("More than %(most)s entries have a star within or at both ends, which takes time. Please part them.")
        return [said % {"most": MOST_LOOSE}]
    wrong = [(number, problem) for number, entry in entries if (problem := _problem_of(entry))]
    return [
        _("Line %(number)s: %(problem)s") % {"number": number, "problem": problem} for number, problem in wrong[:5]
    ]


def _problem_of(entry: str) -> str:
    words = _split(entry)
    if not words:
        return _("there is no word in “%(entry)s”.") % {"entry": entry[:80]}
    if len(words) > MOST_WORDS:
        return _("a phrase has at most %(most)s words.") % {"most": MOST_WORDS}
    if any(len(word) > 1 and len("".join(word)) < FEWEST_LETTERS for word in words):
        return _("beside a star there must be at least %(fewest)s letters.") % {"fewest": FEWEST_LETTERS}
    return ""


def compile_list(lines: str) -> WordList:
    """The entries of a list that its form has accepted; what is none is passed over."""
    root, entries = Node(), read_entries(lines)[:MOST_ENTRIES]
    for _number, entry in entries:
        _add(root, _split(entry))
    loose, loose_looks = root.folded.loose, root.looks.loose
    root.folded.loose, root.looks.loose = [], []
    return WordList(root, loose, loose_looks, len(entries))


def _split(entry: str) -> list[list[str]]:
    """Its words by pieces; without a star what signs part is words of its own ("e-mail" is "e mail")."""
    words: list[list[str]] = []
    for word in entry.split():
        if "*" in word:
            words.append([_one_word(piece) for piece in word.split("*")])
        else:
            words += [_whole(each) for each in _parted(word)]
    return [word for word in words if any(word)]


def _parted(word: str) -> Iterable[str]:
    text = words_of(word)
    return [each.folded for each in text.disguised or text.plain]


def _whole(folded: str) -> list[str]:
    return ["", folded, ""] if is_without_blanks(folded) else [folded]


def _one_word(piece: str) -> str:
    text = words_of(piece)
    return "".join(word.folded for word in text.disguised or text.plain)


def _add(root: Node, words: list[list[str]]) -> None:
    if not words:
        return
    nodes = [root]
    for pieces in words[:MOST_WORDS]:
        nodes = [following for node in nodes for following in steps(node, pieces)][:MOST_BRANCHES]
    for node in nodes:
        node.is_end = True


def _last_word(nodes: list[Node], words: list[Word], number: int) -> Word | None:
    """The last word of the longest entry whose first word, `number`, led to these nodes; None if none ends."""
    last = None
    while nodes:
        if any(node.is_end for node in nodes):
            last = words[number]
        number += 1
        if number == len(words):
            break
        nodes = [following for node in nodes for following in node.after(words[number])]
    return last
