"""Keeping what was built until it changes: in its place, under a stamp of the versions that made it.

Each process remembers what stands in a place now, so that a new version takes the old one's room.
Where there is Redis, the processes share what they build through it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from threading import Lock
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

T = TypeVar("T")
# What is kept ("list" …), then what tells it from others of its kind: of plain words and numbers.
Place = tuple[str, *tuple[str | int | bool, ...]]

# Where a page that is being built says, in its request's environment, when time makes it stale.
GOOD_UNTIL = "parley.good_until"

# What pages show, or hide, by the site's own word: processes share no page that says otherwise.
SHOWN_SETTINGS = (
    "BUILD",
    "SITE_NAME",
    "SITE_URL",
    "DEMO",
    "DISCUSSION_MODE",
    "DISCUSSION_ALLOWS_GUESTS",
    "DISCUSSION_CLOSES_AFTER_DAYS",
    "DISCUSSION_SLOW_MODE_SECONDS",
    "HOUSE_RULES",
    "DOWNVOTES",
    "SCORES_HIDDEN_MINUTES",
    "MODERATION_LOG_NAMES",
    "QUIET_EDIT_MINUTES",
    "LINK_CARDS",
    "LANGUAGE_CODE",
    "TIME_ZONE",
)

# Nothing asks for an old version again; this only bounds how long it lies about in Redis.
KEEP_SECONDS = 3600
# Some hundred long discussions in every form; the site and its worker are to stay below 300 MB.
KEEP_BYTES = 64 * 1024 * 1024
# Who builds a page asks for what stands in it: each kind has locks of its own, and only a page's
# or its headers' builder asks for the others, one after the other, so that no builder waits for itself
# or for one that waits for it. Builders of different pages seldom share a lock, and a fixed number of
# locks needs no sweeping.
_KINDS = ("page", "headers", "article", "list", "piece", "frame", "difference")
_locks = {kind: tuple(Lock() for _ in range(64)) for kind in _KINDS}


@dataclass(frozen=True)
class Kept(Generic[T]):
    """Something built, and about how many bytes it takes; `good_until` is when time itself makes it stale, or None."""

    value: T
    good_until: datetime | None = None
    weight: int = 0

    @property
    def is_good(self) -> bool:
        return self.good_until is None or self.good_until > timezone.now()


class _Memory:
    """What this process keeps, by place; what was not asked for longest goes first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Place, tuple[Hashable, Kept[Any]]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def find(self, place: Place, stamp: Hashable) -> Kept[Any] | None:
        found = self._kept.get(place)
        if found is None or found[0] != stamp or not found[1].is_good:
            return None
        # Another thread may just have made room.
        with suppress(KeyError):
            self._kept.move_to_end(place)
        return found[1]

    def put(self, place: Place, stamp: Hashable, kept: Kept[Any]) -> None:
        with self._lock:
            self._drop(place)
            self._kept[place] = (stamp, kept)
            self._weight += kept.weight
            while self._weight > KEEP_BYTES and len(self._kept) > 1:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._weight = 0

    def _drop(self, place: Place) -> None:
        gone = self._kept.pop(place, None)
        self._weight -= gone[1].weight if gone else 0


_memory = _Memory()
put, forget_all = _memory.put, _memory.clear


def keep(place: Place, stamp: Hashable, build: Callable[[], Kept[T]]) -> Kept[T]:
    """What is kept in `place` under `stamp`, or what `build` makes, once, while others of this process wait for it."""
    kept: Kept[T] | None = find(place, stamp)
    if kept:
        return kept
    locks = _locks[place[0]]
    with locks[hash(place) % len(locks)]:
        # Another thread may have built it while this one waited.
        return find(place, stamp) or _shared(place, stamp) or _built(place, stamp, build)


def remember(place: Place, stamp: Hashable, build: Callable[[], Kept[T]]) -> Kept[T]:
    """As `keep`, in this process alone and with no waiting: for parts that are quicker made than fetched."""
    kept: Kept[T] | None = find(place, stamp)
    if kept is None:
        kept = build()
        put(place, stamp, kept)
    return kept


def find(place: Place, stamp: Hashable) -> "Kept[Any] | None":
    """What this process keeps; asks nothing of anybody else."""
    return _memory.find(place, stamp)


def _shared(place: Place, stamp: Hashable) -> "Kept[Any] | None":
    kept: Kept[Any] | None = caches["pages"].get(_key(place, stamp)) if _shares() else None
    if kept is None or not kept.is_good:
        return None
    put(place, stamp, kept)
    return kept


def _built(place: Place, stamp: Hashable, build: Callable[[], Kept[T]]) -> Kept[T]:
    kept = build()
    put(place, stamp, kept)
    if _shares():
        caches["pages"].set(_key(place, stamp), kept, KEEP_SECONDS)
    return kept


def _shares() -> bool:
    return "pages" in settings.CACHES


def _key(place: Place, stamp: Hashable) -> str:
    said = [str(getattr(settings, name)) for name in SHOWN_SETTINGS]
    return blake2b(repr((said, place, stamp)).encode(), digest_size=20).hexdigest()
