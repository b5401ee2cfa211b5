"""What an article's discussion allows: the site's setting, its topics' and its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.utils import timezone

from articles.models.policy import DiscussionMode, DiscussionPolicyFields

if TYPE_CHECKING:
    from articles.models import Article


T = TypeVar("T")
_REMEMBERED = "_remembered_policy"


@dataclass(frozen=True)
class DiscussionPolicy:
    """`closes_at` is the moment from which nothing is added, or None; slow mode in seconds, 0 for none."""

    mode: DiscussionMode
    allows_guests: bool
    closes_at: datetime | None
    slow_mode_seconds: int

    @property
    def has_discussion(self) -> bool:
        return self.mode != DiscussionMode.OFF

    @property
    def accepts_comments(self) -> bool:
        is_over = self.closes_at is not None and self.closes_at <= timezone.now()
        return self.mode in {DiscussionMode.OPEN, DiscussionMode.PREMODERATED} and not is_over

    @property
    def is_premoderated(self) -> bool:
        return self.mode == DiscussionMode.PREMODERATED


def discussion_policy(article: "Article") -> DiscussionPolicy:
    """The nearest say counts: article, then its topics in the navigation's order, then the site.

    Reads the article's topics: one statement for each object, unless they are prefetched.
    """
    remembered: DiscussionPolicy | None = vars(article).get(_REMEMBERED)
    return remembered or _policy(article)


def remember_policy(article: "Article") -> None:
    """Let this object say its policy without working it out again: for one that is kept until anything changes."""
    vars(article)[_REMEMBERED] = _policy(article)


def _policy(article: "Article") -> DiscussionPolicy:
    levels: list[DiscussionPolicyFields] = [article, *article.topics_by_position]
    days = _nearest([level.closes_after_days for level in levels], settings.DISCUSSION_CLOSES_AFTER_DAYS)
    return DiscussionPolicy(
        mode=DiscussionMode(_nearest([level.discussion_mode or None for level in levels], settings.DISCUSSION_MODE)),
        allows_guests=_nearest([level.allows_guests for level in levels], settings.DISCUSSION_ALLOWS_GUESTS),
        closes_at=article.published_at + timedelta(days=days) if days and article.published_at else None,
        slow_mode_seconds=_nearest(
            [level.slow_mode_seconds for level in levels], settings.DISCUSSION_SLOW_MODE_SECONDS
        ),
    )


def _nearest(says: list[T | None], default: T) -> T:
    return next((say for say in says if say is not None), default)
