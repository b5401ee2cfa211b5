"""Sanctions in the admin, to be read and found; they are imposed and lifted on the site."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from comments.admin.reading import ReadOnlyAdmin
from comments.models import Sanction
from comments.moderation.people import desk_path_of


@admin.register(Sanction)
class SanctionAdmin(ReadOnlyAdmin):
    list_display = ("imposed_at", "person", "guest", "kind", "until", "reason", "moderator", "role", "is_now")
    list_filter = ("kind", "reason", ("lifting", admin.EmptyFieldListFilter))
    list_select_related = ("person", "guest", "moderator", "lifting", "acknowledgement")
    ordering = ("-pk",)
    search_fields = ("person__handle", "person__display_name", "guest__name", "moderator__handle", "sentence")
    search_help_text = _("The person's or the moderator's name, or words of what the person was told.")
    fields = ("person", "guest", "kind", "reason", "sentence", "moderator", "role", "imposed_at", "until", "run")

    def view_on_site(self, obj: Any) -> str:
        return desk_path_of(obj.whom)

    @admin.display(description=_("in force"), boolean=True)
    def is_now(self, sanction: Sanction) -> bool:
        return sanction.is_in_force
