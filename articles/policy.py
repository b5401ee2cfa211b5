"""What an article's discussion allows: the site's setting, its topics' and its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from articles.models.policy import DiscussionMode, DiscussionPolicyFields

if TYPE_CHECKING:
    from articles.models import Article

POLICY_FIELDS = ("discussion_mode", "allows_guests", "closes_after_days", "slow_mode_seconds")
_SITE_SAYS = {
    "discussion_mode": "DISCUSSION_MODE",
    "allows_guests": "DISCUSSION_ALLOWS_GUESTS",
    "closes_after_days": "DISCUSSION_CLOSES_AFTER_DAYS",
    "slow_mode_seconds": "DISCUSSION_SLOW_MODE_SECONDS",
}
# Before that nobody has to hurry.
CLOSING_IS_TOLD = timedelta(days=3)
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
    def closes_soon(self) -> bool:
        """Whether readers are told when it closes."""
        is_near = self.closes_at is not None and self.closes_at - CLOSING_IS_TOLD <= timezone.now()
        return is_near and self.accepts_comments

    @property
    def closed_since(self) -> datetime | None:
        """The moment at which it closed by itself; None where it is open, or somebody closed it."""
        is_over = self.mode in {DiscussionMode.OPEN, DiscussionMode.PREMODERATED} and not self.accepts_comments
        return self.closes_at if is_over else None

    @property
    def changes_at(self) -> datetime | None:
        """When time alone next changes what readers are told; None where it does not."""
        now, closes_at = timezone.now(), self.closes_at
        moments = (closes_at - CLOSING_IS_TOLD, closes_at) if closes_at else ()
        return next((moment for moment in moments if moment > now), None)

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


def who_says(article: "Article") -> dict[str, DiscussionPolicyFields | None]:
    """For each field of the policy the nearest that says something: article, topic, or None for the site."""
    levels = _levels(article)
    return {name: next((level for level in levels if _said(level, name) is not None), None) for name in POLICY_FIELDS}


def say_of(level: DiscussionPolicyFields | None, name: str) -> Any:
    """What the article or topic says in this field of the policy, or the site where there is none."""
    return getattr(settings, _SITE_SAYS[name]) if level is None else _said(level, name)


def _policy(article: "Article") -> DiscussionPolicy:
    says = {name: say_of(level, name) for name, level in who_says(article).items()}
    days = says["closes_after_days"]
    return DiscussionPolicy(
        mode=DiscussionMode(says["discussion_mode"]),
        allows_guests=says["allows_guests"],
        closes_at=_days_after(article.published_at, days) if days and article.published_at else None,
        slow_mode_seconds=says["slow_mode_seconds"],
    )


def _days_after(moment: datetime, days: int) -> datetime | None:
    """None where that is beyond all calendars, which is never."""
    try:
        return moment + timedelta(days=days)
    except OverflowError:
        return None


def _levels(article: "Article") -> list[DiscussionPolicyFields]:
    return [article, *article.topics_by_position]


def _said(level: DiscussionPolicyFields, name: str) -> Any:
    """None where nothing is said: a mode is then blank."""
    said = getattr(level, name)
    return None if said == "" else said
