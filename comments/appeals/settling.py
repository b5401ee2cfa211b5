"""What has become of the appeals on a comment, brought up to date with the decisions on it."""

from collections.abc import Sequence

from comments.models import Appeal, Comment, Decision
from comments.rulings import settled_by


def settle_appeals(comment: Comment) -> None:
    """After each decision, in its transaction; costs one query where nobody has appealed."""
    appeals = list(Appeal.objects.filter(decision__comment=comment).select_related("decision"))
    decisions = list(comment.decisions.order_by("pk")) if appeals else []
    for appeal in appeals:
        _settle(appeal, decisions)


def _settle(appeal: Appeal, decisions: Sequence[Decision]) -> None:
    outcome, ruling = settled_by(appeal, decisions)
    if outcome == appeal.outcome:
        return
    answer = ruling if ruling and ruling.answers_id == appeal.pk else None
    appeal.outcome = outcome
    appeal.answered_at = ruling.decided_at if ruling else None
    appeal.answered_by_id = answer.moderator_id if answer else None
    appeal.answer = answer.note if answer else ""
    appeal.save(update_fields=["outcome", "answered_at", "answered_by", "answer"])
