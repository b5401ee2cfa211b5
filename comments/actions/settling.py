"""Bringing what pages show into agreement with the measures in force on a comment."""

from collections.abc import Mapping, Sequence

from accounts.statements import write_fields
from comments.actions.bookkeeping import mark_changed
from comments.measures import MEASURES, OF_A_BRANCH, measures_in_force
from comments.models import Branch, Comment, Decision


def settle_measures(comment: Comment, decisions: Sequence[Decision]) -> None:
    """Within a transaction that holds the comment and its discussion; `decisions` are all those on it."""
    if not any(one.verdict in MEASURES for one in decisions):
        return
    in_force = measures_in_force(decisions)
    _settle_branch(comment, in_force)
    mark_changed(comment, comment.discussion)


def _settle_branch(comment: Comment, in_force: Mapping[str, Decision]) -> None:
    wanted = {str(verdict): in_force.get(verdict) for verdict in OF_A_BRANCH}
    if not any(wanted.values()):
        gone, _each = Branch.objects.filter(top=comment).delete()
        _count_branches(comment, -gone)
    else:
        _branch, is_new = Branch.objects.update_or_create(top=comment, defaults=wanted)
        _count_branches(comment, int(is_new))


def _count_branches(comment: Comment, change: int) -> None:
    if change:
        comment.discussion.branch_count += change
        write_fields(comment.discussion, "branch_count")
