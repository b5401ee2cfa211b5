"""Searching all comments, whatever became of them: for moderators."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.permissions import Viewer
from comments.models import Comment
from comments.moderation.cards import cards_of
from comments.moderation.naming import UnclearError, by_author, hit_by_rule, on_article
from comments.moderation.search_index import Stretch, holding_among, newest_holding
from comments.moderation.search_query import Narrowing, SearchQuery

RESULTS_ON_A_PAGE = 25
# Discussions up to this size are looked through comment by comment; in larger ones the words are looked up first.
SMALL_DISCUSSION = 2_000
LAST_KEY = 2**63 - 1
# How many comments of a person, or of everybody, are looked through: a few first, since those may do.
_STEPS = (200, 2_000, 2_000)


@dataclass(frozen=True)
class Found:
    """Cards, the last to arrive first; `earlier` is the key below which to go on, or None at the end.

    With fewer cards than a page holds, `earlier` means that there may be more further back.
    """

    cards: list[Comment]
    earlier: int | None = None
    problem: str = ""

    @property
    def is_full(self) -> bool:
        return len(self.cards) == RESULTS_ON_A_PAGE


@dataclass(frozen=True)
class _Narrowed:
    """What the operators come to: a condition, and the widest set of comments that has to be looked through.

    `is_small` where these are so few that the words need not be looked up first.
    """

    condition: Q
    among: Q
    is_small: bool


def search_comments(query: SearchQuery, moderator: Viewer, *, below: int = LAST_KEY) -> Found:
    """A page of what holds the words and fits the operators; costs about the same for any question."""
    if not query.asks:
        return Found([], problem=query.problem)
    try:
        narrowed = _narrow(query.narrowings)
    except UnclearError as unclear:
        return Found([], problem=str(unclear))
    found: list[int] = []
    comments = Comment.objects.visible_to(moderator).confirmed().filter(narrowed.condition)
    for stretch in _stretches(query, narrowed, below):
        room = RESULTS_ON_A_PAGE + 1 - len(found)
        found += comments.filter(pk__in=stretch.keys).order_by("-pk").values_list("pk", flat=True)[:room]
        if len(found) > RESULTS_ON_A_PAGE:
            return Found(_cards(found[:-1]), earlier=found[-2])
    return Found(_cards(found), earlier=stretch.reached)


def _cards(keys: list[int]) -> list[Comment]:
    return cards_of(Comment.objects.filter(pk__in=keys).order_by("-pk"))


def _stretches(query: SearchQuery, narrowed: _Narrowed, below: int) -> Iterator[Stretch]:
    if query.words.held and not narrowed.is_small:
        yield from newest_holding(query.words, below)
        return
    for step in _STEPS:
        keys = _walk(narrowed.among, below, step)
        held = holding_among(query.words, keys) if query.words else keys
        is_end = len(keys) < step
        yield Stretch([key for key in keys if key in held], None if is_end else keys[-1])
        if is_end:
            return
        below = keys[-1]


def _walk(among: Q, below: int, count: int) -> list[int]:
    return list(Comment.objects.filter(among, pk__lt=below).order_by("-pk").values_list("pk", flat=True)[:count])


def _narrow(narrowings: tuple[Narrowing, ...]) -> _Narrowed:
    """Of one operator any value will do, but of each operator one; of those with a minus none may fit."""
    condition = Q()
    wanted: dict[str, Q] = {}
    for narrowing in narrowings:
        meant = _MEANING[narrowing.operator](narrowing.value)
        if narrowing.is_negated:
            condition &= ~meant
        else:
            wanted[narrowing.operator] = wanted.get(narrowing.operator, Q()) | meant
    for meant in wanted.values():
        condition &= meant
    if "author" in wanted:
        return _Narrowed(condition, wanted["author"], is_small=True)
    if "article" in wanted and _is_small(wanted["article"]):
        return _Narrowed(condition, wanted["article"], is_small=True)
    return _Narrowed(condition, wanted.get("rule", wanted.get("status", Q())), is_small=False)


def _is_small(among: Q) -> bool:
    return Comment.objects.filter(among).values("pk")[: SMALL_DISCUSSION + 1].count() <= SMALL_DISCUSSION


def _of_status(name: str) -> Q:
    names = {status.name.lower(): status for status in Comment.Status if status != Comment.Status.UNCONFIRMED}
    if name.lower() not in names:
        said = _("There is no status “%(name)s”. There are: %(names)s.")
        raise UnclearError(said % {"name": name, "names": ", ".join(names)})
    status = names[name.lower()]
    # Said twice, so that the index of what is not published is found.
    return Q(status=status) if status == Comment.Status.PUBLISHED else Q(status=status) & ~Q(status=1)


_MEANING: dict[str, Callable[[str], Q]] = {
    "author": by_author,
    "article": on_article,
    "status": _of_status,
    "rule": hit_by_rule,
}
