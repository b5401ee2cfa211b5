"""Asking the index which articles hold the words, and how well."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from articles.search.query import Question
from articles.search.schema import TABLE

# Of the articles that hold the words the newest so many are weighed: a bound for words that stand in all.
MOST_WEIGHED = 2_000


def best_holding(question: Question) -> list[int]:
    """Keys of articles that hold the words, the best first: headline before dek before body, then the newest."""
    if not question.held:
        return []
    return _on_postgresql(question) if connection.vendor == "postgresql" else _on_sqlite(question)


def _on_sqlite(question: Question) -> list[int]:
    held = " AND ".join(map(_quoted, question.held))
    match = f"({held}) NOT ({' OR '.join(map(_quoted, question.without))})" if question.without else held
    return _column(
        f"SELECT rowid FROM (SELECT rowid, bm25({TABLE}, 10, 4, 1) AS far FROM {TABLE} WHERE {TABLE} MATCH %s"
        f" ORDER BY rowid DESC LIMIT {MOST_WEIGHED}) ORDER BY far, rowid DESC",
        [match],
    )


def _on_postgresql(question: Question) -> list[int]:
    phrase = f"phraseto_tsquery('simple', {TABLE}_plain(%s))"
    terms = [phrase for _ in question.held] + [f"!!{phrase}" for _ in question.without]
    asked = " && ".join(terms)
    params = [*question.held, *question.without]
    return _column(
        f"WITH asked AS (SELECT {asked} AS words), found AS MATERIALIZED (SELECT s.article_id, s.words"
        f" FROM {TABLE} s, asked WHERE s.words @@ asked.words ORDER BY s.article_id DESC LIMIT {MOST_WEIGHED})"
        f" SELECT found.article_id FROM found, asked"
        f" ORDER BY ts_rank('{{0, 0.1, 0.4, 1}}', found.words, asked.words, 1) DESC, found.article_id DESC",
        params,
    )


def _quoted(phrase: str) -> str:
    doubled = phrase.replace('"', '""')
    return f'"{doubled}"'


def _column(statement: str, params: Iterable[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(params))
        return [key for (key,) in cursor.fetchall()]
