"""What is asked before everything goes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ErasureForm(forms.Form):
    """The handle, typed once more: nobody does that by mistake."""

    confirmation = forms.CharField(
        label=_("Your handle"),
        help_text=_("Type it to confirm that all of this is to go."),
        error_messages={"required": _("Please type your handle. Nothing has been erased.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_confirmation(self) -> str:
        typed: str = self.cleaned_data["confirmation"]
        if typed.removeprefix("@").lower() != self.person.handle:
            raise ValidationError(_("This is not your handle. Nothing has been erased."), code="other")
        return typed
