"""Choosing among many: searched for by script, and a plain list without it."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models
from django.forms import Field
from django.http import HttpRequest

from accounts.keys import key_of

# Django's own widget offers nothing without script. Beyond so many there is only the search.
OFFERED = 200


class OffersChoices(BaseModelAdmin[Any]):
    """For an admin class or an inline: its autocomplete fields work without script as well."""

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        if db_field.name in self.autocomplete_fields:
            widget_class = OfferingSelectMultiple if db_field.many_to_many else OfferingSelect
            kwargs["widget"] = widget_class(db_field, self.admin_site)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class OfferingSelect(AutocompleteSelect):
    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:
        groups = super().optgroups(name, _keys(value), attr)
        options = groups[0][1]
        if not any(option["value"] == "" for option in options):
            # Without a blank one, a browser would choose the first.
            options.insert(0, self.create_option(name, "", "", not options, 0))
        return _offer(self, name, groups)


class OfferingSelectMultiple(AutocompleteSelectMultiple):
    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:
        return _offer(self, name, super().optgroups(name, _keys(value), attr))


def _keys(value: list[Any]) -> list[Any]:
    """Of what an address or a form asks for, that which can be a row's: Django would fail at anything else."""
    return [word for word in value if key_of(str(word)) is not None]


def _offer(widget: OfferingSelect | OfferingSelectMultiple, name: str, groups: list[Any]) -> list[Any]:
    """Add the first of what may be chosen to what is."""
    options = groups[0][1]
    chosen = {str(option["value"]) for option in options}
    for choice in widget.choices.queryset[:OFFERED]:
        if str(choice.pk) not in chosen:
            options.append(widget.create_option(name, choice.pk, str(choice), False, len(options)))
    return groups
