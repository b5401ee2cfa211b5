"""What an open page asks: whether anything changed, and what."""

from typing import Any

from django.utils import timezone

from articles.models import Article
from articles.policy import discussion_policy
from comments.actions.voting import SCORES_SHOWN_EVERY
from comments.discussion import facts_about
from comments.models import Discussion
from comments.renderer import render_entry
from comments.rows import Row, changes_since, rows_by_key
from comments.tree import line_of

# More than this at once, and the page is better read afresh.
CHANGES_AT_ONCE = 200


def shown_version(article: Article) -> str:
    """The version of what readers see: the discussion's, marked when votes older than a minute wait in it.

    Reads the article's discussion: one query unless it came with the article.
    """
    discussion: Discussion | None = getattr(article, "discussion", None)
    if discussion is None:
        return "0"
    return version_word(discussion.version, discussion.has_new_votes, discussion.scored_at)


def version_word(version: int, has_new_votes: bool, scored_at: Any) -> str:
    is_due = has_new_votes and scored_at is not None and scored_at <= timezone.now() - SCORES_SHOWN_EVERY
    return f"{version}+" if is_due else str(version)


def changes_in(article: Article, after: str) -> dict[str, Any]:
    """Entries as they now stand, with their parents, and the keys of those that are gone.

    `after` is a version; where it is none, or more has changed than is worth sending, `reload` is true.
    """
    word = after.removesuffix("+")
    version = shown_version(article)
    if not (word.isascii() and word.isdecimal() and len(word) < 19):
        return {"version": version, "reload": True}
    rows = changes_since(article.pk, int(word), CHANGES_AT_ONCE + 1)
    if len(rows) > CHANGES_AT_ONCE:
        return {"version": version, "reload": True}
    shown = [row for row in rows if row.is_shown]
    parents = rows_by_key({row.parent_id for row in shown if row.parent_id})
    facts = facts_about(
        [*shown, *parents], discussion_policy(article), getattr(article, "discussion", None), article=article
    )
    return {
        "version": version,
        "reload": False,
        "entries": [_entry(row, render_entry(line_of(row), facts)) for row in shown],
        "gone": [row.pk for row in rows if not row.is_shown],
    }


def _entry(row: Row, html: str) -> dict[str, Any]:
    return {"id": row.pk, "parent": row.parent_id, "root": row.root_id, "seq": row.seq, "html": f"{html}</li>"}
