"""Comments as light rows, read by SQL whose cost does not grow with the discussion.

Every query here returns at most as many rows as it is asked for and finds them by index
alone; docs/decisions/0002 tells why the ORM's own forms would not.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from django.db import connection

from comments.models import Comment


@lru_cache(maxsize=20_000)
def _moment(stored: bytes) -> datetime:
    """Remembered, as most of a page is read again and again: what is the same object is also compared at once."""
    return datetime.fromisoformat(stored.decode()).replace(tzinfo=UTC)


# SQLite's times are in UTC and do not say so: a column called "… [utc]" is read as what it is, in one step.
sqlite3.register_converter("utc", _moment)

_COLUMNS = """
    c.id, c.parent_id, c.root_id, c.depth, c.status, c.kind, c.body_html,
    c.created_at AS "created_at [utc]", c.time_is_known, c.edited_at AS "edited_at [utc]",
    c.upvotes, c.downvotes, c.reply_count, c.parent_source, c.seq, c.quoted_count,
    COALESCE(NULLIF(u.display_name, ''), u.handle, g.name, c.imported_name), COALESCE(u.handle, ''),
    c.guest_id IS NOT NULL
"""
# Plain numbers: a member of an enumeration takes longer to look up than most of what is done with a row.
_PUBLISHED = int(Comment.Status.PUBLISHED)
_TAKEN_DOWN = frozenset(map(int, (Comment.Status.REMOVED, Comment.Status.DELETED, Comment.Status.SPAM)))
_WRITERS = "LEFT JOIN accounts_user u ON u.id = c.author_id LEFT JOIN comments_guest g ON g.id = c.guest_id"


def shown(alias: str) -> str:
    """The condition of CommentQuerySet.shown, on a table by that alias."""
    return f"({alias}.status = 1 OR ({alias}.status IN (2, 3, 4) AND {alias}.reply_count > 0))"


class Row(NamedTuple):
    """One comment with all that drawing it needs; `handle` is blank for those without an account."""

    pk: int
    parent_id: int | None
    root_id: int | None
    depth: int
    status: int
    kind: int
    body_html: str
    created_at: datetime
    time_is_known: bool
    edited_at: datetime | None
    upvotes: int
    downvotes: int
    reply_count: int
    parent_source: int
    seq: int
    quoted_count: int
    writer_name: str
    handle: str
    is_guest: bool = False

    @property
    def is_published(self) -> bool:
        return self.status == _PUBLISHED

    @property
    def is_tombstone(self) -> bool:
        return self.status in _TAKEN_DOWN

    @property
    def is_shown(self) -> bool:
        return self.is_published or (self.is_tombstone and self.reply_count > 0)


def rows_by_key(keys: Iterable[int]) -> list[Row]:
    """The comments with these keys, in no order; pending and spam ones too: the caller has asked permission."""
    wanted = list(keys)
    if not wanted:
        return []
    return _rows(f"FROM comments_comment c {_WRITERS} WHERE c.id IN ({_marks(wanted)})", wanted)  # placeholders


def rows_of_threads(article_id: int, roots: Sequence[int], limit: int) -> list[Row]:
    """Each root with the oldest `limit` shown replies of its thread, all by key: these always hold their ancestors."""
    if not roots:
        return []
    if connection.vendor == "postgresql":
        # OFFSET 0 keeps the writers from being looked for anew for each thread.
        found = _rows(
            f"""FROM (SELECT d.* FROM unnest(%s::bigint[]) r(id) CROSS JOIN LATERAL (
                SELECT * FROM comments_comment WHERE id = r.id AND discussion_id = %s
                UNION ALL ({_oldest_replies("d.*")})) d OFFSET 0) c {_WRITERS}""",
            [list(roots), article_id, limit],
        )
    else:
        found = _rows(
            f"""FROM comments_comment r JOIN comments_comment c ON c.id IN (
                SELECT r.id UNION ALL SELECT id FROM ({_oldest_replies("d.id")})) {_WRITERS}
                WHERE r.id IN ({_marks(roots)})""",
            [limit, *roots],
        )
    # The database would sort whole rows, on SQLite in a tree made for it.
    return sorted(found, key=itemgetter(0))


def rows_around(comment_id: int, *, above: int, after: int, direct: int, below: int) -> list[Row]:
    """A comment, the nearest `above` that it answers, and shown replies under it; those above by depth, then by key.

    Of the replies the next `direct` of its own after the key `after`, then theirs, `below` in all.
    """
    found = _rows(
        f"""FROM (WITH RECURSIVE up(id, parent_id, steps) AS (
                SELECT a.id, a.parent_id, 0 FROM comments_comment a WHERE a.id = %s
                UNION ALL
                SELECT b.id, b.parent_id, up.steps + 1 FROM up JOIN comments_comment b ON b.id = up.parent_id
                WHERE up.steps < %s),
            down(id) AS (
                SELECT id FROM (SELECT a.id FROM comments_comment a
                    WHERE a.parent_id = %s AND a.id > %s AND {shown("a")} ORDER BY a.id LIMIT %s) own
                UNION ALL
                SELECT b.id FROM down JOIN comments_comment b ON b.parent_id = down.id WHERE {shown("b")})
            SELECT id FROM up UNION ALL SELECT id FROM (SELECT id FROM down LIMIT %s) branch) around
            JOIN comments_comment c ON c.id = around.id {_WRITERS}""",
        [comment_id, above, comment_id, after, direct, below],
    )
    return sorted(found, key=attrgetter("depth", "pk"))


def parents_above(keys: Iterable[int]) -> dict[int, int | None]:
    """These comments and all that they answer, each with the key of its parent; every one is found once."""
    wanted = list(keys)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH RECURSIVE up(id, parent_id) AS (
                SELECT id, parent_id FROM comments_comment WHERE id IN ({_marks(wanted)})
                UNION
                SELECT c.id, c.parent_id FROM up JOIN comments_comment c ON c.id = up.parent_id)
            SELECT id, parent_id FROM up""",  # placeholders
            wanted,
        )
        return dict(cursor.fetchall())


