"""A moment as forms at the desk ask for it: a day and a time of day in the site's time zone."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Newspapers began then; and nothing is meant for the next generation. What lies outside was mistyped.
FIRST_YEAR, YEARS_AHEAD = 1605, 50


class MomentField(forms.SplitDateTimeField):
    """What comes back as it was shown is the moment that is stored, to the microsecond.

    So it can be left alone in the hour that comes twice when clocks are put back. Typed anew, a time in it is the
    first of the two; one that clocks put forward leave out is refused, and so is a year that nobody means.
    """

    default_error_messages = forms.SplitDateTimeField.default_error_messages | {
        "year": _("Is this the year that you mean? Please correct it."),
        "left_out": _("Clocks are put forward on that day, and this time is left out. Please choose another."),
    }

    stored: datetime | None = None

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Called before the field is cleaned: with the form comes what it was opened with."""
        stored = form.initial.get(field_name)
        self.stored = stored if isinstance(stored, datetime) else None
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> datetime | None:
        if self.stored and not self.has_changed(self.stored.replace(microsecond=0), value):
            return self.stored
        moment: datetime | None = super().clean(value)
        return moment

    def compress(self, data_list: Any) -> datetime | None:
        with timezone.override(UTC):  # where every time of day is there, once
            typed = super().compress(data_list)
        if typed is None:
            return None
        # Asked first: beyond the years that there are no zone can be reckoned with.
        if not FIRST_YEAR <= typed.year <= timezone.now().year + YEARS_AHEAD:
            raise forms.ValidationError(self.error_messages["year"], code="year")
        # In UTC, since Python holds a moment in the doubled hour to be equal to none of another zone (PEP 495).
        moment = typed.replace(tzinfo=timezone.get_current_timezone()).astimezone(UTC)
        if timezone.make_naive(moment) != timezone.make_naive(typed, UTC):
            raise forms.ValidationError(self.error_messages["left_out"], code="left_out")
        return moment
