"""Headers that neither Django nor django-csp sets."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.edition import raise_edition
from articles.planned.due import settle_what_is_due
from config.errors import signed_out

# A page of text needs none of these; what is not named here a browser refuses by default to others' frames.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()" for feature in ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
)


class PermissionsPolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class EncodingMiddleware:
    """Forms and addresses come in UTF-8, as every browser sends them; Python breaks over some of the other names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (request.encoding or "utf-8").lower() not in {"utf-8", "utf8"}:
            raise BadRequest("Only UTF-8 is read here.")
        return self.get_response(request)


class EditionMiddleware:
    """What the newsroom does in the admin – an article, a topic's order, a person's name – makes kept pages stale.

    A view that only looks at what was sent says so of its answer: `changes_nothing`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        may_change = request.method == "POST" and not getattr(response, "changes_nothing", False)
        # Asked last: where only one view is served, there is no admin.
        if may_change and request.path.startswith(reverse("admin:index")):
            raise_edition()
        return response


class DueMiddleware:
    """Before a view reads or writes anything, planned texts whose moment has come are in force.

    The pages that config/framing.py puts together ask for themselves (comments/state.py).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        # Whoever watches the site asks about the process, with a database or without.
        if request.resolver_match and request.resolver_match.url_name not in {"healthz", "readyz"}:
            settle_what_is_due()


class SignedOutMiddleware:
    """A form of the admin that is sent after its session has ended comes back; the way to the sign-in would lose it.

    Not one that brings a file, which no page can give back. What scripts send has other names, and is told by them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        match = request.resolver_match
        is_form = match and match.app_name == "admin" and str(match.url_name).endswith(("_add", "_change"))
        if request.method != "POST" or not is_form or request.user.is_authenticated or request.FILES:
            return None
        return signed_out(request)
