"""Keeping what was built until it changes: under a key that names its version, one builder at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar
from zlib import crc32

from django.core.cache import caches
from django.utils import timezone

T = TypeVar("T")

# Where a page that is being built says, in its request's environment, when time makes it stale.
GOOD_UNTIL = "parley.good_until"

# Nothing asks for an old version's key again; this only bounds how long it lies about.
KEEP_SECONDS = 3600
# Builders of different pages seldom share a lock, and a fixed number of locks needs no sweeping.
# Who builds a page asks for the list in it: each kind has locks of its own, always taken in that order, so that
# no builder waits for itself or for one that waits for it.
_locks = {is_list: tuple(Lock() for _ in range(64)) for is_list in (False, True)}


@dataclass(frozen=True)
class Kept(Generic[T]):
    """Something built; `good_until` is when time itself makes it stale, or None."""

    value: T
    good_until: datetime | None = None

    @property
    def is_good(self) -> bool:
        return self.good_until is None or self.good_until > timezone.now()


def keep(key: str, build: Callable[[], Kept[T]]) -> Kept[T]:
    """What is kept under `key`, or what `build` makes, once, while others of this process wait for it."""
    kept: Kept[T] | None = find(key)
    if kept:
        return kept
    locks = _locks[key.startswith("list.")]
    with locks[crc32(key.encode()) % len(locks)]:
        # Another thread may have built it while this one waited.
        return find(key) or _built(key, build)


def find(key: str) -> "Kept[T] | None":
    kept: Kept[T] | None = caches["pages"].get(key)
    return kept if kept and kept.is_good else None


def _built(key: str, build: Callable[[], Kept[T]]) -> Kept[T]:
    kept = build()
    caches["pages"].set(key, kept, KEEP_SECONDS)
    return kept
