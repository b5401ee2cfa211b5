"""Forms that refuse once: sent again as they came back, they are meant as they are."""

from typing import cast

from django.forms import BaseForm
from django.http import QueryDict


def take_note(form: BaseForm, name: str, value: str) -> None:
    """Let the form come back as if this had been sent with it, so that its editor is known to have been told."""
    data = cast("QueryDict", form.data).copy()
    data[form.add_prefix(name)] = value
    form.data = data
