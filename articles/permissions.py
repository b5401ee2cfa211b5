"""What people may do with articles; view, template and admin ask here alike."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import GRANTED, Permission, Viewer


def may_preview(user: Viewer) -> Permission:
    """Drafts, scheduled and withdrawn articles are read by those who may work on them."""
    if user.is_staff and user.has_perm("articles.view_article"):
        return GRANTED
    return Permission(_("Only the newsroom reads what is not published."))


def may_edit_articles(user: Viewer) -> Permission:
    if user.is_staff and user.has_perm("articles.change_article"):
        return GRANTED
    return Permission(_("Only editors change articles."))
