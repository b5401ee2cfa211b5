"""How allauth behaves on this site."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import READER
from accounts.tasks import deliver_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "email_taken": _("This address belongs to another account."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This is not the code we sent. Look into the newest message and try again."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("That was too fast. Wait a minute, then try again."),
        "same_as_current": _("This is your address already."),
        "too_many_login_attempts": _("That were too many tries. Wait five minutes, then start again."),
        "username_taken": _("This handle is taken."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the message, so that no request waits for a mail server."""
        message = self.render_mail(template_prefix, email, {"email": email, **context})
        deliver_mail.enqueue(
            subject=message.subject, text=message.body, sender=message.from_email, recipients=message.to
        )

    def is_safe_url(self, url: str) -> bool:
        """Whether `url` stays on the host that was asked: nobody is sent elsewhere after signing in."""
        request = self.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")

    def get_email_verification_redirect_url(self, email_address: object) -> str:
        return reverse("profile")

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new person, who is a reader."""
        user.display_name = form.cleaned_data["display_name"]
        super().save_user(request, user, form, commit=False)
        user.note_skeletons()
        user.save()
        user.groups.add(Group.objects.get(name=READER))
        return user
