"""What somebody without an account fills in beside their words."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import NAME_LENGTH
from accounts.names import NAME_VALIDATORS, refuse_lookalike, tidy_display_name
from accounts.skeletons import skeletons
from comments.forms import BodyForm
from comments.guards.pace import is_too_fast, opened_now
from comments.models import Guest
from comments.places import Place


class NameField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Your name"),
            max_length=NAME_LENGTH,
            validators=NAME_VALIDATORS,
            widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            error_messages={"required": _("Please give a name: it stands beside your comment.")},
            help_text=_("It stands beside your comment, marked as a guest's."),
        )
        # The limit is told as a sentence; the attribute would cut what is pasted without a word.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return tidy_display_name(super().to_python(value) or "")


class GuestForm(BodyForm):
    """A comment, who writes it, and what tells programs from people (comments/guards/pace.py)."""

    name = NameField()
    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": _("Please give your address: we mail you a link by which you publish your comment."),
            "invalid": _("This is not an e-mail address yet. It looks like name@example.org."),
        },
        help_text=_("Readers never see it. We mail you a link there; opening it publishes your comment."),
    )
    # People do not see it; what is filled in there was filled in by a program.
    homepage = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    # For the template that all forms of comments share.
    asks_who = True

    @classmethod
    def _new(cls, request: HttpRequest, place: Place) -> dict[str, Any]:
        return {**super()._new(request, place), "opened": opened_now()}

    @classmethod
    def looked_over(cls, request: HttpRequest, place: Place) -> "GuestForm":
        """The form with what was typed, before anybody asks whether it will do."""
        return cls._for(request, place, initial=request.POST.dict())

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("homepage"))

    @property
    def is_too_fast(self) -> bool:
        return is_too_fast(self.data.get("opened", ""))

    def ask_again(self) -> None:
        """Once: the form that comes back says that its sender was asked."""
        typed = cast("QueryDict", self.data).copy()
        typed["opened"] = opened_now(was_asked=True)
        self.data = typed
        self.add_error(None, _("That was very fast. Please look your comment over, then send it once more."))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        refuse_lookalike(name)
        return name

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if "name" in facts and "email" in facts and _is_anothers(facts["name"], facts["email"], self.place):
            self.add_error("name", _("Another guest writes here under a name like this. Please add to yours."))
        return facts


def _is_anothers(name: str, email: str, place: Place) -> bool:
    """Whether somebody with another address is known by such a name in the discussion."""
    alike = Guest.objects.filter(skeleton__in=skeletons(name)).exclude(confirmed_at=None).exclude(email=email)
    return alike.filter(comments__discussion=place.article.pk).exists()
