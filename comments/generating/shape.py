"""The shape of a made-up discussion: who answers whom, when, and what became of it.

A reply goes to a comment drawn from those already there, so that a thread grows the faster the
longer it is: a few become huge and most stay small, as in discussions that people hold. Beside
that some chains run on reply by reply, as two people's quarrels do.
"""

from dataclasses import dataclass
from random import Random

from comments.models import Comment
from comments.models.comment import DEEPEST

# Of a hundred comments so many open a thread, and so many replies go to the thread's opening.
ROOTS_IN_100 = 30
TO_THE_ROOT_IN_100 = 40
# Half the replies answer one of the latest.
LATEST = 400
REMOVED_IN_100 = 2
DELETED_IN_100 = 1
COMMENTS_TO_A_LINKBACK = 400
# From here on one chain is as deep as threads go.
DEEP_FROM = 5_000
COMMENTS_TO_A_CHAIN = 2_500
# No one is drawn to answer a chain further down than this, or most comments would hang there.
ANSWERED_IN_A_CHAIN = 4
MOST_UPVOTES = 20_000
MOST_DOWNVOTES = 500

_SHOWS_WITH_REPLIES = (Comment.Status.REMOVED, Comment.Status.DELETED)


@dataclass(slots=True)
class Planned:
    """One comment: `parent` and `root` are places in the plan, `author` and `body` in their lists.

    `moment` is when it is written, in [0, 1] of the discussion's time, never before the one before it.
    """

    parent: int | None = None
    root: int | None = None
    depth: int = 0
    kind: int = Comment.Kind.COMMENT
    status: int = Comment.Status.PUBLISHED
    author: int = 0
    body: int = 0
    moment: float = 0.0
    upvotes: int = 0
    downvotes: int = 0
    reply_count: int = 0

    @property
    def is_shown(self) -> bool:
        return self.status == Comment.Status.PUBLISHED or (self.status in _SHOWS_WITH_REPLIES and self.reply_count > 0)


def plan_discussion(count: int, chance: Random, *, authors: int, bodies: int) -> list[Planned]:
    """`count` comments in the order in which they are written; the same for the same `chance`."""
    plan = _Growth(count, chance).plan
    _take_down(plan, chance)
    _count_replies(plan)
    moments = sorted(chance.random() ** 2 for _ in plan)
    for planned, moment in zip(plan, moments, strict=True):
        planned.moment = moment
        planned.body = chance.randrange(bodies)
        # Some write much and most write little; nobody answers their own words.
        planned.author = int(authors * chance.random() ** 2)
        if planned.parent is not None and planned.author == plan[planned.parent].author:
            planned.author = (planned.author + 1) % authors
        if planned.kind == Comment.Kind.COMMENT:
            planned.upvotes = min(int(chance.paretovariate(1.1)) - 1, MOST_UPVOTES)
            planned.downvotes = min(int(chance.paretovariate(1.7)) - 1, MOST_DOWNVOTES)
    return plan


class _Growth:
    """Grows the tree: `plan` is done when it is made."""

    def __init__(self, count: int, chance: Random) -> None:
        self.chance = chance
        self.plan: list[Planned] = []
        # Who may be answered by chance.
        self._answerable: list[int] = []
        # The last comment of each chain that has begun.
        self._ends: dict[int, int] = {}
        chains, linkbacks = self._draw_places(count)
        for place in range(count):
            if place in linkbacks:
                self.plan.append(Planned(kind=Comment.Kind.LINKBACK))
            elif place in chains:
                self._lengthen(chains[place])
            else:
                self._grow()

    def _draw_places(self, count: int) -> tuple[dict[int, int], set[int]]:
        """Which places in time belong to which chain, and which are linkbacks."""
        lengths = _chain_lengths(count, self.chance)
        linkbacks = (count + COMMENTS_TO_A_LINKBACK // 2) // COMMENTS_TO_A_LINKBACK
        drawn = self.chance.sample(range(count), sum(lengths) + linkbacks)
        owners = [chain for chain, length in enumerate(lengths) for _ in range(length)]
        return dict(zip(drawn, owners, strict=False)), set(drawn[len(owners) :])

    def _lengthen(self, chain: int) -> None:
        self._add(self._ends.get(chain))
        self._ends[chain] = len(self.plan) - 1
        if self.plan[-1].depth <= ANSWERED_IN_A_CHAIN:
            self._answerable.append(len(self.plan) - 1)

    def _grow(self) -> None:
        self._add(self._whom())
        self._answerable.append(len(self.plan) - 1)

    def _whom(self) -> int | None:
        if not self._answerable or self.chance.randrange(100) < ROOTS_IN_100:
            return None
        earliest = max(0, len(self._answerable) - LATEST) if self.chance.random() < 0.5 else 0
        answered = self._answerable[self.chance.randrange(earliest, len(self._answerable))]
        if self.chance.randrange(100) < TO_THE_ROOT_IN_100:
            root = self.plan[answered].root
            return answered if root is None else root
        return answered

    def _add(self, parent: int | None) -> None:
        if parent is None:
            self.plan.append(Planned())
            return
        above = self.plan[parent]
        root = parent if above.root is None else above.root
        self.plan.append(Planned(parent=parent, root=root, depth=above.depth + 1))


def _chain_lengths(count: int, chance: Random) -> list[int]:
    """In comments, the chains' openings included."""
    longest = DEEPEST + 1 if count >= DEEP_FROM else count // 20
    return [longest, *(chance.randrange(20, 80) for _ in range(count // COMMENTS_TO_A_CHAIN))]


def _take_down(plan: list[Planned], chance: Random) -> None:
    removed, deleted = (round(len(plan) * share / 100) for share in (REMOVED_IN_100, DELETED_IN_100))
    comments = [planned for planned in plan if planned.kind == Comment.Kind.COMMENT]
    for number, planned in enumerate(chance.sample(comments, removed + deleted)):
        planned.status = Comment.Status.REMOVED if number < removed else Comment.Status.DELETED


def _count_replies(plan: list[Planned]) -> None:
    """From the last, since whether a tombstone shows depends on what came after it."""
    for planned in reversed(plan):
        if planned.parent is not None and planned.is_shown:
            plan[planned.parent].reply_count += 1
