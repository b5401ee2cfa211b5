"""Phrases that a text must hold, and such that it must not, as each database's full text search is asked for them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Phrases, often of one word, that a text must hold, and such that it must not."""

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
    phrase = f"phraseto_tsquery('simple', {plain}(%s))"
    terms = [phrase for _ in words.held] + [f"!!{phrase}" for _ in words.without]
    return " && ".join(terms), [*words.held, *words.without]


def _quoted(phrase: str) -> str:
    doubled = phrase.replace('"', '""')
    return f'"{doubled}"'
