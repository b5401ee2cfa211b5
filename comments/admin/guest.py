"""Guests in the admin, to be read and found: the one place that shows their addresses."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from comments.admin.reading import ReadOnlyAdmin
from comments.models import Claim, Comment, Guest


@admin.register(Guest)
class GuestAdmin(ReadOnlyAdmin):
    list_display = ("name", "email", "created_at", "confirmed_at", "disowned_at")
    list_filter = (("confirmed_at", admin.EmptyFieldListFilter), ("disowned_at", admin.EmptyFieldListFilter))
    ordering = ("-pk",)
    search_fields = ("name", "email")
    search_help_text = _("Part of a name or of an e-mail address.")
    fields = ("name", "email", "created_at", "confirmed_at", "disowned_at")
    view_on_site = False  # type: ignore[assignment]  # guests have no page that others see


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    list_display = ("claimed_at", "excerpt", "on_the_site", "guest", "person")
    list_select_related = ("guest", "person", "comment__author", "comment__guest")
    ordering = ("-pk",)
    search_fields = ("guest__name", "guest__email", "person__handle", "person__display_name")
    search_help_text = _("The guest's name or address, or the person's name.")
    fields = ("comment", "guest", "person", "claimed_at")

    def comment_of(self, obj: Any) -> Comment:
        comment: Comment = obj.comment
        return comment
