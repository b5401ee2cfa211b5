"""The pages shown when something cannot be shown."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return render(request, "errors/403.html", {"sentence": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database or the session: either may be what broke."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: what was typed is kept, ready to be sent again.

    Nothing is done until the person presses the button of this page, which carries a fresh token.
    """
    return _given_back(request)


def signed_out(request: HttpRequest) -> HttpResponse:
    """The same for a form that only somebody signed in may send, and nobody is."""
    return _given_back(request, is_signed_out=True)


def _given_back(request: HttpRequest, *, is_signed_out: bool = False) -> HttpResponse:
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"}
    ]
    has_password = any("password" in name for name in request.POST)
    can_resend = bool(typed) and not has_password
    context = {"typed": typed, "can_resend": can_resend, "is_signed_out": is_signed_out}
    return render(request, "errors/stale_form.html", context, status=403)
