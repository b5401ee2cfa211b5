"""What a `may_<deed>` function answers: yes, or no with the sentence to show."""

from dataclasses import dataclass
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import ADMINISTRATOR

# Whoever asks for a page.
Viewer: TypeAlias = User | AnonymousUser


@dataclass(frozen=True)
class Permission:
    """Truthy when granted; otherwise `refusal` says why in words for the person asking."""

    refusal: str | Promise = ""

    def __bool__(self) -> bool:
        return not self.refusal

    def enforce(self) -> None:
        """Raise PermissionDenied, which the 403 page shows as its sentence, unless granted."""
        if self.refusal:
            raise PermissionDenied(str(self.refusal))


GRANTED = Permission()


def may_erase_account(user: Viewer) -> Permission:
    """Everybody their own; not the last who can give others their roles."""
    keepers = User.objects.filter(Q(is_superuser=True) | Q(groups__name=ADMINISTRATOR), is_active=True).distinct()
    if {user.pk} == set(keepers.values_list("pk", flat=True)[:2]):
        return Permission(_("You are the only administrator here. Make somebody else one first."))
    return GRANTED
