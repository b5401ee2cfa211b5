"""The moderation queues: queries for what waits, never tables."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Viewer
from comments.appeals.queue import waiting_appeals
from comments.models import Comment, Decision, Look, Notice, Report
from comments.moderation.cards import cards_of
from comments.moderation.owed import owed_reasons
from comments.moderation.priority import Priority
from comments.moderation.ranking import by_priority
from comments.permissions import UNDO_GRACE, UNDO_WINDOW
from comments.querysets import CommentQuerySet

CARDS_ON_A_PAGE = 50
# Counted no further: "99+" says as much as a number, and costs nothing however much there is.
COUNTED_TO = 99
# What is newer than the last look, but no more than so many comments: beyond them nobody catches up.
MOST_NEW = 1_000
# A page of everything, narrowed by filters, looks through so many keys and then offers to look on.
LOOKED_THROUGH = 50_000


@dataclass(frozen=True)
class Queue:
    """`orders`: the first is the usual one; `why` is said on its cards, where what they hold does not say it.

    `page` is the name of an address of its own, where its cards are not comments but what is said about some.
    """

    name: str
    label: str | Promise
    empty: str | Promise
    orders: tuple[str, ...] = ("oldest", "newest")
    why: str | Promise = ""
    page: str = ""

    @property
    def address(self) -> str:
        return reverse(self.page) if self.page else f"{reverse('queue')}?queue={self.name}"


ORDER_NAMES = {"priority": _("Most urgent first"), "oldest": _("Oldest first"), "newest": _("Newest first")}
# In the order in which the desk shows them.
QUEUES = {
    queue.name: queue
    for queue in (
        Queue("pending", _("Waiting"), _("Nothing waits. Everything sent so far has been looked at.")),
        Queue("reported", _("Reported"), _("No reports are open."), ("priority", "oldest", "newest")),
        Queue(
            "new",
            _("New"),
            _("Nothing new since somebody last looked."),
            why=_("Here because it was published at once, and no moderator has looked at it yet."),
        ),
        Queue("spam", _("Spam"), _("Nothing was taken for spam."), ("newest", "oldest")),
        Queue("all", _("All"), _("Nobody has said anything yet."), ("newest", "oldest")),
    )
}
# Before the last, which is everything.
QUEUES_ELSEWHERE = (
    Queue("appeals", _("Appeals"), _("No appeal waits."), page="appeals"),
    Queue("notices", _("Notices"), _("No notice waits."), page="notices"),
)


@dataclass(frozen=True)
class View:
    """One queue as it is asked for: `condition` narrows it, widely where an index does not help.

    `after` and `before` are keys; in order of priority `points` go with them.
    """

    queue: Queue
    order: str
    condition: Q = field(default_factory=Q)
    is_wide: bool = False
    after: int | None = None
    before: int | None = None
    points: int | None = None


@dataclass(frozen=True)
class QueuePage:
    """`later` and `earlier` are the places to go on at in either direction, blank where nothing is."""

    cards: list[Comment]
    later: str = ""
    earlier: str = ""

    @property
    def last(self) -> int:
        """The key of the comment that came last of those on the page."""
        return max(card.pk for card in self.cards)


def queue_counts(moderator: Viewer) -> dict[str, int]:
    """How much waits in each queue, and as "owed" for its reason, up to one more than COUNTED_TO; one statement.

    Everything is not counted. Beside that the last keys that there are (comments/moderation/arrivals.py).
    """
    visible = Comment.objects.visible_to(moderator)
    counted: dict[str, QuerySet[Any]] = {name: _members(name, visible) for name in QUEUES if name != "all"}
    counted |= {"owed": owed_reasons(moderator), "appeals": waiting_appeals(moderator).order_by()}
    counted["notices"] = Notice.objects.waiting().order_by()
    counting: list[str] = []
    params: list[Any] = []
    for name, members in counted.items():
        sql, more = members.values("pk")[: COUNTED_TO + 1].query.sql_with_params()
        counting.append(f"(SELECT count(*) FROM ({sql}) AS {name}_queue)")  # noqa: S608  # the ORM's own
        params += more
    lasts = {
        f"last_{model._meta.model_name}": f"(SELECT coalesce(max(id), 0) FROM {model._meta.db_table})"  # noqa: S608  # constants
        for model in (Comment, Report, Decision)
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join([*counting, *lasts.values()]), params)
        return dict(zip([*counted, *lasts], cursor.fetchone(), strict=True))


def tabs(counts: dict[str, int]) -> list[tuple[Queue, str]]:
    """The queues with how much waits in each, in figures; blank where nobody counts."""
    *first, everything = QUEUES.values()
    return [(queue, figures(counts.get(queue.name))) for queue in (*first, *QUEUES_ELSEWHERE, everything)]


def figures(count: int | None) -> str:
    if count is None:
        return ""
    return f"{COUNTED_TO}+" if count > COUNTED_TO else str(count)


def queue_page(view: View, moderator: Viewer) -> QueuePage:
    """Up to CARDS_ON_A_PAGE cards from the place that the view names; nonsense starts at the front."""
    members = members_of(view.queue.name, moderator).filter(view.condition)
    if view.order == "priority":
        return _ranked_page(view, members)
    return _page_in_time(view, members)


def latest_decision(moderator: User) -> Decision | None:
    """What they decided in the last seconds, to be undone by one press; an undo offers nothing."""
    since = timezone.now() - UNDO_WINDOW - UNDO_GRACE
    latest = Decision.objects.filter(moderator=moderator).select_related("comment__author", "comment__guest")
    decision = latest.filter(decided_at__gte=since).order_by("-pk").first()
    return decision if decision and decision.verdict != Decision.Verdict.UNDO else None


def members_of(name: str, moderator: Viewer) -> CommentQuerySet:
    """A queue's comments. Only what the moderator may open, and so decide on: nothing on withdrawn articles."""
    return _members(name, Comment.objects.visible_to(moderator))


