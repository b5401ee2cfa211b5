"""One page of a discussion: query, policy and order put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.safestring import SafeString

from articles.models import Article
from articles.policy import DiscussionPolicy, discussion_policy
from comments.models import Comment, Decision
from comments.renderer import Facts, render_list
from comments.tree import Line, reading_order

THREADS_ON_A_PAGE = 25
REPLIES_OF_A_THREAD = 40
REPLIES_ON_A_COMMENT_PAGE = 400
ANCESTORS_ON_A_COMMENT_PAGE = 50


@dataclass(frozen=True)
class DiscussionPage:
    """A page of threads, oldest first; `earlier` and `later` are the neighbouring pages' queries or blank."""

    article: Article
    policy: DiscussionPolicy
    lines: Sequence[Line]
    earlier: str = ""
    later: str = ""

    @cached_property
    def html(self) -> SafeString:
        return render_list(self.lines, facts_about([line.comment for line in self.lines], self.policy))


def discussion_page(article: Article, *, after: str = "", before: str = "") -> DiscussionPage:
    """The threads after, or before, the root with that number; a number that is none gives the first page.

    Costs 2 queries, and a third where there are tombstones of moderators.
    """
    roots, earlier, later = _roots(article, after, before)
    replies = _replies([root.pk for root in roots])
    return DiscussionPage(
        article=article,
        policy=discussion_policy(article),
        lines=reading_order([*roots, *replies], [None]),
        earlier=urlencode({"before": roots[0].pk}) if earlier else "",
        later=urlencode({"after": roots[-1].pk}) if later else "",
    )


def facts_about(comments: Sequence[Comment], policy: DiscussionPolicy) -> Facts:
    return Facts(accepts_comments=policy.accepts_comments, decisions=removals(comments))


def removals(comments: Sequence[Comment]) -> dict[int, Decision]:
    """The decision that took each removed comment down, by the comment's key: the first since it last stood."""
    removed = [comment.pk for comment in comments if comment.status == Comment.Status.REMOVED]
    if not removed:
        return {}
    took_down: dict[int, Decision] = {}
    for decision in Decision.objects.filter(comment__in=removed).order_by("pk"):
        if decision.verdict == Decision.Verdict.REMOVE:
            took_down.setdefault(decision.comment_id, decision)
        elif decision.verdict == Decision.Verdict.RESTORE:
            took_down.pop(decision.comment_id, None)
    return took_down


def branch_of(comment: Comment) -> list[Line]:
    """Everything shown under a comment, up to REPLIES_ON_A_COMMENT_PAGE lines of its thread."""
    thread = Comment.objects.shown().filter(root_id=comment.thread_id, pk__gt=comment.pk)
    return reading_order(list(thread.for_display().order_by("pk")[:REPLIES_ON_A_COMMENT_PAGE]), [comment.pk])


def ancestors_of(comment: Comment) -> list[Comment]:
    """What the comment answers, from the root down: at most the nearest ANCESTORS_ON_A_COMMENT_PAGE.

    Two queries at any depth: the thread's skeleton up to the comment, then the rows.
    """
    if comment.is_root:
        return []
    skeleton = Comment.objects.filter(root_id=comment.root_id, pk__lt=comment.pk).values_list("pk", "parent_id")
    parents = dict(skeleton)
    chain: list[int] = []
    above = comment.parent_id
    while above is not None and len(chain) < ANCESTORS_ON_A_COMMENT_PAGE:
        chain.append(above)
        above = parents.get(above)
    return list(Comment.objects.filter(pk__in=chain).for_display().order_by("depth"))


def _roots(article: Article, after: str, before: str) -> tuple[list[Comment], bool, bool]:
    """The roots in order, and whether there are earlier and later ones."""
    roots = Comment.objects.shown().filter(discussion_id=article.pk, parent=None).for_display()
    enough = THREADS_ON_A_PAGE + 1
    if _is_key(before):
        found = list(roots.filter(pk__lt=int(before)).order_by("-pk")[:enough])
        if found:
            return found[:THREADS_ON_A_PAGE][::-1], len(found) == enough, True
    start = int(after) if _is_key(after) else 0
    found = list(roots.filter(pk__gt=start).order_by("pk")[:enough])
    if start and not found:
        return _roots(article, "", "")
    return found[:THREADS_ON_A_PAGE], start > 0, len(found) == enough


def _is_key(word: str) -> bool:
    # Longer numbers are no keys, and no database takes them.
    return word.isascii() and word.isdecimal() and len(word) < 19


def _replies(roots: list[int]) -> list[Comment]:
    """The oldest shown replies of each thread: these always hold their own ancestors."""
    numbered = (
        Comment.objects.shown()
        .filter(root__in=roots)
        .annotate(place=Window(RowNumber(), partition_by=F("root_id"), order_by=F("pk").asc()))
    )
    return list(numbered.filter(place__lte=REPLIES_OF_A_THREAD).for_display().order_by("pk"))
