"""One page of a discussion: query, policy and order put together."""

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.edition import edition_number
from accounts.statements import read_rows
from articles.corrections import made_in
from articles.models import Article
from articles.policy import DiscussionPolicy, discussion_policy
from comments.branches import measures_around
from comments.featured import featured_in_bytes
from comments.keeping import Kept, Place, keep
from comments.kept_threads import threads_and_data
from comments.models import Comment, Decision, Discussion
from comments.orders import ORDERS, Order, ThreadRow
from comments.paging import portion
from comments.ranking import rank
from comments.renderer import Facts, render_entry
from comments.rows import Row, rows_by_key, rows_of_threads
from comments.rulings import in_force, last_word_on
from comments.structured import discussion_data
from comments.tree import line_of

# As plain numbers, as in `rows.py`: they are asked for each comment of a page.
_PENDING = int(Comment.Status.PENDING)
_REMOVED = frozenset(map(int, (Comment.Status.REMOVED, Comment.Status.SPAM)))


@dataclass(frozen=True)
class DiscussionPage:
    """A page of threads in one order; `earlier` and `later` are the neighbouring pages' queries or blank.

    `body` is the list, the same for every reader until `good_until`, when time itself changes it
    (a score comes of age, the discussion closes), or None.
    """

    policy: DiscussionPolicy
    order: Order
    body: bytes
    count: int
    earlier: str = ""
    later: str = ""
    good_until: datetime | None = None

    @property
    def html(self) -> SafeString:
        """The list for templates."""
        return SafeString(self.body.decode())


def default_order(article: Article) -> Order:
    """An archive is read as it was written; elsewhere the best comes first."""
    return ORDERS["oldest" if article.import_id else "best"]


def discussion_page(
    article: Article, *, order: Order, after: str = "", before: str = "", since: datetime | None = None
) -> DiscussionPage:
    """The threads after, or before, the cursor; a cursor that is none, or leads nowhere, gives the first page.

    Costs 2 queries, one each where moderators have taken comments down and where the article was corrected,
    and two where they have taken measures.
    """
    policy = discussion_policy(article)
    discussion: Discussion | None = getattr(article, "discussion", None)
    if discussion is None:
        return DiscussionPage(policy, order, b"", 0, good_until=_good_until([], policy))
    shown = portion(discussion, order, after=after, before=before)
    found = rows_of_threads(article.pk, [thread.root for thread in shown.threads], shown.replies)
    threads = _in_order(order, shown.threads, found)
    rows = [row for thread in threads for row in thread]
    facts = facts_about(rows, policy, discussion, since=since, article=article)
    featured = b"" if after or before else featured_in_bytes(discussion)
    html, said = threads_and_data(threads, facts, order.name)
    return DiscussionPage(
        policy=policy,
        order=order,
        body=discussion_data(article, discussion.comment_count, said) + featured + html,
        count=len(rows),
        earlier=_query(order, "before", shown.threads[0], since) if shown.has_earlier else "",
        later=_query(order, "after", shown.threads[-1], since) if shown.has_later else "",
        good_until=_good_until(rows, policy),
    )


def kept_page(article: Article, order: Order, version: str, edition: int | None = None) -> DiscussionPage:
    """The first page in an order, built once for each version of the discussion and edition of the site.

    The present edition, unless the caller has asked already.
    """

    def build() -> Kept[DiscussionPage]:
        page = discussion_page(article, order=order)
        return Kept(page, page.good_until, weight=len(page.body))

    edition = edition_number() if edition is None else edition
    return keep(*list_key(article, order, version, edition), build).value


def list_key(article: Article, order: Order, version: str, edition: int) -> tuple[Place, tuple[int | str | bool, ...]]:
    """Where a first page's list is kept, and under which stamp."""
    accepts_comments = discussion_policy(article).accepts_comments
    return ("list", article.pk, order.name, get_language() or ""), (version, edition, accepts_comments)


def facts_about(
    rows: Sequence[Row],
    policy: DiscussionPolicy,
    discussion: Discussion | None = None,
    *,
    since: datetime | None = None,
    decisions: Iterable[Decision] | None = None,
    article: Article | None = None,
) -> Facts:
    """Costs a query where there are removed comments, unless `decisions_on` all of them are there already.

    One more where some wait, which nobody but their writers and the moderators is shown.

    And what `measures_around` them costs in the discussion, where one is given; and one where `article` was corrected.
    """
    measures = measures_around(rows, discussion)
    return Facts(
        accepts_comments=policy.accepts_comments,
        decisions=removals(decisions_on(removed_in(rows)) if decisions is None else decisions),
        names={row.pk: row.writer_name for row in rows if not row.is_tombstone},
        scores_until=timezone.now() - _score_age(),
        since=since,
        branches=measures.branches,
        locked=measures.locked,
        corrections=made_in(article) if article else (),
        held=_notes_of_held(rows),
    )


