"""The laws of a discussion, and what breaks them.

Whom a comment answers, its status, its time, and the rows of votes and reports are facts. All
that is kept beside them follows from them and can be worked out again: where it does not agree
with them it has drifted. Nothing here touches a database (comments/actions/mending.py mends).

Votes are the one fact that may be missing: an archive gives sums and no voters. So the votes of
a comment that came from elsewhere (it has an `import_source`) are at least those whose rows are
here; of every other comment exactly those. The score is their difference for all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from comments.checking.drift import Drift, differences
from comments.checking.facts import DiscussionFacts, Entry, ThreadFacts
from comments.checking.places import Place, places_of
from comments.models import Comment
from comments.ranking import rank


def find_drift(discussion: DiscussionFacts) -> Iterator[Drift]:
    """Everything in the discussion that is kept otherwise than its facts say."""
    places = places_of(discussion.entries)
    for entry in discussion.entries.values():
        yield from differences("comment", entry.pk, *_beside_comment(entry, places.get(entry.pk)))
    threads = _right_threads(discussion, places)
    for pk in sorted(threads.keys() | discussion.threads.keys()):
        yield from _thread_drift(pk, discussion.threads.get(pk), threads.get(pk))
    yield from differences("discussion", discussion.pk, *_beside_discussion(discussion, len(threads)))


def _beside_comment(entry: Entry, place: Place | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is kept beside the comment, and what should be; its place too, unless another discussion has it."""
    upvotes, downvotes = _right_votes(entry)
    right: dict[str, Any] = {
        "report_count": entry.open_reports,
        "quoted_count": entry.quoting_comments,
        "upvotes": upvotes,
        "downvotes": downvotes,
        "score": upvotes - downvotes,
        "astray_votes": 0,
    }
    if place:
        right |= {
            "parent_id": place.parent_id,
            "root_id": place.root_id,
            "depth": place.depth,
            "reply_count": place.replies,
        }
    return {name: getattr(entry, name) for name in right}, right


def _right_votes(entry: Entry) -> tuple[int, int]:
    if entry.import_source:
        return max(entry.upvotes, entry.upvote_rows), max(entry.downvotes, entry.downvote_rows)
    return entry.upvote_rows, entry.downvote_rows


def _right_threads(discussion: DiscussionFacts, places: Mapping[int, Place]) -> dict[int, ThreadFacts]:
    """The rows that the shown roots should have; a pin is a fact, and stays."""
    published: dict[int, list[datetime]] = {}
    for pk, place in places.items():
        if discussion.entries[pk].is_published:
            published.setdefault(place.root_id or pk, []).append(discussion.entries[pk].created_at)
    threads = {}
    for pk, place in places.items():
        entry = discussion.entries[pk]
        if place.parent_id is None and entry.is_shown_with(place.replies):
            kept = discussion.threads.get(pk)
            is_pinned = kept is not None and kept.is_pinned
            best = rank(*_right_votes(entry), is_pinned=is_pinned)
            times = published[pk]
            threads[pk] = ThreadFacts(discussion.pk, best, len(times), max(times), is_pinned)
    return threads


def _thread_drift(pk: int, kept: ThreadFacts | None, right: ThreadFacts | None) -> list[Drift]:
    if kept is None or right is None:
        return [Drift("thread", pk, "missing" if right else "extra", kept, right)]
    return [] if kept == right else differences("thread", pk, asdict(kept), asdict(right))


def _beside_discussion(discussion: DiscussionFacts, thread_count: int) -> tuple[Mapping[str, Any], dict[str, Any]]:
    entries = discussion.entries.values()
    published = [entry for entry in entries if entry.is_published]
    linkbacks = sum(entry.kind == Comment.Kind.LINKBACK for entry in published)
    right = {
        "comment_count": len(published) - linkbacks,
        "linkback_count": linkbacks,
        "thread_count": thread_count,
        "branch_count": discussion.branches,
        "last_comment_at": max((entry.created_at for entry in published), default=None),
        "version": max([discussion.kept["version"], *(entry.seq for entry in entries)]),
    }
    return discussion.kept, right
