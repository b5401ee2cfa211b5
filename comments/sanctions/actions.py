"""Imposing, lifting and reading sanctions; nothing of it is ever edited, only added to."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.roles import role_of
from comments.models import Acknowledgement, Appeal, DecisionRun, Guest, Lifting, ModeratorNote, Sanction
from comments.sanctions.in_force import Somebody, forget_found, imposed_on, naming, sanctions_in_force
from comments.sanctions.permissions import may_impose, may_lift, may_see_people
from comments.sanctions.telling import tell_of_lifting, tell_of_sanction

_CARRIED_OVER = ("kind", "reason", "sentence", "moderator", "role", "imposed_at", "until")


@transaction.atomic
def impose_sanction(
    *,
    whom: Somebody,
    moderator: User,
    kind: str,
    reason: str,
    sentence: str,
    until: datetime | None = None,
    note: str = "",
    sweeps_since: datetime | None = None,
) -> Sanction:
    """Put somebody under a sanction from now on, and tell them; `note` is for other moderators.

    It stands beside those before it: the gravest counts. With `sweeps_since` the worker removes all that
    they wrote since then, as one run. Raises PermissionDenied unless `moderator` may.
    """
    from comments.tasks import go_on_sweeping

    may_impose(moderator, whom, kind).enforce()
    sanction = Sanction.objects.create(
        **naming(whom),
        kind=kind,
        reason=reason,
        sentence=sentence,
        moderator=moderator,
        role=role_of(moderator),
        until=until,
        run=DecisionRun.objects.create(moderator=moderator) if sweeps_since else None,
    )
    if note:
        add_note(about=whom, moderator=moderator, words=note, sanction=sanction)
    _note_sanctioned(whom)
    tell_of_sanction(sanction, sweeps_since)
    if sweeps_since:
        go_on_sweeping.enqueue(sanction.pk, sweeps_since.isoformat())
    return sanction


@transaction.atomic
def lift_sanction(*, sanction: Sanction, moderator: User, sentence: str = "") -> Lifting:
    """End a sanction now, and tell whom it was imposed on; doing so twice answers with the first.

    Raises PermissionDenied unless `moderator` may.
    """
    may_lift(moderator, sanction).enforce()
    sanction = Sanction.objects.select_for_update(of=("self",), no_key=True).get(pk=sanction.pk)
    if sanction.lifted:
        return sanction.lifted
    was_in_force = sanction.is_in_force
    lifting = Lifting.objects.create(
        sanction=sanction, moderator=moderator, role=role_of(moderator), sentence=sentence
    )
    # An appeal that nobody has answered is settled by it.
    waiting = Appeal.objects.filter(sanction=sanction, outcome="")
    waiting.update(outcome=Appeal.Outcome.TAKEN_BACK, answered_at=lifting.lifted_at)
    _note_sanctioned(sanction.whom)
    if was_in_force:
        tell_of_lifting(lifting)
    return lifting


@transaction.atomic
def acknowledge_warnings(*, somebody: Somebody, keys: Iterable[int]) -> None:
    """Somebody says that they have read these; what is not a warning of theirs is passed over, twice does no harm."""
    theirs = Sanction.objects.in_force().filter(imposed_on(somebody), kind=Sanction.Kind.WARNING, pk__in=list(keys))
    found = [Acknowledgement(sanction=sanction) for sanction in theirs]
    Acknowledgement.objects.bulk_create(found, ignore_conflicts=True)
    _note_sanctioned(somebody)


def add_note(*, about: Somebody, moderator: User, words: str, sanction: Sanction | None = None) -> ModeratorNote:
    """Leave a word about somebody for other moderators. Raises PermissionDenied unless `moderator` sees such words."""
    may_see_people(moderator).enforce()
    return ModeratorNote.objects.create(**naming(about), moderator=moderator, words=words, sanction=sanction)


@transaction.atomic
def carry_over(*, guest: Guest, person: User) -> None:
    """What a guest is under goes on for the account that takes their comments over, once; nobody is told again."""
    inherited = sanctions_in_force(guest)
    for sanction in inherited:
        same = {name: getattr(sanction, name) for name in _CARRIED_OVER}
        if not Sanction.objects.filter(person=person, **same).exists():
            Sanction.objects.create(person=person, **same)
    if inherited:
        _note_sanctioned(person)


def _note_sanctioned(somebody: Somebody) -> None:
    """Whether to ask for their sanctions at all: kept on the row that every request reads."""
    forget_found(somebody)
    if isinstance(somebody, User):
        somebody.is_sanctioned = Sanction.objects.in_force().filter(person=somebody).exists()
        User.objects.filter(pk=somebody.pk).update(is_sanctioned=somebody.is_sanctioned)
