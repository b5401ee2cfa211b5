"""Whom a reader may mute."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import GRANTED, Permission, Viewer


def may_mute(user: Viewer, whom: User) -> Permission:
    """Anybody but oneself: it takes nothing from them."""
    if not user.is_authenticated:
        return Permission(_("Sign in to mute somebody: what you do not want to read is kept with your account."))
    if user.pk == whom.pk:
        return Permission(_("This is you."))
    return GRANTED
