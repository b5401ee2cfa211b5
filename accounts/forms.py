"""What people fill in about themselves: allauth's forms in our words, and the profile."""

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import NAME_LENGTH, User
from accounts.names import NAME_VALIDATORS, refuse_lookalike, tidy_display_name

LABELS: dict[str, StrOrPromise] = {
    "email": _("E-mail address"),
    "login": _("E-mail address"),
    "username": _("Handle"),
    "password": _("Password"),
    "password1": _("Password"),
    "oldpassword": _("Current password"),
    "code": _("Code"),
}
HELP: dict[str, StrOrPromise] = {
    "username": _(
        "Your short name in addresses and mentions: small letters a–z, digits, hyphens and underscores."
        " It cannot be changed later."
    ),
    "password": "",
    "password1": _("At least 10 characters, and nothing that is easily guessed."),
    "oldpassword": "",
}
# What the browser may fill in. Who signs in is known by the address, so that is what a password manager calls
# "username"; the handle is what HTML calls a nickname ("nickname, screen name, handle").
AUTOCOMPLETE = {"login": "username", "username": "nickname"}
NOT_WORDS = {"autocapitalize": "none", "spellcheck": "false"}


class DisplayNameField(forms.CharField):
    widget = forms.TextInput(attrs={"autocomplete": "name"})

    def __init__(self) -> None:
        super().__init__(
            label=_("Display name (optional)"),
            required=False,
            max_length=NAME_LENGTH,
            validators=NAME_VALIDATORS,
            help_text=_("Shown beside what you write; your handle, if you leave this empty."),
        )
        # The limit is told as a sentence; the attribute would cut what is pasted without a word.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return tidy_display_name(super().to_python(value) or "")


class OurWords:
    """For allauth's forms: our labels and help, no placeholders, and no password to be typed twice.

    `labels` has what this form calls otherwise; `cursor` names the field that has the cursor when the page opens.
    """

    fields: dict[str, forms.Field]
    labels: ClassVar[dict[str, StrOrPromise]] = {}
    cursor = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            self._reword(name, field)

    def _reword(self, name: str, field: forms.Field) -> None:
        attrs = field.widget.attrs
        attrs.pop("placeholder", None)
        field.label = {**LABELS, **self.labels}.get(name, field.label)
        field.help_text = HELP.get(name, field.help_text)
        if name in AUTOCOMPLETE:
            attrs["autocomplete"] = AUTOCOMPLETE[name]
        if name in {"login", "email", "username", "code"}:
            attrs |= NOT_WORDS
        if name == self.cursor:
            attrs["autofocus"] = True


class SignInForm(OurWords, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth ships no types
    cursor = "login"


class SignUpForm(OurWords, allauth_forms.SignupForm):  # type: ignore[misc]  # allauth ships no types
    display_name = DisplayNameField()
    field_order: ClassVar[list[str]] = ["email", "username", "display_name", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        handle = self.fields["username"]
        handle.widget.attrs.pop("maxlength", None)
        handle.error_messages["required"] = _("Choose a handle.")
        # allauth hides the trap by a style attribute, which our CSP forbids; the stylesheet does it.
        self.fields["homepage"].widget = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})

    def clean_display_name(self) -> str:
        name: str = self.cleaned_data["display_name"]
        if name:
            refuse_lookalike(name)
        return name

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            # As slow as a real sign-up, so that the time does not tell that the address is known.
            make_password(self.cleaned_data["password1"])
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved


class RequestCodeForm(OurWords, allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]  # allauth ships no types
    cursor = "email"


class SignInCodeForm(OurWords, allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth ships no types
    cursor = "code"


class AddressCodeForm(OurWords, allauth_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # allauth ships no types
    cursor = "code"


class ResetForm(OurWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    cursor = "email"


class ResetCodeForm(OurWords, allauth_forms.ConfirmPasswordResetCodeForm):  # type: ignore[misc]  # allauth ships no types
    cursor = "code"


class NewPasswordForm(OurWords, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth ships no types
    labels: ClassVar[dict[str, StrOrPromise]] = {"password1": _("New password")}
    cursor = "password1"


class ChangePasswordForm(OurWords, allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    labels: ClassVar[dict[str, StrOrPromise]] = {"password1": _("New password")}


class SetPasswordForm(OurWords, allauth_forms.SetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    cursor = "password1"


class ChangeAddressForm(OurWords, allauth_forms.AddEmailForm):  # type: ignore[misc]  # allauth ships no types
    labels: ClassVar[dict[str, StrOrPromise]] = {"email": _("New e-mail address")}


class ReauthenticateForm(OurWords, allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    cursor = "password"


class ProfileForm(forms.ModelForm[User]):
    display_name = DisplayNameField()

    class Meta:
        model = User
        fields = ["display_name"]

    def clean_display_name(self) -> str:
        name: str = self.cleaned_data["display_name"]
        if name:
            refuse_lookalike(name, but=self.instance)
        return name
