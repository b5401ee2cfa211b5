"""What sanctions keep from, and who may impose and lift them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import GRANTED, Permission, Viewer
from comments.sanctions.in_force import Somebody, bar_at_address, bar_on
from comments.sanctions.wording import told_of
from comments.writers import as_somebody, is_writer

if TYPE_CHECKING:
    from comments.models import Guest, Sanction


@dataclass(frozen=True)
class Barred(Permission):
    """Refused because of a sanction, which pages tell more of."""

    sanction: "Sanction | None" = None


def may_take_part(viewer: Viewer) -> Permission:
    """Write, recommend and report: not who is suspended or banned."""
    return _unless(bar_on(as_somebody(viewer))) if is_writer(viewer) else GRANTED


def may_confirm_address(guest: "Guest") -> Permission:
    return _unless(bar_at_address(guest))


def _unless(sanction: "Sanction | None") -> Permission:
    return Barred(told_of(sanction), sanction) if sanction else GRANTED


def may_see_people(user: Viewer) -> Permission:
    """Read what moderators know of people, and add to it."""
    if user.has_perm("comments.impose_sanction"):
        return GRANTED
    return Permission(_("Only moderators see this."))


def may_sanction(user: Viewer, whom: Somebody) -> Permission:
    """Nobody themselves, and nobody who moderates: an administrator takes that role away first."""
    if not user.has_perm("comments.impose_sanction"):
        return Permission(_("Only moderators impose sanctions."))
    if whom == user:
        return Permission(_("This is you: somebody else would have to."))
    if isinstance(whom, User) and not whom.is_active:
        return Permission(_("This account is closed: nobody writes with it any more."))
    if isinstance(whom, User) and whom.has_perm("comments.moderate_comment"):
        return Permission(_("This is a moderator. An administrator would have to take that role away first."))
    return GRANTED


def may_ban(user: Viewer, whom: Somebody) -> Permission:
    if not user.has_perm("comments.impose_ban"):
        return Permission(_("Only senior moderators ban people. You can suspend them meanwhile."))
    return may_sanction(user, whom)


def may_impose(user: Viewer, whom: Somebody, kind: str) -> Permission:
    return may_ban(user, whom) if kind == "ban" else may_sanction(user, whom)


def may_lift(user: Viewer, sanction: "Sanction") -> Permission:
    """Of what is over there is nothing to lift, which does no harm."""
    if not user.has_perm("comments.impose_sanction"):
        return Permission(_("Only moderators lift sanctions."))
    if sanction.kind == "ban" and not user.has_perm("comments.impose_ban"):
        return Permission(_("Only senior moderators lift a ban."))
    if sanction.person_id is not None and sanction.person_id == user.pk:
        return Permission(_("This is your own: somebody else would have to."))
    return GRANTED
