"""What is alike on all cards of a list, drawn once: the forms under each comment differ in three figures.

Drawing them costs Django's templates more than all the rest of a card, and a page has fifty.
"""

from collections.abc import Callable
from secrets import randbelow
from typing import Any

from django.utils.safestring import SafeString

from comments.models import Comment

# Figures, because addresses take nothing else for a key; so long that no comment, decision or sentence holds one.
_LEAST = 10**24


def alike(comment: Comment) -> tuple[int, bool]:
    """Comments for which this is the same have one stencil."""
    return comment.status, comment.is_shown


class NotAlikeError(Exception):
    """A stencil asked something that differs from card to card; it has to be drawn outside."""


class _AnyComment:
    """All that a stencil knows of the comments whose cards it is for: what is `alike`, and where their figures go."""

    Status = Comment.Status

    def __init__(self, comment: Comment) -> None:
        self.status, self.get_status_display = comment.status, comment.get_status_display
        self.is_published, self.is_tombstone = comment.is_published, comment.is_tombstone
        self.is_shown = comment.is_shown
        self.pk, self.revision_number = _slot(), _slot()

    def __getattr__(self, name: str) -> Any:
        raise NotAlikeError(name)


class _AnyDecision:
    def __init__(self) -> None:
        self.pk = _slot()

    def __getattr__(self, name: str) -> Any:
        raise NotAlikeError(name)


class Stencil:
    """HTML with slots for a comment's key and revision and for the key of the last decision on it."""

    def __init__(self, comment: Comment, draw: Callable[[dict[str, Any]], str]) -> None:
        """`draw` is given a `comment` and its `last` decision that stand for all that are like this one."""
        any_comment, any_decision = _AnyComment(comment), _AnyDecision()
        self._html = draw({"comment": any_comment, "last": any_decision})
        self._slots = tuple(map(str, (any_comment.pk, any_comment.revision_number, any_decision.pk)))

    def filled(self, comment: Comment, last_decision: int) -> SafeString:
        html = self._html
        for slot, figure in zip(self._slots, (comment.pk, comment.revision_number, last_decision), strict=True):
            html = html.replace(slot, str(figure))
        return SafeString(html)


def _slot() -> int:
    return _LEAST + randbelow(_LEAST)
