"""The forms of the deeds on comments."""

from typing import Any, Self
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from comments.actions.drafting import draft_of
from comments.edit_window import leaves_trace, quiet_until, waits_again
from comments.guards.gentle import OVERRIDABLE
from comments.guards.stops import Stop
from comments.house_rules import house_rules_for
from comments.models import Decision, Draft
from comments.models.comment import BODY_LENGTH
from comments.models.judgement import TO_FOLLOW, Reason
from comments.places import Place
from comments.reasons import SENTENCES, sentence_for
from comments.rulings import Seen
from comments.sketches import sketch_of
from comments.text import clean_body, is_blank, key_of_words
from comments.waiting import is_sent_at_once, waiting_words

NOTE_LENGTH = 500
PASSAGE_LENGTH = 500
FEWEST_CHARACTERS = 3


class WordsField(forms.CharField):
    """What somebody wrote, cleaned before it is measured."""

    def to_python(self, value: Any) -> str:
        return clean_body(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without the length: it is told as a sentence, where a browser would cut what is pasted without a word."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class BodyForm(forms.Form):
    """Words for a place; `form_key`, `writer` and `draft_at` are the form's own and nobody's to fill in.

    `writer` is whose form it is, so that no one else's sign-in sends it; `draft_at` tells
    which kept draft the words go on from.
    """

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
    form_key = forms.Field(required=False, widget=forms.HiddenInput)
    writer = forms.Field(required=False, widget=forms.HiddenInput)
    draft_at = forms.Field(required=False, widget=forms.HiddenInput)

    # For its template: where it is; the draft in it; words kept elsewhere meanwhile; whether the words
    # waited for the sign-in, and go at once; what is said before a first comment.
    place: Place
    draft: Draft | None = None
    other_draft: Draft | None = None
    has_waited = False
    goes_at_once = False
    house_rules = ""
    keeps_drafts = False
    # What it was asked to begin with, for a script that puts it into another form.
    quotation = ""
    # Why the words are not taken as they are, and the reasons that their writer was told of and overrode.
    stop: Stop | None = None
    insisted: frozenset[str] = frozenset()
    limit = BODY_LENGTH

    @classmethod
    def begin(cls, request: HttpRequest, place: Place) -> Self:
        """The form as its writer left it: with what waited for the sign-in, else with the draft, else as it is new."""
        waiting = waiting_words(request, place.name)
        draft = draft_of(request.user, place) if isinstance(request.user, User) else None
        facts = cls._new(request, place)
        if draft:
            facts |= {"body": draft.body, "form_key": draft.form_key, "draft_at": draft.updated_at.isoformat()}
        if waiting:
            facts |= {"body": waiting["body"], "form_key": waiting["form_key"] or facts["form_key"]}
        form = cls._for(request, place, initial=facts)
        form.draft = None if waiting else draft
        form.has_waited = waiting is not None
        form.goes_at_once = waiting is not None and is_sent_at_once(waiting, request)
        return form

    @classmethod
    def sent(cls, request: HttpRequest, place: Place, **changed: str) -> Self:
        """The form as it was sent, but for the fields of its own that are `changed`."""
        typed = request.POST.copy()
        for name, value in changed.items():
            typed[name] = value
        return cls._for(request, place, data=typed)

    @classmethod
    def _new(cls, request: HttpRequest, place: Place) -> dict[str, Any]:
        if sketch := sketch_of(request):
            return {"body": "", "form_key": sketch.marks["form_key"], "writer": sketch.marks["writer"]}
        return {"body": place.words, "form_key": uuid4(), "writer": request.user.pk or ""}

    @classmethod
    def _for(cls, request: HttpRequest, place: Place, **how: Any) -> Self:
        form = cls(auto_id=f"{place.name}-%s", **how)
        form.place = place
        form.keeps_drafts = request.user.is_authenticated
        form.house_rules = house_rules_for(request)
        form.insisted = frozenset(request.POST.getlist("insist")) & OVERRIDABLE
        return form

    def refuse(self, stop: Stop) -> None:
        """Say beside the words why a guard does not take them as they are."""
        self.stop = stop
        self.add_error("body", stop.sentence)

    @property
    def unsent_words(self) -> str:
        """What its writer wrote here earlier; blank where there is nothing to lose."""
        words: str = self.initial["body"] if self.draft or self.has_waited else ""
        return words

    def clean_body(self) -> str:
        """Which must hold something that can be seen."""
        body: str = self.cleaned_data["body"]
        if is_blank(body):
            raise forms.ValidationError(self.fields["body"].error_messages["required"], code="required")
        return body

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
    def _new(cls, request: HttpRequest, place: Place) -> dict[str, Any]:
        return {**super()._new(request, place), "begun_from": key_of_words(place.words)}

    @property
    def trace(self) -> dict[str, object]:
        """What is said beforehand: whether a change is marked, and if not, how long it goes without."""
        comment = self.place.comment
        assert comment is not None  # noqa: S101  # there is one to edit
        is_waiting = comment.status in {comment.Status.PENDING, comment.Status.UNCONFIRMED}
        return {
            "is_left": leaves_trace(comment),
            "none_until": None if is_waiting else quiet_until(comment),
            "waits_again": waits_again(comment),
        }


def form_for(place: Place) -> type[BodyForm]:
    return EditForm if place.is_edit else BodyForm


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Reason, widget=forms.RadioSelect)
    note = WordsField(
        label=_("Anything the moderators should know (optional)"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class ReasonSelect(forms.RadioSelect):
    """The reasons, each with the sentence to the author, which a script puts into the form to be edited."""

    sentences = SENTENCES

    def create_option(self, name: str, value: Any, *args: Any, **how: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **how)
        option["attrs"]["data-sentence"] = self.sentences[str(value)]
        return option


# What a form may say for a removal whose reason is given afterwards.
REMOVE_FIRST = "remove-first"


class DecisionForm(forms.Form):
    """A verdict; a removal needs its reason, now or to follow. `revision` and `decision` say what it was judged by."""

    verdict = forms.ChoiceField(
        choices=[
            *(one for one in Decision.Verdict.choices if one[0] in {"approve", "remove", "spam", "restore"}),
            (REMOVE_FIRST, ""),
        ]
    )
    revision = forms.IntegerField(required=False, min_value=0, max_value=2**15)
    decision = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    reason = forms.ChoiceField(label=_("Reason"), choices=Reason, required=False, widget=ReasonSelect)
    note = WordsField(
        label=_("A sentence to the author"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Left blank, the author of a comment that is removed is told our sentence for the reason."),
    )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if facts.get("verdict") == REMOVE_FIRST:
            facts |= {"verdict": Decision.Verdict.REMOVE.value, "reason": TO_FOLLOW}
        if facts.get("verdict") == Decision.Verdict.REMOVE and not facts.get("reason"):
            self.add_error("reason", _("Please choose the reason: the author and the readers are told it."))
        if facts.get("verdict") == Decision.Verdict.SPAM:
            facts["reason"] = Reason.SPAM.value
        if facts.get("verdict") in {Decision.Verdict.REMOVE, Decision.Verdict.SPAM} and not facts.get("note"):
            facts["note"] = sentence_for(facts.get("reason", ""))
        return facts

    @property
    def seen(self) -> Seen | None:
        """What was before whoever filled it in; None where the form does not say."""
        revision, decision = (self.cleaned_data[name] for name in ("revision", "decision"))
        return None if revision is None or decision is None else Seen(revision, decision)


class RunForm(DecisionForm):
    """One verdict for many; what was seen of each is told beside it."""

    verdict = forms.ChoiceField(
        choices=[one for one in Decision.Verdict.choices if one[0] in {"approve", "remove", "spam"}]
    )


class ReasonForm(forms.Form):
    """Why comments were removed, given afterwards."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=Reason,
        widget=ReasonSelect,
        error_messages={"required": _("Please choose the reason: the author and the readers are told it.")},
    )
    note = WordsField(
        label=_("A sentence to the author"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Left blank, the author is told our sentence for the reason."),
    )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if not facts.get("note"):
            facts["note"] = sentence_for(facts.get("reason", ""))
        return facts


class ScrubForm(forms.Form):
    """A passage to be taken out; `confirmed` once its writer has seen where it stands."""

    passage = WordsField(
        label=_("The words to take out, exactly as they stand in the comment"),
        max_length=PASSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("Please give the words that are to be taken out.")},
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_passage(self) -> str:
        """Long enough not to be found all over the text."""
        passage: str = self.cleaned_data["passage"].strip()
        if sum(map(str.isalnum, passage)) < FEWEST_CHARACTERS:
            raise forms.ValidationError(
                _("That is too little to be found by: please give a little more of the words.")
            )
        return passage


class VoteForm(forms.Form):
    """1 recommends, -1 votes against, 0 takes a vote back."""

    value = forms.TypedChoiceField(choices=[("1", ""), ("0", ""), ("-1", "")], coerce=int, widget=forms.HiddenInput)
