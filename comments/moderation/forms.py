"""The desk's forms beside the verdicts on one comment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.forms import NOTE_LENGTH, WordsField
from comments.measures import OF_A_BRANCH
from comments.models import Decision
from comments.models.judgement import Reason

Verdict = Decision.Verdict

SPANS = [
    ("60", _("1 minute")),
    ("300", _("5 minutes")),
    ("900", _("15 minutes")),
    ("3600", _("1 hour")),
    ("21600", _("6 hours")),
    ("86400", _("1 day")),
]


class BranchForm(forms.Form):
    """A measure for a whole branch: which, for what reason, and how slow where it slows down."""

    verdict = forms.ChoiceField(choices=[(verdict.value, verdict.label) for verdict in OF_A_BRANCH])
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the reason: the readers are told it.")},
    )
    note = WordsField(
        label=_("A sentence to the readers (optional)"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Stands below the reason, where everybody reads it."),
    )
    slow_mode_seconds = forms.TypedChoiceField(
        label=_("Where it is slowed down, each person writes once in"),
        choices=SPANS,
        coerce=int,
        required=False,
        empty_value=None,
        initial="900",
    )

    def clean(self) -> dict[str, Any]:
        """A span counts for the slow mode alone, which needs one."""
        facts: dict[str, Any] = super().clean() or {}
        if "verdict" in self.errors:
            # Buttons say it: no field stands on the page to say it beside.
            self.add_error(None, _("Please choose what is to be done."))
        if facts.get("verdict") != Verdict.SLOW:
            facts["slow_mode_seconds"] = None
        elif not facts.get("slow_mode_seconds") and "slow_mode_seconds" not in self.errors:
            self.add_error("slow_mode_seconds", _("Please choose how slow."))
        return facts


class SavedFilterForm(forms.Form):
    """A name for a queue's filters, whose address says which they are."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        error_messages={
            "required": _("Please give it a name to find it by."),
            "max_length": _("A name has at most %(limit_value)s characters; this one has %(show_value)s."),
        },
    )
    query = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)
