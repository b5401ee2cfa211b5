"""Somebody's try to say something, with what they said lately."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from accounts.models import User
from comments.branches import keys_below
from comments.models import Branch, Comment, Guest
from comments.permissions import may_moderate
from comments.querysets import CommentQuerySet
from comments.rows import parents_above
from comments.rules.cases import Case
from comments.rules.judging import NOTHING_FOUND, Judgement, judge_new

# As far back as somebody is likely to repeat themselves.
LATELY = 20
# More than the rates let anybody say within the longest slow mode of a branch.
MOST_SAID = 500


class Said(NamedTuple):
    """A comment of the writer's, as much of it as guards look at."""

    pk: int
    discussion: int
    written_at: datetime
    body: str


@dataclass(frozen=True, eq=False)
class Attempt:
    """What is about to be said: `body` cleaned, `network` as origins.network_of has it, or blank.

    Either `author` or `guest` says it. `slow_mode_seconds` is the discussion's, `slow_branch` the
    branch in slow mode that it would stand in; `insisted` names the findings that the writer was told
    of and overrode. The writer's last comments are read once, by one query.
    """

    discussion: int
    body: str
    author: User | None = None
    guest: Guest | None = None
    network: str = ""
    slow_mode_seconds: int = 0
    slow_branch: Branch | None = None
    insisted: frozenset[str] = frozenset()
    now: datetime = field(default_factory=timezone.now)
    # The article's, by key.
    topics: frozenset[int] = frozenset()

    @property
    def somebody(self) -> User | Guest:
        somebody = self.author or self.guest
        assert somebody is not None  # noqa: S101  # somebody says it
        return somebody

    @property
    def writer(self) -> tuple[str, int]:
        """The column of a comment that names the writer, and their key there."""
        if self.author is not None:
            return "author_id", self.author.pk
        assert self.guest is not None  # noqa: S101  # somebody says it
        # Somebody who is a guest for the first time has said nothing yet.
        return "guest_id", self.guest.pk or 0

    @cached_property
    def is_moderator(self) -> bool:
        return self.author is not None and bool(may_moderate(self.author))

    @cached_property
    def judgement(self) -> Judgement:
        """What the site's rules found; nothing of a moderator's."""
        if self.is_moderator:
            return NOTHING_FOUND
        column, key = self.writer
        return judge_new(
            Case(self.body, self.discussion, {column: key or None}, self.now, self._began_at, self.topics)
        )

    @cached_property
    def said_lately(self) -> list[Said]:
        """The writer's newest comments, whatever became of them, newest first."""
        found = self._mine().values_list("pk", "discussion", "created_at", "body")
        return [Said(*one) for one in found[:LATELY]]

    def last_said_here(self, since: datetime) -> datetime | None:
        """When the writer last commented in this discussion, if that was after `since`."""
        here = [one.written_at for one in self.said_lately if one.discussion == self.discussion]
        if here or len(self.said_lately) < LATELY:
            return max((moment for moment in here if moment > since), default=None)
        earlier = self._mine().filter(discussion=self.discussion, created_at__gt=since)
        return earlier.values_list("created_at", flat=True).first()

    def last_said_below(self, top: int, since: datetime) -> datetime | None:
        """When the writer last commented in the branch of `top`, if that was after `since`."""
        mine = self._mine().filter(discussion=self.discussion, created_at__gt=since)
        said = dict(mine.values_list("pk", "created_at")[:MOST_SAID])
        below = keys_below([top], parents_above(said))
        return max((moment for pk, moment in said.items() if pk in below), default=None)

    @property
    def _began_at(self) -> datetime:
        """Since when the writer is known here."""
        if self.author is not None:
            return self.author.joined_at
        return self.guest.created_at if self.guest else self.now

    def _mine(self) -> CommentQuerySet:
        column, key = self.writer
        return Comment.objects.filter(**{column: key}).order_by("-pk")
