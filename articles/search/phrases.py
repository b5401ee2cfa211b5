"""Phrases that a text must hold, and such that it must not, as each database's full text search is asked for them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# A star after fewer letters would ask for half of all words.
_BEGINNING = re.compile(r"[^\W_]{3,}\*+$")


@dataclass(frozen=True)
class Words:
    """Phrases, often of one word, that a text must hold, and such that it must not.

    Of a phrase that ends with a star the last word is the beginning of one.
    """

    held: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.held or self.without)


def fts5_query(words: Words) -> str:
    """What FTS5 matches; there must be words to be held, since it knows no bare NOT."""
    held = " AND ".join(map(_quoted, words.held))
    return f"({held}) NOT ({any_of(words.without)})" if words.without else held


def any_of(phrases: Iterable[str]) -> str:
    """What FTS5 matches where one of them will do."""
    return " OR ".join(map(_quoted, phrases))


def tsquery(words: Words, plain: str) -> tuple[str, list[str]]:
    """PostgreSQL's expression and its parameters; `plain` names the function that made the indexed texts plain."""
    held = [_asked(phrase, plain) for phrase in words.held]
    without = [f"!!{_asked(phrase, plain)}" for phrase in words.without]
    return " && ".join(held + without), [*words.held, *words.without]


def ends_open(phrase: str) -> bool:
    """Whether its last word may go on."""
    return bool(_BEGINNING.search(phrase))


def _asked(phrase: str, plain: str) -> str:
    asked = f"phraseto_tsquery('simple', {plain}(%s))"
    # PostgreSQL reads a star from nobody's words: it is put behind the question as it writes that itself.
    return f"coalesce((nullif({asked}::text, '') || ':*')::tsquery, ''::tsquery)" if ends_open(phrase) else asked


def _quoted(phrase: str) -> str:
    doubled = phrase.replace('"', '""')
    return f'"{doubled}" *' if ends_open(phrase) else f'"{doubled}"'
