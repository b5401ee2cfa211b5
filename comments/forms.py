"""The forms of the deeds on comments."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comments.models import Decision
from comments.models.comment import BODY_LENGTH
from comments.models.judgement import Reason
from comments.text import clean_body

NOTE_LENGTH = 500
# Where the words of somebody whose session was over wait for the sign-in.
KEPT_WORDS = "kept-words"


class BodyForm(forms.Form):
    body = forms.CharField(
        label=_("Your comment"),
        max_length=BODY_LENGTH,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        error_messages={
            "required": _("There is nothing to send yet: please write something first."),
            "max_length": _("This is %(show_value)s characters long; a comment has at most %(limit_value)s."),
        },
        help_text=_("Plain words, or Markdown: *emphasis*, **strong**, > quotation, `code`, lists and links."),
    )

    def clean_body(self) -> str:
        """The text as typed, which must hold more than blanks and control characters."""
        body: str = self.cleaned_data["body"]
        if not clean_body(body):
            raise forms.ValidationError(self.fields["body"].error_messages["required"], code="required")
        return body


class CommentForm(BodyForm):
    """A new comment. `form_key` makes sending the same form twice one comment."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def begin(cls, request: HttpRequest, place: str) -> "CommentForm":
        """An empty form; with the words that waited for its writer's sign-in, where there are any.

        `place` names what is answered, so that words kept for one discussion turn up in no other.
        """
        kept: dict[str, Any] = request.session.get(KEPT_WORDS, {}) if request.user.is_authenticated else {}
        return cls(initial={"form_key": uuid4(), "body": kept.get(place, "")}, auto_id=f"{place}-%s")


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Reason, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Anything the moderators should know (optional)"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class DecisionForm(forms.Form):
    """A verdict; a removal needs its reason."""

    verdict = forms.ChoiceField(choices=Decision.Verdict)
    reason = forms.ChoiceField(label=_("Reason"), choices=Reason, required=False, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("A sentence to the author (optional)"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if facts.get("verdict") == Decision.Verdict.REMOVE and not facts.get("reason"):
            self.add_error("reason", _("Please choose the reason: the author and the readers are told it."))
        return facts
