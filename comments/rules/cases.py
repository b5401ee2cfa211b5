"""A comment as rules look at it: its words, its writer, and what was said around it at the time.

The same for what is being sent and for what was sent long ago: of that, later comments are left out.
What takes a query is asked when a rule wants it, and once for all rules.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from comments.models import Comment, Decision
from comments.rules.links import Link, domains_in, links_of
from comments.rules.words import Words, words_of

# Of a writer's earlier comments so many tell who they are; of everybody's, what goes on.
EARLIER = 50
AROUND = 300
# What people decide on a comment itself.
BY_MODERATORS = (
    Decision.Verdict.APPROVE,
    Decision.Verdict.REMOVE,
    Decision.Verdict.RESTORE,
    Decision.Verdict.SPAM,
)


@dataclass(frozen=True)
class History:
    """What became of a writer's last EARLIER comments."""

    published: int
    removed: int

    @property
    def removed_percent(self) -> int:
        judged = self.published + self.removed
        return round(100 * self.removed / judged) if judged else 0


@dataclass(frozen=True, eq=False)
class Case:
    """`writer` is the column of a comment that names the writer, with the value there; `below` its own key, if any.

    `began_at` is since when the writer is known here, None where nobody can tell. `reports` are readers' open ones.
    """

    body: str
    discussion: int
    writer: Mapping[str, Any]
    said_at: datetime
    began_at: datetime | None = None
    topics: frozenset[int] = field(default_factory=frozenset)
    below: int | None = None
    reports: int = 0

    @cached_property
    def words(self) -> Words:
        return words_of(self.body)

    @cached_property
    def links(self) -> list[Link]:
        return links_of(self.body)

    @cached_property
    def domains(self) -> list[Link]:
        return domains_in(self.body)

    @property
    def age(self) -> timedelta:
        """How long the writer had been here; nothing where nobody can tell."""
        return max(self.said_at - (self.began_at or self.said_at), timedelta())

    @cached_property
    def history(self) -> History:
        """One query; nothing of a guest who is new."""
        if None in self.writer.values():
            return History(0, 0)
        earlier = self._earlier().filter(**self.writer).values_list("status", flat=True)[:EARLIER]
        counted = Counter(earlier)
        removed = counted[Comment.Status.REMOVED] + counted[Comment.Status.SPAM]
        return History(counted[Comment.Status.PUBLISHED], removed)

    def in_discussion_since(self, span: timedelta) -> int:
        since = self.said_at - span
        return sum(one == self.discussion and at > since for one, at, _body in self._around)

    def said_since(self, span: timedelta) -> int:
        """How often the same words were sent, by anybody."""
        since, words = self.said_at - span, essence(self.body)
        return sum(at > since and essence(body) == words for _discussion, at, body in self._around)

    @cached_property
    def _around(self) -> list[tuple[int, datetime, str]]:
        """The last AROUND comments of the site; one query."""
        return list(self._earlier().values_list("discussion_id", "created_at", "body")[:AROUND])

    def _earlier(self) -> Any:
        comments = Comment.objects.order_by("-pk")
        return comments if self.below is None else comments.filter(pk__lt=self.below)


def case_of(comment: Comment, *, body: str | None = None, reports: int = 0) -> Case:
    """A comment that is here as it was when it was sent; `body` where it said something else then."""
    began = comment.author or comment.guest
    return Case(
        comment.body if body is None else body,
        comment.discussion_id,
        _writer_of(comment),
        comment.created_at,
        getattr(began, "joined_at", None) or getattr(began, "created_at", None),
        frozenset(topic.pk for topic in comment.discussion.article.topics_by_position),
        below=comment.pk,
        reports=reports,
    )


def _writer_of(comment: Comment) -> dict[str, Any]:
    if comment.author_id is not None:
        return {"author_id": comment.author_id}
    return {"guest_id": comment.guest_id} if comment.guest_id else {"imported_name": comment.imported_name}


def essence(body: str) -> str:
    """What stays the same when somebody varies capitals, blanks and line ends."""
    return " ".join(body.casefold().split())
