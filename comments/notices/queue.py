"""The queue of notices, and what its cards show."""

from collections.abc import Iterable
from dataclasses import dataclass

from comments.models import Notice, NoticeLocation

NOTICES_ON_A_PAGE = 50
STATES = ("waiting", "decided")


@dataclass(frozen=True)
class NoticesPage:
    """`later` is the place to go on at, or blank."""

    notices: list[Notice]
    later: str = ""


def notices_page(state: str, after: int | None = None) -> NoticesPage:
    """Those that wait, the oldest first; or those that are decided, the newest first. Costs two queries."""
    if state == "decided":
        found = Notice.objects.exclude(decided_at=None).order_by("-pk")
        found = found.filter(pk__lt=after) if after is not None else found
    else:
        found = Notice.objects.waiting().order_by("pk")
        found = found.filter(pk__gt=after) if after is not None else found
    notices = list(found.select_related("decided_by")[: NOTICES_ON_A_PAGE + 1])
    shown = notices[:NOTICES_ON_A_PAGE]
    bring_locations(shown)
    return NoticesPage(shown, str(shown[-1].pk) if len(notices) > len(shown) else "")


def bring_locations(notices: Iterable[Notice]) -> None:
    """Give each notice its `places`, with the comments and what became of them; one query."""
    found = NoticeLocation.objects.filter(notice__in=notices).order_by("pk")
    found = found.select_related("article", "comment__author", "comment__guest", "comment__discussion__article")
    by_notice: dict[int, list[NoticeLocation]] = {}
    for location in found:
        location.is_gone = is_gone(location)  # type: ignore[attr-defined]  # for the card, beside its fields
        by_notice.setdefault(location.notice_id, []).append(location)
    for notice in notices:
        notice.places = by_notice.get(notice.pk, [])  # type: ignore[attr-defined]  # the same


def is_gone(location: NoticeLocation) -> bool:
    """Whether there is nothing there any more that could be decided on."""
    if location.article is None or not location.article.is_public:
        return True
    return location.comment is not None and location.comment.is_tombstone
