"""Who has which card open: a courtesy among moderators, which keeps nobody from deciding.

It lives in the cache and ends by itself, so that walking through a queue writes nothing to the database.
Each moderator is at one card, and writes a place of their own; only newcomers write into the list of whom to ask for.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.models import User

# Whoever has not moved for so long is taken to be elsewhere; an open desk says so again well before.
LASTS = timedelta(minutes=3)
_EVERYBODY = "presence"
_EVERYBODY_LASTS = timedelta(hours=12)


class Presence(NamedTuple):
    """That somebody has been at a comment's card since a time."""

    comment: int
    name: str
    since: datetime

    @property
    def in_words(self) -> str:
        facts = {"name": self.name, "time": time_format(timezone.localtime(self.since), "H:i")}
        return _("%(name)s is looking at this since %(time)s.") % facts


def note_presence(comment: int, moderator: User) -> None:
    """The moderator is at this comment now, and at no other."""
    earlier: Presence | None = cache.get(_place(moderator.pk))
    since = earlier.since if earlier and earlier.comment == comment else timezone.now()
    cache.set(_place(moderator.pk), Presence(comment, str(moderator), since), LASTS.total_seconds())
    everybody = cache.get(_EVERYBODY, frozenset())
    if moderator.pk not in everybody:
        cache.set(_EVERYBODY, everybody | {moderator.pk}, _EVERYBODY_LASTS.total_seconds())


def end_presence(comment: int, moderator: User) -> None:
    """The moderator is done with it."""
    at = cache.get(_place(moderator.pk))
    if at and at.comment == comment:
        cache.delete(_place(moderator.pk))


def others_present(moderator: User) -> dict[int, Presence]:
    """Who else is where, by the comment's key; of several at one, who came first."""
    others = cache.get(_EVERYBODY, frozenset()) - {moderator.pk}
    found: Mapping[str, Any] = cache.get_many([_place(one) for one in others])
    latest_first = sorted(found.values(), key=lambda presence: presence.since, reverse=True)
    return {presence.comment: presence for presence in latest_first}


def _place(moderator: int) -> str:
    return f"presence-{moderator}"
