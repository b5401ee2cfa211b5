"""A discussion as it is kept, for checking: plain values, read by comments/checking/reading.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from comments.models import Comment

_TOMBSTONES = {Comment.Status.REMOVED, Comment.Status.DELETED, Comment.Status.SPAM}


@dataclass(slots=True)
class Entry:
    """A comment: its facts, then what is kept beside it, then the rows that count for it."""

    pk: int
    parent_id: int | None
    kind: int
    status: int
    created_at: datetime
    import_source: str
    root_id: int | None
    depth: int
    reply_count: int
    report_count: int
    upvotes: int
    downvotes: int
    score: int
    seq: int
    quoted_count: int
    upvote_rows: int = 0
    downvote_rows: int = 0
    open_reports: int = 0
    quoting_comments: int = 0
    # Votes whose row names another discussion than the comment's.
    astray_votes: int = 0

    @property
    def is_published(self) -> bool:
        return self.status == Comment.Status.PUBLISHED

    def is_shown_with(self, replies: int) -> bool:
        return self.is_published or (self.status in _TOMBSTONES and replies > 0)


@dataclass(frozen=True, slots=True)
class ThreadFacts:
    """A thread's row as it is kept."""

    discussion_id: int
    best: int
    size: int
    last_reply_at: datetime
    is_pinned: bool = False


@dataclass(frozen=True)
class DiscussionFacts:
    """A discussion as it is kept: its own row's values, its comments and its roots' thread rows, by key.

    `branches` counts those for which moderators have set something.
    """

    pk: int
    kept: Mapping[str, Any]
    entries: Mapping[int, Entry]
    threads: Mapping[int, ThreadFacts] = field(default_factory=dict)
    branches: int = 0
