"""The newest comments of a discussion or of a branch, by bounded reads at any size."""

from collections.abc import Iterable

from articles.models import Article
from comments.feeds.entries import readable
from comments.models import Comment

COMMENTS_IN_A_FEED = 50
# Read by their last visible change, which an index has: among so many of them the newest are found.
_CHANGES_LOOKED_AT = 200
# A branch is found among its thread's newest comments; a longer thread's older ones are in no feed.
_THREAD_LOOKED_AT = 5_000


def newest_of(article: Article) -> list[Comment]:
    changed = Comment.objects.filter(discussion=article.pk).order_by("-seq")
    keys = list(changed.values_list("pk", flat=True)[:_CHANGES_LOOKED_AT])
    return _newest(keys)


def newest_below(start: Comment) -> list[Comment]:
    """Of what answers `start`, and of what answers that."""
    thread = Comment.objects.filter(root=start.thread_id, pk__gt=start.pk).order_by("-pk")
    pairs = list(thread.values_list("pk", "parent_id")[:_THREAD_LOOKED_AT])
    return _newest(_below(start.pk, pairs[::-1]))


def _below(start: int, pairs: Iterable[tuple[int, int | None]]) -> list[int]:
    """The keys that hang under `start`. A reply comes after its parent, so one pass finds them."""
    found = {start}
    for key, parent in pairs:
        if parent in found:
            found.add(key)
    return list(found - {start})


def _newest(keys: list[int]) -> list[Comment]:
    newest = sorted(keys, reverse=True)[:_CHANGES_LOOKED_AT]
    return list(readable(Comment.objects.filter(pk__in=newest)).order_by("-pk")[:COMMENTS_IN_A_FEED])
