"""Asking the index which articles hold the words, and how well."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from articles.search.phrases import Words, fts5_query, tsquery
from articles.search.schema import TABLE

# Of the articles that hold the words the newest so many are weighed: a bound for words that stand in all.
MOST_WEIGHED = 2_000


def best_holding(words: Words) -> list[int]:
    """Keys of articles that hold the words, the best first: headline before dek before body, then the newest."""
    if not words.held:
        return []
    return _on_postgresql(words) if connection.vendor == "postgresql" else _on_sqlite(words)


def _on_sqlite(words: Words) -> list[int]:
    return _column(
        f"SELECT rowid FROM (SELECT rowid, bm25({TABLE}, 10, 4, 1) AS far FROM {TABLE} WHERE {TABLE} MATCH %s"
        f" ORDER BY rowid DESC LIMIT {MOST_WEIGHED}) ORDER BY far, rowid DESC",
        [fts5_query(words)],
    )


def _on_postgresql(words: Words) -> list[int]:
    condition, params = tsquery(words, f"{TABLE}_plain")
    return _column(
        f"WITH asked AS (SELECT {condition} AS words), found AS MATERIALIZED (SELECT s.article_id, s.words"
        f" FROM {TABLE} s, asked WHERE s.words @@ asked.words ORDER BY s.article_id DESC LIMIT {MOST_WEIGHED})"
        f" SELECT found.article_id FROM found, asked"
        f" ORDER BY ts_rank('{{0, 0.1, 0.4, 1}}', found.words, asked.words, 1) DESC, found.article_id DESC",
        params,
    )


def _column(statement: str, params: Iterable[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(params))
        return [key for (key,) in cursor.fetchall()]