def _notes_of_held(rows: Sequence[Row]) -> dict[int, str]:
    """What the rules that hold comments tell their writers, by comment."""
    waiting = [row.pk for row in rows if row.status == _PENDING]
    if not waiting:
        return {}
    held = Decision.objects.filter(comment__in=waiting, verdict=Decision.Verdict.HOLD).order_by("pk")
    return dict(held.values_list("comment", "note"))


def removed_in(rows: Iterable[Row]) -> set[int]:
    return {row.pk for row in rows if row.status in _REMOVED}


def decisions_on(comments: Collection[int], *, with_moderators: bool = False) -> list[Decision]:
    """All decisions on these comments, in the order in which they were made."""
    if not comments:
        return []
    if not with_moderators:
        marks = ", ".join(["%s"] * len(comments))
        return read_rows(Decision, f"comment_id IN ({marks}) ORDER BY id", list(comments))
    decisions = Decision.objects.filter(comment__in=comments).order_by("pk")
    return list(decisions.select_related("moderator", "rule").defer("rule__parameters"))


def mark_undone(decisions: Sequence[Decision]) -> None:
    """Note on each whether it is undone, for templates."""
    for decision in decisions:
        decision.is_undone = last_word_on(decision, decisions)[1]


def removals(decisions: Iterable[Decision]) -> dict[int, Decision]:
    """The decision in force that took each removed comment down, by its key: the first since it last stood."""
    took_down: dict[int, Decision] = {}
    for decision in in_force(list(decisions)):
        if decision.verdict in {Decision.Verdict.REMOVE, Decision.Verdict.SPAM}:
            took_down.setdefault(decision.comment_id, decision)
        elif decision.verdict == Decision.Verdict.RESTORE:
            took_down.pop(decision.comment_id, None)
        elif decision.verdict == Decision.Verdict.EXPLAIN:
            _explain(took_down, decision)
    return took_down


def _explain(took_down: dict[int, Decision], explanation: Decision) -> None:
    """Let the removal that it explains tell its reason."""
    removal = took_down.get(explanation.comment_id)
    if removal and removal.pk == explanation.explains_id:
        removal = copy(removal)
        removal.reason = explanation.reason
        took_down[explanation.comment_id] = removal


def entry_of(comment: Comment, policy: DiscussionPolicy) -> SafeString:
    """The comment as it stands in the list, by itself; nothing where it is not shown any more."""
    rows = rows_by_key({comment.pk, comment.parent_id or comment.pk})
    row = next(row for row in rows if row.pk == comment.pk)
    if not row.is_shown and row.status not in {Comment.Status.PENDING, Comment.Status.UNCONFIRMED}:
        return SafeString("")
    return SafeString(
        render_entry(line_of(row), facts_about(rows, policy, comment.discussion, article=comment.discussion.article))
        + "</li>"
    )


def _in_order(order: Order, threads: Sequence[ThreadRow], rows: Sequence[Row]) -> list[list[Row]]:
    """The threads as they stand, each with its replies as siblings do: the best first in best order, else by key.

    Leaves out what belongs to a root that is shown no more since its thread was found.
    """
    found: dict[int, list[Row]] = {row.pk: [row] for row in rows if row.parent_id is None and row.is_shown}
    replies = [row for row in rows if row.parent_id is not None]
    if order.name == "best":
        replies.sort(key=lambda row: -rank(row.upvotes, row.downvotes))
    for reply in replies:
        if thread := found.get(reply.root_id or 0):
            thread.append(reply)
    return [found[thread.root] for thread in threads if thread.root in found]


def _query(order: Order, way: str, thread: ThreadRow, since: datetime | None) -> str:
    """Of a neighbouring page, where what is new stays marked; its order is said, for the browser may keep another."""
    marked = {"since": since.isoformat()} if since else {}
    return urlencode({"sort": order.name, way: str(thread.cursor), **marked})


def _score_age() -> timedelta:
    return timedelta(minutes=settings.SCORES_HIDDEN_MINUTES)


def _good_until(rows: Iterable[Row], policy: DiscussionPolicy) -> datetime | None:
    now, age = timezone.now(), _score_age()
    fresh = now - age
    moments = [row.created_at + age for row in rows if row.upvotes and row.created_at > fresh]
    if policy.changes_at:
        moments.append(policy.changes_at)
    return min(moments, default=None)
