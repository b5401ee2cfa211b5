"""Telling the author of a comment what was decided on it, as part of the transaction in which it is."""

from comments.models import Comment, Decision, Notification
from comments.models.judgement import TO_FOLLOW
from comments.notifications.letters import mail_ruling
from comments.notifications.telling import notify
from comments.rulings import TAKES_DOWN
from comments.sanctions.in_force import is_told_with_sanction


def tell_of_ruling(comment: Comment, decision: Decision) -> None:
    """People with an account by their inbox, and by mail what came of an appeal; confirmed guests by mail alone.

    What a ban removes with it was told with the ban.
    """
    if is_told_with_sanction(decision):
        return
    notify(
        to=[comment.author_id],
        kind=Notification.Kind.DECISION,
        comment=comment,
        actor=decision.moderator_id,
        occasion=decision.pk,
    )
    if decision.answers_id is not None or (comment.guest_id is not None and _says_why(decision)):
        mail_ruling(comment, decision)


def _says_why(decision: Decision) -> bool:
    """Whether it tells why the words were taken down: a removal may leave that to be said afterwards."""
    is_removal = decision.verdict in TAKES_DOWN and decision.reason != TO_FOLLOW
    return is_removal or decision.verdict == Decision.Verdict.EXPLAIN
