"""Where each comment lies by what it answers, and how many shown replies it has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from comments.checking.facts import Entry
from comments.models.comment import DEEPEST


@dataclass(slots=True)
class Place:
    """Where a comment lies by what it answers; `parent_id` is None too where that led back to itself."""

    parent_id: int | None
    root_id: int | None
    depth: int
    replies: int = 0


def places_of(entries: Mapping[int, Entry]) -> dict[int, Place]:
    """Every comment's place, those above before those below; none for what hangs under another discussion."""
    places = _places(entries)
    _count_replies(entries, places)
    return places


def _places(entries: Mapping[int, Entry]) -> dict[int, Place]:
    below: dict[int, list[int]] = {}
    for entry in entries.values():
        if entry.parent_id is not None:
            below.setdefault(entry.parent_id, []).append(entry.pk)
    places: dict[int, Place] = {}
    _place_under(places, below, [entry.pk for entry in entries.values() if entry.parent_id is None])
    elsewhere = _under(below, [parent for parent in below if parent not in entries])
    for pk in sorted(entries.keys() - places.keys() - elsewhere):
        if pk not in places:
            _place_under(places, below, [_first_of_circle(pk, entries)])
    return places


def _place_under(places: dict[int, Place], below: Mapping[int, list[int]], roots: Iterable[int]) -> None:
    waiting = [(root, Place(None, None, 0)) for root in roots]
    while waiting:
        pk, place = waiting.pop()
        if pk in places:
            # The circle's first comment again, from behind.
            continue
        places[pk] = place
        reply = (pk, place.root_id or pk, min(place.depth + 1, DEEPEST))
        waiting.extend((child, Place(*reply)) for child in below.get(pk, ()))


def _under(below: Mapping[int, list[int]], starts: list[int]) -> set[int]:
    found: set[int] = set()
    while starts:
        replies = below.get(starts.pop(), ())
        found.update(replies)
        starts.extend(replies)
    return found


def _first_of_circle(pk: int, entries: Mapping[int, Entry]) -> int:
    """The oldest of the comments that answer one another, `pk` among them or under them."""
    seen: dict[int, None] = {}
    while pk not in seen:
        seen[pk] = None
        pk = cast("int", entries[pk].parent_id)
    way = list(seen)
    return min(way[way.index(pk) :])


def _count_replies(entries: Mapping[int, Entry], places: dict[int, Place]) -> None:
    """From below upwards, since a tombstone is shown only where a reply to it is."""
    for pk, place in reversed(places.items()):
        if place.parent_id is not None and entries[pk].is_shown_with(place.replies):
            places[place.parent_id].replies += 1
