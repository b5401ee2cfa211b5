"""What is filled in for an appeal, by its author and by whoever answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.forms import NOTE_LENGTH, WordsField
from comments.models.appeal import APPEAL_LENGTH
from comments.text import is_blank

GRANT, UPHOLD = "grant", "uphold"
# What an author is told, unless whoever answers puts it another way.
SENTENCES = {
    GRANT: _("We looked at this again and agree with you: the decision is taken back."),
    UPHOLD: _("Somebody else looked at this again, and came to the same decision."),
}


class AppealForm(forms.Form):
    body = WordsField(
        label=_("Why should the decision be another one?"),
        max_length=APPEAL_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={
            "required": _("Please say why, in a sentence or more: somebody who did not decide reads it."),
            "max_length": _("This is %(show_value)s characters long; an appeal has at most %(limit_value)s."),
        },
        help_text=_("You can appeal once. Moderators read what you write here; readers do not."),
    )

    def clean_body(self) -> str:
        """Which must hold something that can be seen."""
        body: str = self.cleaned_data["body"]
        if is_blank(body):
            raise forms.ValidationError(self.fields["body"].error_messages["required"], code="required")
        return body.strip()


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(choices=[(GRANT, GRANT), (UPHOLD, UPHOLD)])
    note = WordsField(
        label=_("A sentence to whoever appeals"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={
            "max_length": _("This is %(show_value)s characters long; the sentence has at most %(limit_value)s.")
        },
        help_text=_("Left blank, they are told a sentence of ours. The public log does not tell it."),
    )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if "outcome" in facts and not facts.get("note"):
            facts["note"] = str(SENTENCES[facts["outcome"]])
        return facts

    @property
    def grants(self) -> bool:
        return bool(self.cleaned_data["outcome"] == GRANT)
