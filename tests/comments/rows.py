"""Rows as the database would give them."""

from datetime import UTC, datetime
from typing import Any

from comments.models import Comment
from comments.rows import Row

WHEN = datetime(2007, 8, 6, 12, tzinfo=UTC)


def a_row(pk: int, parent: Row | None = None, **facts: Any) -> Row:
    """A published comment of Dora's; a reply where it has a parent."""
    usual: dict[str, Any] = {
        "depth": parent.depth + 1 if parent else 0,
        "status": Comment.Status.PUBLISHED,
        "kind": Comment.Kind.COMMENT,
        "body_html": "<p>So.</p>",
        "created_at": WHEN,
        "time_is_known": True,
        "edited_at": None,
        "upvotes": 0,
        "downvotes": 0,
        "reply_count": 0,
        "parent_source": Comment.ParentSource.WRITTEN,
        "seq": pk,
        "quoted_count": 0,
        "writer_name": "Dora",
        "handle": "",
    }
    root = (parent.root_id or parent.pk) if parent else None
    return Row(pk=pk, parent_id=parent.pk if parent else None, root_id=root, **{**usual, **facts})
