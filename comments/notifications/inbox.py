"""Reading one's notifications."""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from accounts.keys import key_of
from accounts.models import User
from comments.models import Decision, Notification, Sanction

ENTRIES_ON_A_PAGE = 30
# Nobody counts further, and the count costs no more however much waits.
UNREAD_AT_MOST = 100

_UNREAD = """
    SELECT COUNT(*) FROM
    (SELECT 1 FROM comments_notification WHERE recipient_id = %s AND read_at IS NULL LIMIT %s) unread
"""


@dataclass(frozen=True)
class InboxPage:
    """Newest first; `earlier` is the cursor of the next page, or blank."""

    entries: list[Notification]
    earlier: str = ""


def unread_count(user: User) -> int:
    """How many notifications wait, at most UNREAD_AT_MOST: one query that reads an index alone.

    Not through the ORM, whose building of it costs several times the query, on every page of a signed-in reader.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [user.pk, UNREAD_AT_MOST])
        count: int = cursor.fetchone()[0]
    return count


def inbox_page(user: User, before: str = "") -> InboxPage:
    """The notifications older than the one with the key `before`; what is no key gives the first page."""
    mine = Notification.objects.filter(recipient=user).order_by("-pk")
    if (key := key_of(before)) is not None:
        mine = mine.filter(pk__lt=key)
    shown = mine.select_related("comment__author", "comment__guest", "comment__discussion__article")
    # Which discussions can be read hangs on the topics, too.
    found = list(shown.prefetch_related("comment__discussion__article__topics")[: ENTRIES_ON_A_PAGE + 1])
    entries = found[:ENTRIES_ON_A_PAGE]
    _find_decisions(entries)
    _find_sanctions(entries)
    return InboxPage(entries, str(entries[-1].pk) if len(found) > len(entries) else "")


def _find_decisions(entries: list[Notification]) -> None:
    """What was decided, where entries tell of that: one query, and none where they do not."""
    told = {entry.occasion for entry in entries if entry.kind == Notification.Kind.DECISION and entry.occasion}
    decisions = Decision.objects.in_bulk(told) if told else {}
    for entry in entries:
        if entry.kind == Notification.Kind.DECISION:
            entry.decision = decisions.get(entry.occasion)


def _find_sanctions(entries: list[Notification]) -> None:
    """The same for what is told of sanctions."""
    told = {entry.occasion for entry in entries if entry.comment_id is None}
    sanctions = Sanction.objects.in_bulk(told) if told else {}
    for entry in entries:
        entry.sanction = sanctions.get(entry.occasion) if entry.comment_id is None else None


def mark_read(user: User, pk: int | None = None) -> None:
    """Note that `user` has read the notification with that key, or all; another's stays as it is."""
    waiting = Notification.objects.filter(recipient=user, read_at=None)
    (waiting if pk is None else waiting.filter(pk=pk)).update(read_at=timezone.now())
