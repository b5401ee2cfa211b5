"""What a moderator asks the search for, read from a line of text. Any line is a question, or gets a sentence.

ferry "night bus" -tram author:rita status:removed -article:budget
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.search.phrases import Words

# Of a line; longer ones are nobody's question.
MOST_CHARACTERS = 500
MOST_TERMS = 30
OPERATORS = ("author", "article", "status", "rule")

_TERM = re.compile(
    r"""(?P<minus>-?)(?:(?P<operator>[a-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))""", re.IGNORECASE
)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Narrowing:
    """One `operator:value`; `is_negated` where it began with a minus."""

    operator: str
    value: str
    is_negated: bool = False


@dataclass(frozen=True)
class SearchQuery:
    """`text` as it was typed; `problem` is a sentence where it cannot be answered, and blank where it can."""

    text: str = ""
    words: Words = field(default_factory=Words)
    narrowings: tuple[Narrowing, ...] = ()
    problem: str = ""

    @property
    def asks(self) -> bool:
        return bool(self.words or self.narrowings) and not self.problem


def read_query(text: str) -> SearchQuery:
    text = _UNSEEN.sub(" ", text).strip()
    if len(text) > MOST_CHARACTERS:
        said = _("This is %(count)s characters long; a search has at most %(most)s.")
        return SearchQuery(text, problem=said % {"count": len(text), "most": MOST_CHARACTERS})
    terms = [match.groupdict("") for match in _TERM.finditer(text)]
    if len(terms) > MOST_TERMS:
        return SearchQuery(text, problem=_("These are too many words at once. Please look for fewer."))
    return _query_of(text, terms)


def _query_of(text: str, terms: list[dict[str, str]]) -> SearchQuery:
    held: list[str] = []
    without: list[str] = []
    narrowings: list[Narrowing] = []
    for term in terms:
        operator, value = term["operator"].lower(), term["phrase"] or term["word"]
        if operator in OPERATORS and value.strip():
            narrowings.append(Narrowing(operator, value.strip(), bool(term["minus"])))
            continue
        bare = value.rstrip(":").lower()
        if value.endswith(":") and bare in OPERATORS and not operator:
            return SearchQuery(text, problem=_missing(bare))
        # What is no operator of ours is words with a colon between them, as in 10:30.
        phrase = f"{operator} {value}".strip()
        if any(map(str.isalnum, phrase)):
            (without if term["minus"] else held).append(phrase)
    if text and not (held or without or narrowings):
        return SearchQuery(text, problem=_("There is no word in this that could be looked for."))
    return SearchQuery(text, Words(tuple(held), tuple(without)), tuple(narrowings))


def _missing(operator: str) -> str:
    return {
        "author": _('After author: comes a handle or a name, as in author:rita or author:"Rita Reader".'),
        "article": _("After article: comes a word of the headline or the last part of the article's address."),
        "status": _("After status: comes one of pending, published, removed, deleted and spam."),
        "rule": _('After rule: comes the name of a rule, as in rule:links or rule:"No flower sellers".'),
    }[operator]
