"""Threads as they were drawn last: after a change to a discussion nearly all of them are as they were.

A thread is drawn anew when any of its rows differs, or what else it shows: that is its stamp. Threads
with something about them that no row tells (a measure, what is new to one reader) are drawn each time.
"""

from collections.abc import Hashable, Sequence

from django.utils.translation import get_language

from comments.keeping import Kept, Place, remember
from comments.models import Comment
from comments.renderer import Facts, in_one_list, list_and_data
from comments.rows import Row
from comments.tree import reading_order
from comments.wording import Wording, current_wording

# As a plain number, as in `rows.py`.
_DELETED = int(Comment.Status.DELETED)
# One thread, its root first, siblings in the order in which they are read.
Thread = Sequence[Row]


def threads_and_data(threads: Sequence[Thread], facts: Facts, order: str) -> tuple[bytes, bytes]:
    """What `list_and_data` makes of them all; `order` tells apart the arrangements of one thread."""
    told_of = facts.branches.keys() | facts.locked
    wording, language = current_wording(), get_language() or ""

    def drawn(thread: Thread) -> tuple[bytes, bytes]:
        def draw() -> Kept[tuple[bytes, bytes]]:
            html, data = list_and_data(reading_order(thread, [None]), facts)
            return Kept((html, data), weight=len(html) + len(data) + sum(len(row.body_html) for row in thread))

        if facts.since or facts.held or (told_of and not told_of.isdisjoint(row.pk for row in thread)):
            return draw().value
        place: Place = ("thread", thread[0].pk, order, language)
        return remember(place, _stamp(thread, facts, wording), draw).value

    return in_one_list(map(drawn, threads))


def _stamp(thread: Thread, facts: Facts, wording: Wording) -> Hashable:
    """All that shows in the thread, in what differs the sooner first: rows are long to compare."""
    until = facts.scores_until
    return (
        len(thread),
        facts.accepts_comments,
        [row.pk for row in thread if row.upvotes and until and row.created_at > until],
        [_epitaph_facts(row, facts) for row in thread if row.is_tombstone],
        facts.corrections,
        wording,
        thread,
    )


def _epitaph_facts(row: Row, facts: Facts) -> Hashable:
    decision = None if row.status == _DELETED else facts.decisions.get(row.pk)
    return decision and (decision.role, decision.reason, decision.decided_at)
