"""The orders of a discussion's threads, and paging through them by key.

A cursor names the last thread seen, never a page number, so that a page stays right while
comments arrive: "1234.56" is the thread of root 56 whose ordering value was 1234.
Who reads on misses nothing and reads nothing twice, but for threads whose own value changes meanwhile:
one that grows past the reader stands on a page they have left, one that loses its comments or votes may
come again. No cursor can help that without keeping every order as it was; what changed is offered by
`live.py` on the open page.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CURSOR = re.compile(r"(\d{1,16})\.(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Order:
    """How threads stand: by `column` of the thread and then by root, both one way."""

    name: str
    label: str | Promise
    column: str
    descending: bool


ORDERS = {
    order.name: order
    for order in (
        Order("best", _("best"), "best", descending=True),
        Order("newest", _("newest"), "root_id", descending=True),
        Order("oldest", _("oldest"), "root_id", descending=False),
        Order("discussed", _("most discussed"), "size", descending=True),
    )
}


@dataclass(frozen=True)
class Cursor:
    """A place between threads: the value and root of the thread beside it."""

    value: int
    root: int

    def __str__(self) -> str:
        return f"{self.value}.{self.root}"


def read_cursor(word: str) -> Cursor | None:
    """The cursor written in an address, or None for anything that is none."""
    match = _CURSOR.fullmatch(word)
    return Cursor(int(match[1]), int(match[2])) if match else None


class ThreadRow(NamedTuple):
    """A thread by its root's key, with its size and its place in the order."""

    root: int
    size: int
    value: int

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.value, self.root)


def threads_after(article_id: int, order: Order, cursor: Cursor | None, limit: int) -> list[ThreadRow]:
    """The next `limit` threads in the order, from its beginning or after the cursor."""
    return _threads(article_id, order, cursor, limit, descending=order.descending)


def threads_before(article_id: int, order: Order, cursor: Cursor, limit: int) -> list[ThreadRow]:
    """The `limit` threads right before the cursor, in the order."""
    return _threads(article_id, order, cursor, limit, descending=not order.descending)[::-1]


def _threads(article_id: int, order: Order, cursor: Cursor | None, limit: int, *, descending: bool) -> list[ThreadRow]:
    """Reads as many entries of one index as it returns, wherever the cursor stands.

    No comments are joined here: PostgreSQL would walk all of the site's for them.
    """
    sign, way = ("<", "DESC") if descending else (">", "ASC")
    columns = ["t.root_id"] if order.column == "root_id" else [f"t.{order.column}", "t.root_id"]
    beyond, values = "", []
    if cursor:
        # Compared as one: taken apart with OR, ties of a value would be walked from their first.
        beyond = f"AND ({', '.join(columns)}) {sign} ({', '.join(['%s'] * len(columns))})"
        values = [cursor.value, cursor.root][-len(columns) :]
    with connection.cursor() as database:
        database.execute(
            f"""SELECT t.root_id, t.size, t.{order.column} FROM comments_thread t
                WHERE t.discussion_id = %s {beyond} ORDER BY {", ".join(f"{column} {way}" for column in columns)}
                LIMIT %s""",  # no part of it comes from a request
            [article_id, *values, limit],
        )
        return list(map(ThreadRow._make, database.fetchall()))
