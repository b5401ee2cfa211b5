"""Bringing what pages show into agreement with the measures in force on a comment."""

from collections.abc import Mapping, Sequence

from accounts.statements import write_fields
from comments.actions.bookkeeping import mark_changed
from comments.measures import MEASURES, measures_in_force
from comments.models import Branch, Comment, Decision, Thread
from comments.ranking import rank


def settle_measures(comment: Comment, decisions: Sequence[Decision]) -> None:
    """Within a transaction that holds the comment and its discussion; `decisions` are all those on it."""
    if not any(one.verdict in MEASURES for one in decisions):
        return
    in_force = measures_in_force(decisions)
    _settle_branch(comment, in_force)
    _settle_pin(comment, in_force.get(Decision.Verdict.PIN))
    _settle_feature(comment, in_force.get(Decision.Verdict.FEATURE))
    mark_changed(comment, comment.discussion)


def _settle_branch(comment: Comment, in_force: Mapping[str, Decision]) -> None:
    wanted = {str(verdict): in_force.get(verdict) for verdict in MEASURES}
    if not any(wanted.values()):
        gone, _each = Branch.objects.filter(top=comment).delete()
        _count_branches(comment, -gone)
    else:
        _branch, is_new = Branch.objects.update_or_create(top=comment, defaults=wanted)
        _count_branches(comment, int(is_new))


def _settle_pin(comment: Comment, pin: Decision | None) -> None:
    """A root that is not shown has no thread; when it comes back, bookkeeping pins it again."""
    if comment.is_root:
        # Read afresh: a vote may have been counted since the comment was loaded.
        votes = Comment.objects.values_list("upvotes", "downvotes").get(pk=comment.pk)
        best = rank(*votes, is_pinned=pin is not None)
        Thread.objects.filter(root=comment).update(pinned_at=pin and pin.decided_at, best=best)


def _settle_feature(comment: Comment, feature: Decision | None) -> None:
    comment.featured_at = feature.decided_at if feature else None
    write_fields(comment, "featured_at")


def _count_branches(comment: Comment, change: int) -> None:
    if change:
        comment.discussion.branch_count += change
        write_fields(comment.discussion, "branch_count")
