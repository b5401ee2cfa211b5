"""People's pages, and what allauth's pages lack."""

from typing import Any

from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.views import SignupView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.actions.joining import forget_sign_up
from accounts.actions.naming import rename_person
from accounts.forms import ProfileForm
from accounts.models import User
from accounts.outbox import newest_messages
from accounts.querysets import shown_people
from accounts.roles import EDITOR, MODERATOR, SENIOR_MODERATOR

# How soon a message that the worker has just delivered is seen.
OUTBOX_REFRESH_SECONDS = 4


@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    shown = get_object_or_404(shown_people().filter(erasure=None), handle=handle)
    return render(request, "accounts/person.html", {"person": shown, "roles": public_roles(shown)})


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    # A copy of request.user, whose name in the masthead must not change before it is saved.
    form = ProfileForm(request.POST or None, instance=get_object_or_404(User, pk=request.user.pk))
    if form.is_valid():
        rename_person(person=form.save(commit=False))
        messages.success(request, _("Your name is changed."))
        return redirect("profile")
    return render(request, "accounts/profile.html", {"form": form})


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The demo's mail. `?still` keeps the page from refreshing itself, for those who read slowly."""
    if not settings.DEMO:
        raise Http404
    response = render(request, "accounts/outbox.html", {"mail": newest_messages(), "is_still": "still" in request.GET})
    if "still" not in request.GET:
        response["Refresh"] = str(OUTBOX_REFRESH_SECONDS)
    return response


def start_over(request: HttpRequest) -> HttpResponse:
    """Leave a sign-up that waits for its code, to begin again with another address.

    It looks the same whether or not the address has an account. A GET changes nothing.
    """
    pending = EmailVerificationProcess.resume(request) if request.method == "POST" else None
    if pending:
        if pending.user:
            forget_sign_up(pending.user)
        pending.abort()
    return redirect("account_signup")


class SignUpView(SignupView):  # type: ignore[misc]  # allauth ships no types
    """allauth's, which does not expect two people to take a handle at the same moment."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return self._answer(form)
        except IntegrityError:
            form.full_clean()
            return self._answer(form) if form.is_valid() else self.form_invalid(form)

    def _answer(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        return response


sign_up = SignUpView.as_view()


def public_roles(person: User) -> list[str]:
    """The roles of `person` that readers should know of, in their words."""
    words = {
        EDITOR: _("Editor"),
        MODERATOR: _("Moderator"),
        SENIOR_MODERATOR: _("Senior moderator"),
    }
    return [words[name] for name in person.groups.values_list("name", flat=True).order_by("pk") if name in words]
