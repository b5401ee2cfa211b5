"""The forms of the deeds on comments."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comments.models import Decision
from comments.models.comment import BODY_LENGTH
from comments.models.judgement import Reason
from comments.sketches import sketch_of
from comments.text import clean_body, is_blank, key_of_words

NOTE_LENGTH = 500
# Where the words of somebody whose session was over wait for the sign-in. More than a comment
# holds, so that they can still be cut; not so many that strangers could fill the store.
KEPT_WORDS = "kept-words"
KEPT_LENGTH = 10 * BODY_LENGTH


def keep_words(request: HttpRequest, place: str) -> None:
    """Let the words of a form wait for the sign-in; those of the last form only.

    `place` names what is written, so that words kept for one discussion turn up in no other.
    """
    if words := request.POST.get("body", "")[:KEPT_LENGTH]:
        request.session[KEPT_WORDS] = {place: words}


def kept_words(request: HttpRequest, place: str) -> str:
    """The words that waited, once their writer is signed in; asks no session of anybody else."""
    kept: dict[str, str] = request.session.get(KEPT_WORDS, {}) if request.user.is_authenticated else {}
    return kept.get(place, "")


def drop_words(request: HttpRequest, place: str) -> None:
    if kept_words(request, place):
        del request.session[KEPT_WORDS]


class WordsField(forms.CharField):
    """What somebody wrote, cleaned before it is measured."""

    def to_python(self, value: Any) -> str:
        return clean_body(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without the length: it is told as a sentence, where a browser would cut what is pasted without a word."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class BodyForm(forms.Form):
    body = WordsField(
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
        """Which must hold something that can be seen."""
        body: str = self.cleaned_data["body"]
        if is_blank(body):
            raise forms.ValidationError(self.fields["body"].error_messages["required"], code="required")
        return body


class CommentForm(BodyForm):
    """A new comment. `form_key` makes sending the same form twice one comment."""

    form_key = forms.Field(required=False, widget=forms.HiddenInput)

    @classmethod
    def begin(cls, request: HttpRequest, place: str) -> "CommentForm":
        """An empty form; with the words that waited for its writer's sign-in, where there are any."""
        sketch = sketch_of(request)
        form_key = sketch.marks["form_key"] if sketch else uuid4()
        return cls(initial={"form_key": form_key, "body": kept_words(request, place)}, auto_id=f"{place}-%s")

    def clean_form_key(self) -> UUID:
        """A new one for what is none: nobody sees this field, so nobody could mend it."""
        try:
            return UUID(str(self.cleaned_data["form_key"]))
        except ValueError:
            return uuid4()


class EditForm(BodyForm):
    """New words for a comment; `begun_from` is the key of the words with which the form began."""

    begun_from = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def begin(cls, place: str, words: str, now_there: str) -> "EditForm":
        return cls(initial={"body": words, "begun_from": key_of_words(now_there)}, auto_id=f"{place}-%s")


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Reason, widget=forms.RadioSelect)
    note = WordsField(
        label=_("Anything the moderators should know (optional)"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class DecisionForm(forms.Form):
    """A verdict; a removal needs its reason."""

    verdict = forms.ChoiceField(choices=Decision.Verdict)
    reason = forms.ChoiceField(label=_("Reason"), choices=Reason, required=False, widget=forms.RadioSelect)
    note = WordsField(
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


class VoteForm(forms.Form):
    """1 recommends, -1 votes against, 0 takes a vote back."""

    value = forms.TypedChoiceField(choices=[("1", ""), ("0", ""), ("-1", "")], coerce=int, widget=forms.HiddenInput)
