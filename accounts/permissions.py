"""What a `may_<deed>` function answers: yes, or no with the sentence to show."""

from dataclasses import dataclass
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise

from accounts.models import User

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
