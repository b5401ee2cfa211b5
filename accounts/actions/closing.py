"""Closing an account for good, at its owner's request: what stays is a row that names nobody."""

import secrets

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from accounts.edition import raise_edition
from accounts.models import Erasure, User
from accounts.permissions import may_erase_account


def former_name() -> str:
    """What stands where the name was, in the site's language: it is stored once, for readers of every language."""
    with override(settings.LANGUAGE_CODE):
        return gettext("A former reader")


@transaction.atomic
def close_account(*, person: User) -> Erasure:
    """Take name, address, password and roles away; nobody can sign in, and every page shows it at once.

    The row stays, for the decisions and reports that name it. Raises PermissionDenied where the person may
    not; closing twice does no more than once.
    """
    held = User.objects.select_for_update().get(pk=person.pk)
    may_erase_account(held).enforce()
    erasure, is_new = Erasure.objects.get_or_create(
        person=held, defaults={"handle": held.handle, "name": held.get_full_name()}
    )
    if is_new:
        _empty(held)
        raise_edition()
    return erasure


@transaction.atomic
def finish_erasure(erasure: Erasure) -> None:
    """Forget the last that told who it was."""
    _forget_sessions(erasure.person)
    erasure.handle = erasure.name = ""
    erasure.finished_at = timezone.now()
    erasure.save(update_fields=["handle", "name", "finished_at"])


def _empty(person: User) -> None:
    person.handle = f"former-{secrets.token_hex(8)}"
    person.display_name = former_name()
    # A domain that nobody can ever have (RFC 2606).
    person.email = f"{person.handle}@former.invalid"
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.note_skeletons()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
    EmailAddress.objects.filter(user=person).delete()
    # The admin's history keeps a name of what was changed.
    about = LogEntry.objects.filter(content_type__app_label="accounts", content_type__model="user")
    about.filter(object_id=str(person.pk)).update(object_repr=person.handle)


def _forget_sessions(person: User) -> None:
    """They open nothing since the account is closed, but name it; only the inside of each tells whose it is."""
    theirs = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if session.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
