"""What moderators fill in about people."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Viewer
from comments.forms import NOTE_LENGTH, ReasonSelect, WordsField
from comments.models import Sanction
from comments.models.judgement import Reason
from comments.models.sanction import WORDS_LENGTH
from comments.sanctions.in_force import Somebody
from comments.sanctions.permissions import may_ban
from comments.sanctions.reasons import SENTENCES, usual_sentence
from comments.sanctions.wording import EVER

# Nobody waits for longer: that is a ban.
LONGEST = timedelta(days=3 * 366)


class Choice(NamedTuple):
    """What can be chosen: a kind of sanction and how long it lasts."""

    kind: str
    label: str | Promise
    span: timedelta | None = None


_SUSPENSION, _PREMODERATION = Sanction.Kind.SUSPENSION.value, Sanction.Kind.PREMODERATION.value
UNTIL = "suspension-until"
CHOICES: Mapping[str, Choice] = {
    "warning": Choice(Sanction.Kind.WARNING.value, _("Warning: they read it and say so before they can write again")),
    "premoderation": Choice(_PREMODERATION, _("Premoderation: a moderator looks first, until somebody lifts it")),
    "premoderation-30d": Choice(_PREMODERATION, _("Premoderation for 30 days"), timedelta(days=30)),
    "suspension-1h": Choice(_SUSPENSION, _("Suspension for 1 hour"), timedelta(hours=1)),
    "suspension-1d": Choice(_SUSPENSION, _("Suspension for 1 day"), timedelta(days=1)),
    "suspension-7d": Choice(_SUSPENSION, _("Suspension for 7 days"), timedelta(days=7)),
    "suspension-30d": Choice(_SUSPENSION, _("Suspension for 30 days"), timedelta(days=30)),
    UNTIL: Choice(_SUSPENSION, _("Suspension until the time below")),
    "ban": Choice(Sanction.Kind.BAN.value, _("Ban")),
}


# How far back what a banned person wrote is removed.
SWEEPS: Mapping[str, tuple[str | Promise, timedelta | None]] = {
    "": (_("nothing"), None),
    "1h": (_("in the last hour"), timedelta(hours=1)),
    "1d": (_("in the last 24 hours"), timedelta(days=1)),
    "7d": (_("in the last 7 days"), timedelta(days=7)),
    "30d": (_("in the last 30 days"), timedelta(days=30)),
    "all": (_("everything"), None),
}


class SanctionReasonSelect(ReasonSelect):
    """With what is said to a person rather than of one comment."""

    sentences = SENTENCES


class SanctionForm(forms.Form):
    """What is to happen to somebody; left blank, `note` says the usual sentence for the reason."""

    sanction = forms.ChoiceField(
        label=_("What"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose what is to happen."),
            "invalid_choice": _("You cannot choose this here."),
        },
    )
    until = forms.DateTimeField(
        label=_("Until"),
        required=False,
        help_text=_("For a suspension that ends at a time of its own; the site’s time."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={"invalid": _("Please give a day and a time, such as 2031-05-17 18:30.")},
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=Reason,
        widget=SanctionReasonSelect,
        error_messages={"required": _("Please choose the reason: the person is told it.")},
    )
    note = WordsField(
        label=_("A sentence to the person"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Left blank, they are told our sentence for the reason."),
    )
    colleagues = WordsField(
        label=_("A note for other moderators (optional)"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Moderators see it. So does the person, if they ask for their data."),
    )

    sweep = forms.ChoiceField(
        label=_("With a ban: remove what they wrote before"),
        required=False,
        choices=[(name, label) for name, (label, _span) in SWEEPS.items()],
        help_text=_("The next page says how many comments that would be. All of it can be taken back by one press."),
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, moderator: Viewer, whom: Somebody, **how: Any) -> None:
        super().__init__(*args, **how)
        is_allowed = {"ban": bool(may_ban(moderator, whom))}
        self.fields["sanction"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (name, choice.label) for name, choice in CHOICES.items() if is_allowed.get(name, True)
        ]
        if not is_allowed["ban"]:
            del self.fields["sweep"]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if not facts.get("note"):
            facts["note"] = usual_sentence(facts.get("reason", ""))
        if facts.get("sweep") and facts.get("sanction") not in {"ban", None}:
            self.add_error("sweep", _("Only with a ban is what somebody wrote before removed."))
        if facts.get("sanction") == UNTIL and "until" not in self.errors:
            self._check_end(facts.get("until"))
        return facts

    def _check_end(self, until: datetime | None) -> None:
        now = timezone.now()
        if until is None:
            self.add_error("until", _("Please say until when."))
        elif until <= now:
            self.add_error("until", _("This is past already."))
        elif until > now + LONGEST:
            self.add_error("until", _("This is more than three years from now: that would be a ban."))

    @property
    def imposed(self) -> dict[str, Any]:
        """What `impose_sanction` is told."""
        facts = self.cleaned_data
        choice = CHOICES[facts["sanction"]]
        until = timezone.now() + choice.span if choice.span else None
        return {
            "kind": choice.kind,
            "until": facts["until"] if facts["sanction"] == UNTIL else until,
            "reason": facts["reason"],
            "sentence": facts["note"],
            "note": facts["colleagues"],
            "sweeps_since": self.sweeps_since,
        }

    @property
    def sweeps_since(self) -> datetime | None:
        """From when on what they wrote is removed; None where nothing is."""
        sweep = self.cleaned_data.get("sweep", "")
        if sweep == "all":
            return EVER
        _label, span = SWEEPS[sweep]
        return timezone.now() - span if span else None


class LiftingForm(forms.Form):
    note = WordsField(
        label=_("A sentence to the person (optional)"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class NoteForm(forms.Form):
    words = WordsField(
        label=_("A note for other moderators"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Moderators see it. So does the person, if they ask for their data."),
        error_messages={"required": _("There is nothing to keep yet: please write something first.")},
    )
