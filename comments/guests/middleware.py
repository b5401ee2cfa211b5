"""Guests in requests."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from accounts.permissions import Viewer
from comments.guests.remembering import remembered_guest
from comments.writers import GuestViewer


class GuestMiddleware:
    """`request.user` is the guest whom the browser is remembered as, where nobody is signed in.

    Costs nothing where the browser has no such cookie. What is answered to one that has is nobody else's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.GUEST_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        signed_in = request.user
        request.user = SimpleLazyObject(lambda: _viewer(request, signed_in))  # type: ignore[assignment]  # as Django's own
        response = self.get_response(request)
        patch_cache_control(response, private=True)
        return response


def _viewer(request: HttpRequest, signed_in: Viewer) -> Viewer:
    if signed_in.is_authenticated:
        return signed_in
    guest = remembered_guest(request)
    return GuestViewer(guest) if guest else signed_in
