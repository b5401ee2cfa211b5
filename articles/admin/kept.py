"""Pages of forms that are merged with what colleagues have changed since: what stays as they left it is told."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from articles.admin.holding import hold_row, is_about_to_save
from articles.admin.merging import Merged, MergesWithColleagues


class TellsOfKept(admin.ModelAdmin[Merged]):
    """For an admin class; a form of its own merges as well. What the form was opened with goes along, unseen."""

    form: type[ModelForm[Merged]] = MergesWithColleagues

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Merged | None:
        if is_about_to_save(request):
            self.hold(object_id)
        return super().get_object(request, object_id, from_field)

    def hold(self, key: str) -> None:
        """Let nobody else change it until it is saved, so that what its form is merged with stays true."""
        hold_row(self.model, key)

    def get_fieldsets(self, request: HttpRequest, obj: Merged | None = None) -> Any:
        """Of what is new, or may only be looked at, nothing is sent that could be merged."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        (title, options), *others = fieldsets
        return [(title, {**options, "fields": (*options["fields"], "opened")}), *others]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        tell_of_kept(request, context["adminform"].form.kept)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # Those of a list are of another kind.
        if isinstance(form, MergesWithColleagues):
            tell_of_kept(request, form.kept)


def tell_of_kept(request: HttpRequest, kept: Iterable[str]) -> None:
    """Nothing where nothing was kept."""
    if what := ", ".join(kept):
        told = gettext(
            "A colleague has changed this since you opened the form, and it stays as they left it: %(what)s."
        )
        messages.warning(request, told % {"what": what})
