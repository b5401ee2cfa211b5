"""What goes with something that is deleted, as its page lists it."""

from typing import Any, TypeVar

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.utils.text import capfirst

M = TypeVar("M", bound=Model)
# Strings, and behind one of them the list of what goes with it.
Listed = list[Any]


class ListsWhatGoes(admin.ModelAdmin[M]):
    """Without rows that only join two things: nobody has made one, and none has a name."""

    def get_deleted_objects(self, objs: Any, request: Any) -> Any:
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        joins = [model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created]
        beginnings = tuple(f"{capfirst(join.verbose_name)}: " for join in joins)
        plurals = {join.verbose_name_plural for join in joins}
        counted = {name: count for name, count in counts.items() if name not in plurals}
        return _without(listed, beginnings), counted, lacking, protected


def _without(listed: Listed, beginnings: tuple[str, ...]) -> Listed:
    left = [
        _without(one, beginnings) if isinstance(one, list) else one
        for one in listed
        if isinstance(one, list) or not str(one).startswith(beginnings)
    ]
    return [one for one in left if one != []]
