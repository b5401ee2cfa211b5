"""Two editors at one form: what a colleague has changed since it was opened is kept, or asked about once.

The form carries what each field held as it was opened. A field that is sent as it was then takes what is
stored by now; one that both have changed is refused once, beside the field, with what the colleague chose.
"""

import json
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from django import forms
from django.contrib.admin.utils import display_for_value
from django.db.models import FileField, Model, QuerySet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext

from articles.admin.sent_again import put_back, take_note

# What a form holds in a field, to be compared: for many things their keys.
Held = str | list[str]
Merged = TypeVar("Merged", bound=Model)


class OpenedField(forms.CharField):
    """What goes with a form and is no change of it, whatever is stored by now."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class MergesWithColleagues(forms.ModelForm[Merged]):
    """For a form whose `merged_fields` are merged with what is stored by now; where it names none, all but files.

    The page has to show its hidden field `opened`, and to tell what was `kept` (articles/admin/kept.py).
    """

    opened = OpenedField(required=False, widget=forms.HiddenInput)

    merged_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The labels of fields that stay as a colleague left them.
        self.kept: list[str] = []
        # The names of fields that are not sent as they were opened.
        self.touched: set[str] = set()
        # What is new has nothing that anybody could have changed.
        merged = (self.merged_fields or self._all_but_files()) if self.instance.pk else ()
        names = [name for name in merged if name in self.fields]
        self.stored = {name: _held(self._stored_value(name)) for name in names}
        self.initial["opened"] = json.dumps(self.stored) if self.stored else ""

    def clean(self) -> dict[str, Any]:
        """Merges before the checks of a form of its own look at any of these fields."""
        super().clean()
        self._merge()
        return self.cleaned_data

    def is_left_to_colleagues(self, name: str, opened: Held) -> bool:
        """Whether the field, which the editor has not touched, quietly takes what is stored by now."""
        return True

    def describe_conflict(self, name: str) -> str:
        """What the editor is told beside a field that a colleague has changed as well."""
        return gettext(
            "A colleague has changed this since you opened the form. Theirs: %(theirs)s. "
            "What you chose stands here; save again to put it in the place of theirs."
        ) % {"theirs": self._in_words(name)}

    def _merge(self) -> None:
        opened = _read(self.cleaned_data.get("opened", ""))
        self.touched = {name for name, stored in self.stored.items() if self._sent(name) != opened.get(name, stored)}
        moved = [name for name, stored in self.stored.items() if opened.get(name, stored) != stored]
        settled = [name for name in moved if self._merge_field(name, opened[name])]
        if settled:
            # Said once: sent again as it comes back, it is meant.
            take_note(self, "opened", json.dumps(opened | {name: self.stored[name] for name in settled}))

    def _merge_field(self, name: str, opened: Held) -> bool:
        """Whether what the colleague did is settled with that, or told; what cannot be read is mended first."""
        is_read = name in self.cleaned_data
        sent = self._sent(name)
        if sent == opened and self.is_left_to_colleagues(name, opened):
            self._take_theirs(name)
        elif is_read and sent != self.stored[name]:
            self.add_error(name, self.describe_conflict(name))
        return is_read or name not in self.errors

    def _sent(self, name: str) -> Held:
        return _held(self.cleaned_data[name]) if name in self.cleaned_data else self._held_as_sent(name)

    def _held_as_sent(self, name: str) -> Held:
        """Of a field that is refused: what a colleague has deleted since cannot be chosen any more."""
        sent = [value for key in self._keys_of(name) for value in cast("QueryDict", self.data).getlist(key)]
        return sorted(sent) if isinstance(self.stored[name], list) else "".join(sent)

    def _keys_of(self, name: str) -> list[str]:
        """By which a browser sends the field: one, or one for each part, as for a day and its time."""
        key, widget = self.add_prefix(name), self.fields[name].widget
        parts: Any = getattr(widget, "widgets_names", [""])
        return [key + part for part in parts]

    def _take_theirs(self, name: str) -> None:
        self.errors.pop(name, None)
        self.cleaned_data[name] = self._stored_value(name)
        self.changed_data = [changed for changed in self.changed_data if changed != name]
        self.kept.append(str(capfirst(self.fields[name].label)))
        put_back(self, name, self.cleaned_data[name])

    def _all_but_files(self) -> tuple[str, ...]:
        own = self.instance._meta
        return tuple(field.name for field in (*own.fields, *own.many_to_many) if not isinstance(field, FileField))

    def _stored_value(self, name: str) -> Any:
        """As the form found it: nothing of what was sent is in the instance yet."""
        is_many = self.instance._meta.get_field(name).many_to_many
        return self.initial.get(name, []) if is_many else getattr(self.instance, name)

    def _in_words(self, name: str) -> str:
        value = self._stored_value(name)
        if isinstance(value, list):
            return ", ".join(map(str, value)) or gettext("blank")
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        choices: Any = getattr(self.instance._meta.get_field(name), "flatchoices", ())
        return str(dict(choices).get(value) or display_for_value(value, gettext("blank")))


def _held(value: Any) -> Held:
    if isinstance(value, (list, QuerySet)):
        return sorted(str(one.pk) for one in value)
    if isinstance(value, datetime):
        # No form of a browser has more.
        return value.replace(microsecond=0).astimezone(UTC).isoformat()
    # As a browser sends it: without spaces around it, and with lines that end another way.
    return "" if value is None else "\n".join(str(getattr(value, "pk", value)).strip().splitlines())


def _read(opened: str) -> dict[str, Held]:
    """Nothing where the form was sent without it, or with what is no such thing."""
    try:
        said = json.loads(opened)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
