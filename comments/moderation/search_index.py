"""Asking the index of all comments' words who holds which.

Nothing is ranked: what came last comes first, which costs about the same for any word, and every
question has a bound. docs/decisions/0010 has the figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from articles.search.phrases import Words, any_of, fts5_query, tsquery
from comments.moderation.search_schema import TABLE

# PostgreSQL first looks through so many of the newest comments: a common word is found there at once.
_NEAR = 2_000
# Then it lets the index tell all that hold the words, up to so many; rarer words than that are sorted.
_MOST_HOLDING = 20_000
# Words more frequent than that, and yet not near: so many comments are looked through in one go.
_FAR = 50_000
# FTS5 tells the newest first by itself.
_SQLITE_STEPS = (200, 2_000, 8_000)


@dataclass(frozen=True)
class Stretch:
    """Keys of comments, newest first; `reached` is where to look on below, or None where nothing is left."""

    keys: list[int]
    reached: int | None


def newest_holding(words: Words, below: int) -> Iterator[Stretch]:
    """Who holds the words, of the comments with lesser keys than `below`; ends after a bounded cost.

    There must be words to be held.
    """
    return _newest_on_postgresql(words, below) if _is_postgresql() else _newest_on_sqlite(words, below)


def holding_among(words: Words, keys: Sequence[int]) -> set[int]:
    """Which of these comments hold the words, and none of those that they must not."""
    if not keys:
        return set()
    if _is_postgresql():
        condition, params = tsquery(words, f"{TABLE}_plain")
        statement = f"SELECT comment_id FROM {TABLE} WHERE comment_id IN ({_marks(keys)}) AND words @@ ({condition})"
        return set(_column(statement, [*keys, *params]))
    statement = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid IN ({_marks(keys)})"
    if words.held:
        return set(_column(statement, [fts5_query(words), *keys]))
    return set(keys).difference(_column(statement, [any_of(words.without), *keys]))


def _newest_on_sqlite(words: Words, below: int) -> Iterator[Stretch]:
    statement = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"
    for limit in _SQLITE_STEPS:
        keys = _column(statement, [fts5_query(words), below, limit])
        if len(keys) < limit:
            yield Stretch(keys, None)
            return
        below = keys[-1]
        yield Stretch(keys, below)


def _newest_on_postgresql(words: Words, below: int) -> Iterator[Stretch]:
    near = _walk(words, below, _NEAR)
    yield near
    if near.reached is None:
        return
    condition, params = tsquery(words, f"{TABLE}_plain")
    holding = _column(
        f"WITH found AS MATERIALIZED (SELECT comment_id FROM {TABLE}"
        f" WHERE words @@ ({condition}) AND comment_id < %s LIMIT {_MOST_HOLDING})"
        f" SELECT comment_id FROM found ORDER BY comment_id DESC",
        [*params, near.reached],
    )
    yield Stretch(holding, None) if len(holding) < _MOST_HOLDING else _walk(words, near.reached, _FAR)


def _walk(words: Words, below: int, count: int) -> Stretch:
    """Look through the newest `count` comments below a key, one by one."""
    condition, params = tsquery(words, f"{TABLE}_plain")
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH near AS MATERIALIZED (SELECT comment_id, words FROM {TABLE} WHERE comment_id < %s"
            f" ORDER BY comment_id DESC LIMIT {count})"
            f" SELECT count(*), min(comment_id),"
            f" array_agg(comment_id ORDER BY comment_id DESC) FILTER (WHERE words @@ ({condition})) FROM near",
            [below, *params],
        )
        [(seen, least, keys)] = cursor.fetchall()
    return Stretch(keys or [], least if seen == count else None)


def _column(statement: str, params: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [value for (value,) in cursor.fetchall()]


def _marks(keys: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(keys))


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
