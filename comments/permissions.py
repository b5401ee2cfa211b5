"""What people may do with comments; view, template and overlay ask here alike."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import GRANTED, Permission, Viewer


def may_moderate(user: Viewer) -> Permission:
    if user.has_perm("comments.moderate_comment"):
        return GRANTED
    return Permission(_("Only moderators decide on comments."))
