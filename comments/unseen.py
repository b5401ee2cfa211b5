"""What of a discussion only its own writer sees: comments that wait for a moderator or for the mailed link."""

from typing import Any

from articles.models import Article
from articles.policy import discussion_policy
from comments.discussion import facts_about
from comments.models import Comment
from comments.querysets import CommentQuerySet
from comments.renderer import render_entry
from comments.rows import rows_by_key
from comments.tree import line_of
from comments.writers import Writer, written_by

# More than anybody has waiting in one discussion.
MOST_SHOWN = 20


def waiting_of(writer: Writer, article: Article) -> CommentQuerySet:
    """The writer's comments that wait, newest first."""
    states = [Comment.Status.PENDING, Comment.Status.UNCONFIRMED]
    mine = Comment.objects.filter(written_by(writer), discussion_id=article.pk, status__in=states)
    return mine.order_by("-pk")[:MOST_SHOWN]


def entries_of(keys: list[int], article: Article) -> list[dict[str, Any]]:
    """Entries for an open page to put in their places, with the keys of what they answer; oldest first."""
    if not keys:
        return []
    rows = sorted(rows_by_key(keys), key=lambda row: row.pk)
    facts = facts_about(rows, discussion_policy(article), article=article)
    return [
        {"id": row.pk, "parent": row.parent_id, "seq": row.seq, "html": f"{render_entry(line_of(row), facts)}</li>"}
        for row in rows
    ]
