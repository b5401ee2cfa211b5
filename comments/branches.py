"""Which branches with measures a comment lies in: asked only in discussions that have any."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from comments.models import Branch, Comment, Discussion
from comments.rows import Row, parents_above


@dataclass(frozen=True)
class Measures:
    """What holds around comments: branches by the key of their top, and the keys of those that take no replies."""

    branches: Mapping[int, Branch] = field(default_factory=dict)
    locked: frozenset[int] = frozenset()


NONE = Measures()


def measures_around(rows: Sequence[Row], discussion: Discussion | None) -> Measures:
    """Costs a query where the discussion has branches with measures; one more where the rows leave ancestors out."""
    if discussion is None or not discussion.branch_count or not rows:
        return NONE
    parents: dict[int, int | None] = {row.pk: row.parent_id for row in rows}
    missing = {parent for parent in parents.values() if parent is not None} - parents.keys()
    parents |= parents_above(missing)
    branches = _branches_at(parents)
    locked = keys_below([pk for pk, branch in branches.items() if branch.lock_id], parents)
    return Measures(branches, frozenset(locked))


def branches_over(comment: Comment) -> list[Branch]:
    """The branches with measures in which a comment lies or whose top it is, the nearest first."""
    if not comment.discussion.branch_count:
        return []
    way = parents_above([comment.pk])
    found = _branches_at(way)
    step: int | None = comment.pk
    nearest: list[Branch] = []
    while step is not None:
        nearest += [found[step]] if step in found else []
        step = way[step]
    return nearest


def is_locked(comment: Comment) -> bool:
    return any(branch.lock_id for branch in branches_over(comment))


def slow_branch_over(comment: Comment) -> Branch | None:
    """The branch around the comment that is slowed down most."""
    slowed = [branch for branch in branches_over(comment) if branch.slow_mode_seconds]
    return max(slowed, key=lambda branch: branch.slow_mode_seconds, default=None)


def _branches_at(tops: Iterable[int]) -> dict[int, Branch]:
    found = Branch.objects.filter(top__in=list(tops)).select_related("lock", "collapse", "slow")
    return {branch.top_id: branch for branch in found}


def keys_below(tops: Collection[int], parents: Mapping[int, int | None]) -> set[int]:
    """The keys of `parents` that are one of the tops or lie under one."""
    if not tops:
        return set()
    known: dict[int, bool] = dict.fromkeys(tops, True)
    for start in parents:
        way: list[int] = []
        step: int | None = start
        while step is not None and step not in known:
            way.append(step)
            step = parents.get(step)
        known |= dict.fromkeys(way, step is not None and known[step])
    return {pk for pk, is_below in known.items() if is_below}
