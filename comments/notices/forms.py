"""What is filled in for a notice, and by whoever decides on it."""

from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from comments.forms import NOTE_LENGTH, WordsField
from comments.guards.pace import is_too_fast, opened_now
from comments.models import Notice, NoticeLocation
from comments.models.notice import ANSWER_LENGTH, EXPLANATION_LENGTH, LAW_LENGTH
from comments.notices.places import NoPlaceError, NoticedPlace, place_at
from comments.text import is_blank

MOST_LOCATIONS = 10
NAMELESS = Notice.Ground.CHILD_ABUSE


class NoticeForm(forms.Form):
    """A notice, and what tells programs from people (comments/guards/pace.py)."""

    locations = WordsField(
        label=_("Where is it?"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Please give the address of the comment or the article.")},
        help_text=_("The address of the comment or article on this site; several, if need be, each on its own line."),
    )
    ground = forms.ChoiceField(
        label=_("What is it against?"),
        choices=Notice.Ground,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what it is against.")},
    )
    law = WordsField(
        label=_("Which law, if you know (optional)"),
        max_length=LAW_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    explanation = WordsField(
        label=_("Why is it illegal?"),
        max_length=EXPLANATION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={
            "required": _("Please explain why it is illegal, so that we can tell without knowing you."),
            "max_length": _("This is %(show_value)s characters long; it can be at most %(limit_value)s."),
        },
        help_text=_("Which words it is about, and what makes them illegal."),
    )
    name = WordsField(
        label=_("Your name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"invalid": _("This is not an e-mail address yet. It looks like name@example.org.")},
        help_text=_(
            "The law asks for both, except for the sexual abuse of children. The author is not told who you are. "
            "We mail you a receipt, and later what was decided."
        ),
    )
    good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I say here is accurate and complete."),
        error_messages={"required": _("Please confirm this: the law asks for it.")},
    )
    form_key = forms.Field(required=False, widget=forms.HiddenInput)
    # People do not see it; what is filled in there was filled in by a program, or by a browser that fills in too much.
    homepage = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    request: HttpRequest

    @classmethod
    def begin(cls, request: HttpRequest) -> "NoticeForm":
        """Blank but for the location in the address, and for who is signed in."""
        facts: dict[str, Any] = {"locations": request.GET.get("location", "")[:1_000]}
        facts |= {"opened": opened_now(), "form_key": uuid4()}
        if isinstance(request.user, User):
            facts |= {"name": request.user.get_full_name(), "email": request.user.email}
        return cls._for(request, initial=facts)

    @classmethod
    def sent(cls, request: HttpRequest) -> "NoticeForm":
        return cls._for(request, data=request.POST)

    @classmethod
    def _for(cls, request: HttpRequest, **how: Any) -> "NoticeForm":
        form = cls(auto_id="notice-%s", **how)
        form.request = request
        return form

    @property
    def is_hasty(self) -> bool:
        """Of those who are signed in nobody asks it."""
        return not self.request.user.is_authenticated and is_too_fast(self.data.get("opened", ""))

    def ask_again(self) -> None:
        """Once: the form that comes back says that its sender was asked."""
        typed = cast("QueryDict", self.data).copy()
        typed["opened"] = opened_now(was_asked=True)
        self.data = typed
        self.add_error(None, _("That was very fast. Please look your notice over, then send it once more."))

    def clean_locations(self) -> list[NoticedPlace]:
        lines = [line.strip() for line in str(self.cleaned_data["locations"]).splitlines() if line.strip()]
        if len(lines) > MOST_LOCATIONS:
            raise forms.ValidationError(_("A notice names at most 10 places; please send several notices."))
        found: dict[str, NoticedPlace] = {}
        for line in lines:
            try:
                place = place_at(line, self.request)
            except NoPlaceError as problem:
                self.add_error("locations", str(problem))
            else:
                found[place.path] = place
        return list(found.values())

    def clean_explanation(self) -> str:
        """Which must hold something that can be seen."""
        words: str = self.cleaned_data["explanation"]
        if is_blank(words):
            raise forms.ValidationError(self.fields["explanation"].error_messages["required"], code="required")
        return words.strip()

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_form_key(self) -> UUID:
        """A new one for what is none: nobody sees this field, so nobody could mend it."""
        try:
            return UUID(str(self.cleaned_data["form_key"]))
        except ValueError:
            return uuid4()

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if facts.get("homepage"):
            self.data = cast("QueryDict", self.data).copy()
            self.data["homepage"] = ""
            self.add_error(
                None, _("A field that people do not see was filled in. It is empty now: send it once more.")
            )
        if facts.get("ground") != NAMELESS:
            if is_blank(facts.get("name", "")):
                self.add_error("name", _("Please give your name: the law asks for it."))
            if not facts.get("email") and "email" not in self.errors:
                self.add_error("email", _("Please give your address: we mail you what was decided."))
        return facts


class VerdictForm(forms.Form):
    """What becomes of each location, and what the notifier and the author are told."""

    answer = WordsField(
        label=_("What the notifier is told: the decision and why"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={
            "required": _("Please explain the decision: the notifier has a right to it."),
            "max_length": _("This is %(show_value)s characters long; it can be at most %(limit_value)s."),
        },
    )
    note = WordsField(
        label=_("A sentence to the author of a comment that is taken down"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_(
            "Left blank, the author is told our sentence for what is illegal. Tell them nothing of the notifier."
        ),
    )
    is_automated = forms.BooleanField(
        label=_("Automated means, such as a classifier, helped to decide"), required=False
    )

    def __init__(self, locations: list[NoticeLocation], *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.asked = [location for location in locations if not location.is_gone]  # type: ignore[attr-defined]  # noted by the queue
        for location in self.asked:
            self.fields[f"location-{location.pk}"] = forms.ChoiceField(
                label=_name_of(location),
                choices=_CHOICES_COMMENT if location.comment else _CHOICES_ARTICLE,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please decide on this one, too.")},
            )

    def verdicts(self) -> list[forms.BoundField]:
        return [self[f"location-{location.pk}"] for location in self.asked]

    @property
    def outcomes(self) -> dict[int, str]:
        """By the location's key."""
        return {location.pk: self.cleaned_data[f"location-{location.pk}"] for location in self.asked}


def _name_of(location: NoticeLocation) -> str:
    if location.comment:
        return gettext("The comment by %(name)s") % {"name": location.comment.writer_name}
    return gettext("The article “%(headline)s”") % {"headline": location.article.headline if location.article else ""}


_TAKEN_DOWN, _LEFT = NoticeLocation.Outcome.TAKEN_DOWN.value, NoticeLocation.Outcome.LEFT.value
_CHOICES_COMMENT = [(_TAKEN_DOWN, _("remove the comment as illegal")), (_LEFT, _("leave it as it is"))]
_CHOICES_ARTICLE = [(_TAKEN_DOWN, _("the newsroom has changed or withdrawn it")), (_LEFT, _("leave it as it is"))]
