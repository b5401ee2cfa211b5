"""Earlier comments that say nearly the same: what was decided then helps whoever decides now."""

import re
from collections.abc import Iterator
from itertools import combinations
from unicodedata import normalize

from accounts.permissions import Viewer
from articles.search.phrases import Words
from comments.discussion import mark_undone
from comments.models import Comment
from comments.moderation.cards import history
from comments.moderation.search_index import newest_holding
from comments.quotations.shown import plain_text

SIMILAR_SHOWN = 5
# Long words are rare words, near enough: to count them would cost more than to look.
_TELLING = 4
_LOOKED_AT = 100
# Two comments share so much of all their words, at least.
_LEAST_ALIKE = 0.3
_WORD = re.compile(r"\w+")


def similar_to(comment: Comment, viewer: Viewer) -> list[Comment]:
    """Up to SIMILAR_SHOWN of those before it, the most alike first, each with its decisions.

    Found by the words that tell most, of those holding them the newest: a handful of queries, each
    bounded, whatever the comment says and however many there are.
    """
    words = _words_of(comment)
    keys = list(dict.fromkeys(_holding(_telling(words), comment.pk)))[:_LOOKED_AT]
    if not keys:
        return []
    found = Comment.objects.visible_to(viewer).confirmed().filter(pk__in=keys).for_display()
    alike = {one: _share(words, _words_of(one)) for one in found.order_by("-pk")}
    nearest = sorted(alike, key=lambda one: -alike[one])[:SIMILAR_SHOWN]
    chosen = [one for one in nearest if alike[one] >= _LEAST_ALIKE]
    _note_decisions(chosen)
    return chosen


def _holding(telling: list[str], below: int) -> Iterator[int]:
    """Who holds all of the telling words, then who holds two of the three that tell most."""
    if not telling:
        return
    asked = [tuple(telling), *combinations(telling[:3], 2)] if len(telling) > 2 else [tuple(telling)]
    for held in asked:
        stretch = next(newest_holding(Words(held=held), below), None)
        yield from stretch.keys[:_LOOKED_AT] if stretch else []


def _telling(words: set[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))[:_TELLING]


def _words_of(comment: Comment) -> set[str]:
    return set(_WORD.findall(normalize("NFKC", plain_text(comment.body_html)).casefold()))


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _note_decisions(comments: list[Comment]) -> None:
    decisions = list(history().filter(comment__in=comments)) if comments else []
    for comment in comments:
        theirs = [decision for decision in decisions if decision.comment_id == comment.pk]
        comment.history = theirs  # type: ignore[attr-defined]  # as on a card
        mark_undone(theirs)
