"""Where quoted words come from, looked for where it costs little, however large the discussion.

A comment that the line above names by its number: one row. Otherwise, in this order, what is
answered; the nearest ANCESTORS above that; the article; and of the NEAREST comments of the
discussion that changed last those with the name that is claimed, or, for words without a name,
those with the passage's longest word, CANDIDATES at most. Each step is one query, made only
where the steps before found nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection

from articles.models import Article
from comments.models import Comment
from comments.quotations.passages import FEWEST_WORDS, count_words, normalise
from comments.quotations.shown import article_text, holds, stands
from comments.quotations.typed import Typed

ANCESTORS = 50
NEAREST = 300
CANDIDATES = 20
# Where words are not parted by spaces, so many letters are a passage.
FEWEST_LETTERS = 10

_SAID = """
    SELECT c.id, c.body_html, c.revision_number,
        COALESCE(NULLIF(u.display_name, ''), u.handle, g.name, c.imported_name), COALESCE(u.handle, '')
    FROM comments_comment c
    LEFT JOIN accounts_user u ON u.id = c.author_id LEFT JOIN comments_guest g ON g.id = c.guest_id
"""
_BY_NUMBER = f"{_SAID} WHERE c.id = %s AND c.discussion_id = %s AND c.status = 1"
_ABOVE = f"""
    WITH RECURSIVE up(id, parent_id, steps) AS (
        SELECT a.id, a.parent_id, 1 FROM comments_comment a WHERE a.id = %s
        UNION ALL
        SELECT b.id, b.parent_id, up.steps + 1 FROM up JOIN comments_comment b ON b.id = up.parent_id
        WHERE up.steps < {ANCESTORS})
    {_SAID} WHERE c.id IN (SELECT id FROM up) AND c.status = 1 ORDER BY c.id DESC
"""
_NEAR = f"""
    {_SAID} WHERE c.id IN
        (SELECT id FROM comments_comment WHERE discussion_id = %s ORDER BY seq DESC LIMIT {NEAREST})
    AND c.status = 1 AND c.id <> %s AND
"""
_LATEST = f"ORDER BY c.id DESC LIMIT {CANDIDATES}"
_OF_NAME = f"{_NEAR} (LOWER(COALESCE(NULLIF(u.display_name, ''), g.name, c.imported_name, '')) = LOWER(%s) OR u.handle = %s) {_LATEST}"  # noqa: E501  # one condition
_WITH_WORD = f"{_NEAR} LOWER(c.body) LIKE LOWER(%s) ESCAPE '!' {_LATEST}"


class Said(NamedTuple):
    """A published comment that may be quoted."""

    number: int
    html: str
    revision_number: int
    name: str
    handle: str

    def is_by(self, name: str) -> bool:
        return name.casefold() in {self.name.casefold(), self.handle}


@dataclass(frozen=True)
class Found:
    """Where a quotation comes from: a comment, or, with none, the article; whether word for word."""

    said: Said | None = None
    is_verbatim: bool = True


class Reach:
    """What a comment may quote."""

    def __init__(self, comment: Comment, article: Article) -> None:
        self.comment = comment
        self.article = article

    def find(self, typed: Typed) -> Found | None:
        """None where nobody is quoted who could be told."""
        if typed.number is not None:
            return self._of(typed, self._read(_BY_NUMBER, [typed.number, self.comment.discussion_id]))
        if typed.path == self.article.get_absolute_url():
            return Found(is_verbatim=self._is_in_article(typed))
        if typed.name and (found := self._by_name(typed)):
            return found
        return self._anywhere(typed) if _is_long_enough(typed.passage) else None

    def _of(self, typed: Typed, candidates: Sequence[Said]) -> Found | None:
        """The first that holds the words; failing that, the first, altered."""
        for said in candidates:
            if _is_in(typed, said):
                return Found(said)
        return Found(candidates[0], is_verbatim=False) if candidates else None

    def _by_name(self, typed: Typed) -> Found | None:
        above = [said for said in self._above if said.is_by(typed.name)]
        found = self._of(typed, above)
        if found and found.is_verbatim:
            return found
        values = [self.comment.discussion_id, self.comment.pk or 0, typed.name, typed.name.casefold()]
        return self._of(typed, [*above, *self._read(_OF_NAME, values)])

    def _anywhere(self, typed: Typed) -> Found | None:
        for said in self._above:
            if _is_in(typed, said):
                return Found(said)
        if self._is_in_article(typed):
            return Found()
        word = max(re.findall(r"\w+", typed.passage), key=len)
        values = [self.comment.discussion_id, self.comment.pk or 0, f"%{word.replace('_', '!_')}%"]
        holding = [said for said in self._read(_WITH_WORD, values) if _is_in(typed, said)]
        # Words that several have said are nobody's.
        return Found(holding[0]) if len(holding) == 1 else None

    @cached_property
    def _above(self) -> list[Said]:
        """What is answered, nearest first."""
        return self._read(_ABOVE, [self.comment.parent_id]) if self.comment.parent_id else []

    def _is_in_article(self, typed: Typed) -> bool:
        return not typed.links and stands(typed.passage, article_text(self.article))

    def _read(self, statement: str, values: Iterable[Any]) -> list[Said]:
        with connection.cursor() as cursor:
            cursor.execute(statement, list(values))
            return [Said(*row) for row in cursor.fetchall()]


def _is_in(typed: Typed, said: Said) -> bool:
    return holds(said.html, typed.passage, links=typed.links, is_nested=typed.is_nested)


def _is_long_enough(passage: str) -> bool:
    text = normalise(passage)
    return count_words(text) >= FEWEST_WORDS or (not text.isascii() and len(re.findall(r"\w", text)) >= FEWEST_LETTERS)
