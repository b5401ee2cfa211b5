"""How SQLite finds what reading asks for: by index alone, in an order it need not make."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection

from articles.models import Article
from comments.orders import ORDERS, Cursor, threads_after, threads_before
from comments.rows import changes_since, rows_around, rows_by_key, rows_of_threads
from tests.comments.threads import ThreadOf, discussion_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="What PostgreSQL plans depends on how much there is."),
]

PLACE = Cursor(1, 1)
# The names under which the queries know tables; others name what is small: the comments found so far.
TABLES = {"a", "b", "c", "d", "g", "r", "t", "u"}
READS: dict[str, Callable[[int], object]] = {
    "rows by key": lambda article: rows_by_key([1, 2]),
    "rows of threads": lambda article: rows_of_threads(article, [1, 2], 40),
    "rows around": lambda article: rows_around(1, above=6, after=0, direct=50, below=200),
    "changes": lambda article: changes_since(article, 1, 200),
    **{f"{name}, first": partial(threads_after, order=order, cursor=None, limit=50) for name, order in ORDERS.items()},
    **{
        f"{name}, after": partial(threads_after, order=order, cursor=PLACE, limit=50) for name, order in ORDERS.items()
    },
    **{
        f"{name}, before": partial(threads_before, order=order, cursor=PLACE, limit=50)
        for name, order in ORDERS.items()
    },
}


@pytest.fixture
def article(db: None) -> Article:
    return discussion_of(*[ThreadOf(replies=2)] * 3)


def plans_of(read: Callable[[], object]) -> list[str]:
    """Each step of each plan, table by table."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        read()
    with connection.cursor() as cursor:
        return [
            step
            for sql, params in asked
            for *_, step in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
        ]


@pytest.mark.parametrize("name", READS)
def test_no_table_is_read_from_end_to_end(article: Article, name: str) -> None:
    steps = plans_of(lambda: READS[name](article.pk))

    scanned = {step.split()[1] for step in steps if step.startswith("SCAN")}
    assert steps
    assert not scanned & TABLES


@pytest.mark.parametrize("name", READS)
def test_no_comments_are_read_for_being_the_discussions(article: Article, name: str) -> None:
    steps = plans_of(lambda: READS[name](article.pk))

    assert not [step for step in steps if "comments_comment" in step and "(discussion_id=?)" in step]


@pytest.mark.parametrize("name", [name for name in READS if name.startswith(tuple(ORDERS))])
def test_the_threads_of_a_page_are_read_one_by_one_from_its_first(article: Article, name: str) -> None:
    [step] = plans_of(lambda: READS[name](article.pk))

    assert step.startswith("SEARCH t USING ")
    assert ("root_id" in step) is not name.endswith("first")
