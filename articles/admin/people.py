"""People as read-only fields name them: by a link for those only who may look people up.

Django makes every such name a link, which for all others ends at a refusal.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Field, Model
from django.http import HttpRequest

Fields = tuple[Any, ...]


class NamesPeople(admin.ModelAdmin[Any]):
    """`people` are the fields that hold an account."""

    people: ClassVar[tuple[str, ...]] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return [(title, {**said, "fields": self._named(request, said["fields"])}) for title, said in fieldsets]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self._named(request, super().get_readonly_fields(request, obj))
