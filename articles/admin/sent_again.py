"""Forms that refuse once: sent again as they came back, they are meant as they are."""

from typing import Any, cast

from django.forms import BaseForm, Field, MultiWidget
from django.http import QueryDict


def take_note(form: BaseForm, name: str, value: str) -> None:
    """Let the form come back as if this had been sent with it, so that its editor is known to have been told."""
    data = cast("QueryDict", form.data).copy()
    data[form.add_prefix(name)] = value
    form.data = data


def put_back(form: BaseForm, name: str, value: Any) -> None:
    """Let a field come back with this in it, whatever was sent."""
    data, field = cast("QueryDict", form.data).copy(), form.fields[name]
    for key, held in _as_sent(field, form.add_prefix(name), field.prepare_value(value)).items():
        data.setlist(key, held)
    form.data = data


def _as_sent(field: Field, key: str, value: Any) -> dict[str, list[str]]:
    """What a browser sends of a field that holds this: key → values."""
    if isinstance(field.widget, MultiWidget):
        widget: Any = field.widget
        parts = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True)
        return {key + suffix: [str(single.format_value(part) or "")] for suffix, single, part in parts}
    held = value if isinstance(value, list) else [value]
    return {key: ["" if one is None else str(one) for one in held]}
