"""Telling somebody of a sanction: in the inbox of an account, and by mail to whoever has confirmed an address."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.letters import queue_letter
from comments.models import Lifting, Notification, Sanction
from comments.sanctions.wording import lifted_in_words, meaning_of, swept_in_words, upheld_in_words


def tell_of_sanction(sanction: Sanction, sweeps_since: datetime | None = None) -> None:
    """Within the transaction that imposes it."""
    _note(sanction, Notification.Kind.SANCTION)
    with override(settings.LANGUAGE_CODE):
        _mail(
            sanction,
            subject=_("%(site)s: A moderator’s decision about you") % {"site": settings.SITE_NAME},
            meaning=meaning_of(sanction),
            sentence=sanction.sentence,
            reason=sanction.get_reason_display(),
            swept=swept_in_words(sweeps_since) if sweeps_since else "",
        )


def tell_of_lifting(lifting: Lifting) -> None:
    _note(lifting.sanction, Notification.Kind.LIFTING)
    with override(settings.LANGUAGE_CODE):
        _mail(
            lifting.sanction,
            subject=_("%(site)s: A decision about you was taken back") % {"site": settings.SITE_NAME},
            meaning=lifted_in_words(lifting.sanction),
            sentence=lifting.sentence,
        )


def tell_of_upholding(sanction: Sanction, sentence: str) -> None:
    """That an appeal against it was answered, and it stands."""
    _note(sanction, Notification.Kind.SANCTION_UPHELD)
    with override(settings.LANGUAGE_CODE):
        _mail(
            sanction,
            subject=_("%(site)s: Your appeal is answered") % {"site": settings.SITE_NAME},
            meaning=upheld_in_words(),
            sentence=sentence,
        )


def _note(sanction: Sanction, kind: str) -> None:
    if sanction.person_id is not None:
        Notification.objects.create(recipient_id=sanction.person_id, kind=kind, occasion=sanction.pk)


def _mail(sanction: Sanction, *, subject: str, **facts: object) -> None:
    address = _address_of(sanction)
    if not address:
        return
    facts |= {
        "standing": f"{settings.SITE_URL}{reverse('standing')}",
    }
    queue_letter(
        address,
        subject=subject,
        template="comments/sanctions/mail.txt",
        facts=facts,
    )


def _address_of(sanction: Sanction) -> str:
    """Blank where nobody has confirmed it: then it may be somebody else's."""
    if sanction.person:
        return sanction.person.email
    return sanction.guest.email if sanction.guest and sanction.guest.is_confirmed else ""
