"""Appealing against a decision, and answering an appeal."""

from django.db import transaction

from accounts.models import User
from comments.actions.bookkeeping import hold_comment
from comments.actions.moderating import HappenedMeanwhileError, restore_comment, uphold_decision
from comments.models import Appeal, Decision
from comments.permissions import may_answer_appeal, may_appeal
from comments.writers import Writer


@transaction.atomic
def appeal_decision(*, decision: Decision, writer: Writer, body: str) -> Appeal:
    """Ask that another moderator looks at a decision against one's comment; asked twice, the first appeal comes back.

    Raises PermissionDenied unless the writer may.
    """
    comment = hold_comment(decision.comment)
    may_appeal(writer, comment, decision).enforce()
    facts = {"body": body, "decided_by": decision.moderator}
    return Appeal.objects.get_or_create(decision=decision, defaults=facts)[0]


@transaction.atomic
def answer_appeal(*, appeal: Appeal, moderator: User, grants: bool, note: str) -> Decision:
    """Put the comment back, or say that the decision stands, by a decision of its own; the author is told.

    Raises PermissionDenied for whoever may not, such as the one who decided, and HappenedMeanwhileError
    where the appeal does not wait any more.
    """
    comment = hold_comment(appeal.ruling_appealed.comment)
    appeal = Appeal.objects.select_related("decision__comment").get(pk=appeal.pk)
    may_answer_appeal(moderator, appeal).enforce()
    if not Appeal.objects.waiting().filter(pk=appeal.pk).exists():
        raise HappenedMeanwhileError
    answer = restore_comment if grants else uphold_decision
    return answer(comment=comment, moderator=moderator, note=note, answers=appeal)
