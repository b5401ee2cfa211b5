"""What every form that can make a correction asks for."""

from django.forms import BaseForm
from django.utils.translation import gettext as _


def check_correction_is_told(form: BaseForm) -> None:
    """Called by the form's `clean`, once it has said whether this can be a correction at all."""
    said = form.cleaned_data
    if said.get("is_correction") and "note" in said and not said["note"].strip():
        form.add_error(
            "note", _("Readers are told of a correction: say in a sentence what was wrong, and what is right.")
        )
