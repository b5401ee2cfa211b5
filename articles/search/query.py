"""What a reader asks for, read from a line of text: words that all must be there, "a phrase", -without."""

import re
from dataclasses import dataclass

from articles.search.phrases import Words

# Longer lines are nobody's question, and more words than these are cut off.
MOST_CHARACTERS = 200
MOST_TERMS = 20

_TERM = re.compile(r"""(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))""")
_PHRASE = re.compile(r'"([^"]*)"?')
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Question:
    """`text` as it was typed, and what an article must hold of it."""

    text: str
    words: Words

    @property
    def quoted(self) -> str:
        """`text` to stand between quotation marks: a phrase alone without its own, beside others with single ones."""
        alone = _PHRASE.fullmatch(self.text)
        return alone[1] if alone else _PHRASE.sub(r"‘\1’", self.text)


def read_question(text: str) -> Question:
    """Any line is a question; one without a word to look for holds none."""
    text = _UNSEEN.sub(" ", text).strip()[:MOST_CHARACTERS].strip()
    terms = [match.groupdict("") for match in _TERM.finditer(text)][:MOST_TERMS]
    said = [(term["minus"], term["phrase"] or term["word"]) for term in terms]
    words = [(minus, phrase) for minus, phrase in said if any(map(str.isalnum, phrase))]
    held = tuple(phrase for minus, phrase in words if not minus)
    without = tuple(phrase for minus, phrase in words if minus)
    return Question(text, Words(held, without))
