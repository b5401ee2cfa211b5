"""What a person's latest comments came to: shown on the card, for whoever decides on the next."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import CharField
from django.db.models.expressions import RawSQL

from comments.models import Comment

# What somebody wrote years ago says little, and to count it all would cost most for those who write most.
LATEST = 50


@dataclass(frozen=True)
class WriterRecord:
    """Of the LATEST comments of somebody with an account."""

    joined_at: datetime
    published: int
    removed: int

    @property
    def removed_percent(self) -> int:
        """removed ÷ (published + removed), rounded; what waits, and what its writer deleted, is not counted."""
        judged = self.published + self.removed
        return round(100 * self.removed / judged) if judged else 0


def latest_statuses() -> RawSQL:
    """For a query of comments: the statuses of their writers' latest comments, a figure each, without a query more."""
    together = "string_agg(status::text, '')" if connection.vendor == "postgresql" else "group_concat(status, '')"
    statement = f"""
        SELECT {together} FROM (
            SELECT mine.status FROM comments_comment mine WHERE mine.author_id = comments_comment.author_id
            ORDER BY mine.id DESC LIMIT {LATEST}) latest
    """  # noqa: S608  # constants
    return RawSQL(statement, [], output_field=CharField())  # noqa: S611  # the same


def record_of(card: Any) -> WriterRecord | None:
    """Of a comment read with `latest_statuses`; None of guests and archives."""
    if card.author is None:
        return None
    counted = Counter(card.latest_statuses or "")
    removed = counted[str(Comment.Status.REMOVED)] + counted[str(Comment.Status.SPAM)]
    return WriterRecord(card.author.joined_at, counted[str(Comment.Status.PUBLISHED)], removed)
