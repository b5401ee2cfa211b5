"""Which threads make up a page of a discussion, and how much of each: what is worth reading and sending at once.

A discussion that fits one page is one page, whole. Of a longer one a page holds as many threads as
fill it, so that it weighs about the same in every order and at every place; the rest waits behind links.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comments.models import Discussion
from comments.orders import Order, ThreadRow, read_cursor, threads_after, threads_before

COMMENTS_ON_A_PAGE = 200
# Fewer threads are cut shorter rather than left out; more would be a list and no conversation.
THREADS_ON_A_PAGE = 25
MOST_THREADS_ON_A_PAGE = 50
REPLIES_OF_A_THREAD = 40


@dataclass(frozen=True)
class Portion:
    """A page's threads, of each at most `replies` replies, and whether there are earlier and later threads."""

    threads: Sequence[ThreadRow]
    replies: int
    has_earlier: bool
    has_later: bool


def fits_one_page(discussion: Discussion | None) -> bool:
    """Whether the discussion's first page shows all of it, in every order.

    Tombstones do not count, since nobody counts them: by their number such a page is longer.
    """
    return discussion is None or discussion.comment_count + discussion.linkback_count <= COMMENTS_ON_A_PAGE


def portion(discussion: Discussion, order: Order, *, after: str = "", before: str = "") -> Portion:
    """The threads after, or before, the cursor; a cursor that is none, or leads nowhere, gives the first page."""
    is_whole = fits_one_page(discussion)
    threads, has_earlier, has_later = _threads(discussion.pk, order, after, before, is_whole=is_whole)
    replies = COMMENTS_ON_A_PAGE if is_whole else _replies_each(threads)
    return Portion(threads, replies, has_earlier, has_later)


def count_that_fit(sizes: Iterable[int]) -> int:
    """How many of the threads of these sizes, beginning with the first, fill a page of a long discussion."""
    weight = count = 0
    for size in sizes:
        weight += min(max(size, 1), 1 + REPLIES_OF_A_THREAD)
        if count == MOST_THREADS_ON_A_PAGE or (weight > COMMENTS_ON_A_PAGE and count >= THREADS_ON_A_PAGE):
            break
        count += 1
    return count


def _threads(
    article_id: int, order: Order, after: str, before: str, *, is_whole: bool
) -> tuple[list[ThreadRow], bool, bool]:
    """The page's threads, and whether there are earlier and later ones."""
    enough = 1 + (COMMENTS_ON_A_PAGE if is_whole else MOST_THREADS_ON_A_PAGE)
    if cursor := read_cursor(before):
        found = threads_before(article_id, order, cursor, enough)
        if found:
            count = _filled(found[::-1], is_whole=is_whole)
            return found[-count:], len(found) > count, True
    cursor = read_cursor(after)
    found = threads_after(article_id, order, cursor, enough)
    if cursor and not found:
        return _threads(article_id, order, "", "", is_whole=is_whole)
    count = _filled(found, is_whole=is_whole)
    return found[:count], cursor is not None, len(found) > count


def _filled(found: Sequence[ThreadRow], *, is_whole: bool) -> int:
    """How many of the threads found, beginning with the first, go on the page."""
    return min(len(found), COMMENTS_ON_A_PAGE) if is_whole else count_that_fit(thread.size for thread in found)


def _replies_each(threads: Sequence[ThreadRow]) -> int:
    """How many replies each thread may show so that the page keeps its budget: the small ones are not cut."""
    budget = COMMENTS_ON_A_PAGE - len(threads)
    sizes = sorted(max(0, thread.size - 1) for thread in threads)
    for place, size in enumerate(sizes):
        share = budget // (len(sizes) - place)
        if size > share:
            return min(share, REPLIES_OF_A_THREAD)
        budget -= size
    return REPLIES_OF_A_THREAD
