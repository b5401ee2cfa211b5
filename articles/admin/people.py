"""People as read-only fields name them: by a link for those only who may look people up.

Django makes every such name a link, which for all others ends at a refusal.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

M = TypeVar("M", bound=Model)


class NamesPeople(admin.ModelAdmin[M]):
    """`people` are the fields that hold an account: read only, and in words, for who may not look people up."""

    people: ClassVar[tuple[str, ...]] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return [(title, {**said, "fields": self.named(request, said["fields"])}) for title, said in fieldsets]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        return self.named(request, dict.fromkeys([*super().get_readonly_fields(request, obj), *self._hidden(request)]))

    def named(self, request: HttpRequest, fields: Iterable[Any]) -> tuple[Any, ...]:
        """The fields, with a column of words in the place of each person that the viewer may not look up."""
        hidden = self._hidden(request)
        return tuple(_in_words(self.opts.get_field(name)) if name in hidden else name for name in fields)

    def _hidden(self, request: HttpRequest) -> tuple[str, ...]:
        return () if request.user.has_perm("accounts.view_user") else self.people


@cache
def _in_words(field: Any) -> Callable[[Any], str]:
    """The same each time it is asked for, as the admin compares its fields."""

    @admin.display(description=field.verbose_name)
    def named(row: Any) -> str:
        return str(getattr(row, field.name) or "–")

    # By which the page knows the field.
    named.__name__ = field.name
    return named
