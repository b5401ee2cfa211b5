"""Appealing against a sanction, and answering that: the same once, by somebody else."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments.actions.moderating import HappenedMeanwhileError
from comments.models import Appeal, Sanction
from comments.permissions import may_answer_appeal, may_appeal_sanction
from comments.sanctions.actions import lift_sanction
from comments.sanctions.telling import tell_of_lifting, tell_of_upholding


@transaction.atomic
def appeal_sanction(*, sanction: Sanction, body: str) -> Appeal:
    """Ask that another moderator looks at a sanction on oneself; asked twice, the first appeal comes back.

    That it is on whoever asks is the caller's to see to. Raises PermissionDenied where it is too late.
    """
    sanction = _hold(sanction)
    may_appeal_sanction(sanction).enforce()
    facts = {"body": body, "decided_by": sanction.moderator}
    return Appeal.objects.get_or_create(sanction=sanction, defaults=facts)[0]


@transaction.atomic
def answer_on_sanction(*, appeal: Appeal, moderator: User, grants: bool, note: str) -> Appeal:
    """Lift the sanction, or say that it stands; whom it was imposed on is told.

    Raises PermissionDenied for whoever may not, such as the one who imposed it, and HappenedMeanwhileError
    where the appeal does not wait any more.
    """
    assert appeal.sanction is not None  # noqa: S101  # the caller asked
    sanction = _hold(appeal.sanction)
    appeal = Appeal.objects.get(pk=appeal.pk)
    may_answer_appeal(moderator, appeal).enforce()
    if not appeal.is_waiting:
        raise HappenedMeanwhileError
    appeal.outcome = Appeal.Outcome.OVERTURNED if grants else Appeal.Outcome.UPHELD
    appeal.answered_by, appeal.answered_at, appeal.answer = moderator, timezone.now(), note
    appeal.save(update_fields=["outcome", "answered_by", "answered_at", "answer"])
    if grants:
        _lift(sanction, moderator, note)
    else:
        tell_of_upholding(sanction, note)
    return appeal


def _lift(sanction: Sanction, moderator: User, note: str) -> None:
    was_over = not sanction.is_in_force
    lifting = lift_sanction(sanction=sanction, moderator=moderator, sentence=note)
    if was_over:
        # Nothing changes for them, and they asked all the same.
        tell_of_lifting(lifting)


def _hold(sanction: Sanction) -> Sanction:
    """The sanction, which nobody else lifts or appeals until the transaction ends."""
    return Sanction.objects.select_for_update(of=("self",), no_key=True).get(pk=sanction.pk)
