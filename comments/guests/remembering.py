"""A browser that is remembered as a guest's: by a signed cookie, which scripts cannot read.

It names the guest and the guest's version; raising the version makes every cookie of before worthless.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from comments.models import Guest

# Counted anew from each comment.
REMEMBERED_FOR = timedelta(days=365)
_SALT = "comments.guests.remembering"


def remember_guest(response: HttpResponse, guest: Guest) -> None:
    """Let the browser that gets the answer act as the guest from now on."""
    response.set_cookie(
        settings.GUEST_COOKIE_NAME,
        signing.dumps([guest.pk, guest.version], salt=_SALT),
        max_age=REMEMBERED_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_guest(response: HttpResponse) -> None:
    response.delete_cookie(settings.GUEST_COOKIE_NAME, samesite="Lax")


def remembered_guest(request: HttpRequest) -> Guest | None:
    """The guest whom the browser's cookie names, if it is ours, not too old and not revoked."""
    word = request.COOKIES.get(settings.GUEST_COOKIE_NAME, "")
    try:
        number, version = signing.loads(word, salt=_SALT, max_age=REMEMBERED_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Guest.objects.filter(pk=number, version=version).first()