_DOWN = """WITH RECURSIVE down(id) AS (
    SELECT id FROM comments_comment WHERE id = %s
    UNION ALL SELECT c.id FROM down JOIN comments_comment c ON c.parent_id = down.id)"""


def size_of_branch(top: int) -> tuple[int, int]:
    """How many published comments a comment and everything below it are, and of how many writers."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""{_DOWN} SELECT count(*), count(DISTINCT c.author_id) + count(DISTINCT c.guest_id)
                + count(DISTINCT NULLIF(c.imported_name, ''))
            FROM down JOIN comments_comment c ON c.id = down.id WHERE c.status = %s""",  # placeholders
            [top, _PUBLISHED],
        )
        return tuple(cursor.fetchone())


def published_below(top: int, limit: int) -> list[int]:
    """The keys of the published comments of a branch, its top included; the deepest and newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""{_DOWN} SELECT c.id FROM down JOIN comments_comment c ON c.id = down.id
            WHERE c.status = %s ORDER BY c.depth DESC, c.id DESC LIMIT %s""",  # placeholders
            [top, _PUBLISHED, limit],
        )
        return [pk for (pk,) in cursor.fetchall()]


def changes_since(article_id: int, seq: int, limit: int) -> list[Row]:
    """What changed in a discussion after the version `seq`, oldest change first; hidden ones too."""
    return _rows(
        f"""FROM comments_comment c {_WRITERS} WHERE c.discussion_id = %s AND c.seq > %s
            ORDER BY c.seq, c.id LIMIT %s""",
        [article_id, seq, limit],
    )


def _oldest_replies(columns: str) -> str:
    """Of the thread of a root `r`, as many as the next value says."""
    return f"SELECT {columns} FROM comments_comment d WHERE d.root_id = r.id AND {shown('d')} ORDER BY d.id LIMIT %s"


def _rows(tail: str, values: Sequence[Any]) -> list[Row]:
    """`tail` starts at FROM and names comments `c`; no part of it comes from a request."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} {tail}", values)
        return list(map(Row._make, cursor.fetchall()))


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))