def _members(name: str, visible: CommentQuerySet) -> CommentQuerySet:
    match name:
        case "pending":
            return visible.pending()
        case "reported":
            return visible.reported()
        case "new":
            return _unseen(visible)
        case "spam":
            # Said twice, so that the index of what is not published is found.
            return visible.filter(~Q(status=1), status=Comment.Status.SPAM)
    return visible.confirmed()


def _unseen(visible: CommentQuerySet) -> CommentQuerySet:
    """Published since the last look, and nobody has decided on it; of the latest MOST_NEW at most."""
    decided = Decision.objects.filter(comment=OuterRef("pk"))
    last_look = Look.objects.order_by("-up_to").values("up_to")[:1]
    latest = Comment.objects.order_by("-pk").values("pk")[MOST_NEW : MOST_NEW + 1]
    return visible.published().filter(
        ~Exists(decided),
        pk__gt=Greatest(Coalesce(Subquery(last_look), 0), Coalesce(Subquery(latest), 0)),
    )


def _page_in_time(view: View, members: CommentQuerySet) -> QueuePage:
    goes_back = view.after is None and view.before is not None
    goes_down = (view.order == "newest") != goes_back
    place = view.before if goes_back else view.after
    if place is not None:
        members = members.filter(pk__lt=place) if goes_down else members.filter(pk__gt=place)
    edge = _edge(view, place, goes_down=goes_down)
    if edge is not None:
        members = members.filter(pk__gte=edge) if goes_down else members.filter(pk__lte=edge)
    found = cards_of(members.order_by("-pk" if goes_down else "pk")[: CARDS_ON_A_PAGE + 1])
    cards, goes_on = found[:CARDS_ON_A_PAGE], len(found) > CARDS_ON_A_PAGE
    onward = cards[-1].pk if goes_on else edge
    came_from = cards[0].pk if cards and place is not None else None
    if goes_back:
        return QueuePage(cards[::-1], later=_token(came_from), earlier=_token(onward))
    return QueuePage(cards, later=_token(onward), earlier=_token(came_from))


def _edge(view: View, place: int | None, *, goes_down: bool) -> int | None:
    """The last key that a page looks at where next to nothing may fit; None where all can be looked through."""
    if not (view.queue.name == "all" and view.is_wide):
        return None
    keys = Comment.objects.aggregate(first=Min("pk"), last=Max("pk"))
    first, last = keys["first"] or 0, keys["last"] or 0
    if goes_down:
        edge = (last if place is None else place) - LOOKED_THROUGH
        return edge if edge > first else None
    edge = (first if place is None else place) + LOOKED_THROUGH
    return edge if edge < last else None


def _ranked_page(view: View, members: CommentQuerySet) -> QueuePage:
    """By what it weighs now: of what was decided meanwhile the place is still known, by key and points."""
    ranked = by_priority(members)
    points, place = view.points or 0, view.before if view.after is None else view.after
    if place is not None:
        here = (-points, place)
        is_after = view.after is not None
        ranked = [pair for pair in ranked if ((-pair[1].total, pair[0]) > here) is is_after]
    if view.before is not None and view.after is None:
        # The place itself is neither before nor after it.
        ranked = [pair for pair in ranked if pair[0] != place]
        chosen, more = ranked[-CARDS_ON_A_PAGE:], len(ranked) > CARDS_ON_A_PAGE
        earlier, later = more, True
    else:
        chosen, more = ranked[:CARDS_ON_A_PAGE], len(ranked) > CARDS_ON_A_PAGE
        earlier, later = place is not None, more
    found = {card.pk: card for card in cards_of(Comment.objects.filter(pk__in=[key for key, _weight in chosen]))}
    for key, weight in chosen:
        found[key].priority = weight  # type: ignore[attr-defined]  # what the card shows beside its fields
    return QueuePage(
        [found[key] for key, _weight in chosen],
        later=_token(chosen[-1][0], chosen[-1][1]) if chosen and later else "",
        earlier=_token(chosen[0][0], chosen[0][1]) if chosen and earlier else "",
    )


def _token(key: int | None, weight: Priority | None = None) -> str:
    """A place as an address carries it."""
    if key is None:
        return ""
    return f"{key}.{weight.total}" if weight else str(key)
