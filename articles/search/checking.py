"""Whether the index of articles says what the articles say."""

from collections.abc import Iterator
from itertools import zip_longest

from django.db import connection

from articles.search.schema import FTS5, READ_ALL, TABLE

# Tables of the connection alone: a second index, and what SQLite tells of every word in either.
_MADE_ANEW = "articles_search_anew"
_TOLD = ("articles_search_told", "articles_search_told_anew")
_READ_AT_ONCE = 10_000


def index_is_true() -> bool:
    """Reads all articles; where they are many that takes a minute, and on SQLite as much room as the index."""
    return _is_true_on_postgresql() if connection.vendor == "postgresql" else _is_true_on_sqlite()


def _is_true_on_postgresql() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM articles_article a FULL JOIN {TABLE} s ON s.article_id = a.id"
            f" WHERE s.words IS DISTINCT FROM {TABLE}_words(a.headline, a.dek, a.body) LIMIT 1"
        )
        return cursor.fetchone() is None


def _is_true_on_sqlite() -> bool:
    """The index keeps no text to be held against the articles: it is made a second time, and both are compared."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE VIRTUAL TABLE temp.{_MADE_ANEW} {FTS5}")
            cursor.execute(READ_ALL.format(table=f"temp.{_MADE_ANEW}"))
            for told, schema, index in zip(_TOLD, ("main", "temp"), (TABLE, _MADE_ANEW), strict=True):
                cursor.execute(f"CREATE VIRTUAL TABLE temp.{told} USING fts5vocab({schema}, {index}, instance)")
        return all(one == other for one, other in zip_longest(*map(_words_in, _TOLD)))
    finally:
        with connection.cursor() as cursor:
            for table in (*_TOLD, _MADE_ANEW):
                cursor.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _words_in(table: str) -> Iterator[tuple[object, ...]]:
    """Each word with its article, its column and its place there, in the order of an index."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT term, doc, col, offset FROM temp.{table}")
        while rows := cursor.fetchmany(_READ_AT_ONCE):
            yield from rows
