"""The orders of a discussion's threads, and paging through them by key.

A cursor names the last thread seen, never a page number, so that a page stays right while
comments arrive: "1234.56" is the thread of root 56 whose ordering value was 1234.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.rows import Row, as_row, select_rows, writers_join

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


@dataclass(frozen=True)
class ThreadRow:
    """A root with its thread's size and its place in the order."""

    root: Row
    size: int
    cursor: Cursor


def threads_after(article_id: int, order: Order, cursor: Cursor | None, limit: int) -> list[ThreadRow]:
    """The next `limit` threads in the order, from its beginning or after the cursor."""
    return _threads(article_id, order, cursor, limit, descending=order.descending)


def threads_before(article_id: int, order: Order, cursor: Cursor, limit: int) -> list[ThreadRow]:
    """The `limit` threads right before the cursor, in the order."""
    return _threads(article_id, order, cursor, limit, descending=not order.descending)[::-1]


def _threads(article_id: int, order: Order, cursor: Cursor | None, limit: int, *, descending: bool) -> list[ThreadRow]:
    beyond, values = _beyond(order, cursor, descending=descending)
    way = "DESC" if descending else "ASC"
    column = f"t.{order.column}"
    found = select_rows(
        f"""FROM comments_thread t JOIN comments_comment c ON c.id = t.root_id {writers_join()}
            WHERE t.discussion_id = %s {beyond} ORDER BY {column} {way}, t.root_id {way} LIMIT %s""",
        [article_id, *values, limit],
        extra=f"t.size, {column}, ",
    )
    return [ThreadRow(as_row(row[2:]), row[0], Cursor(row[1], row[2])) for row in found]


def _beyond(order: Order, cursor: Cursor | None, *, descending: bool) -> tuple[str, list[int]]:
    """The keyset condition; its first, redundant comparison is what lets SQLite use the index as a range."""
    if cursor is None:
        return "", []
    sign = "<" if descending else ">"
    if order.column == "root_id":
        return f"AND t.root_id {sign} %s", [cursor.root]
    column = f"t.{order.column}"
    return (
        f"AND {column} {sign}= %s AND ({column} {sign} %s OR t.root_id {sign} %s)",
        [cursor.value, cursor.value, cursor.root],
    )
