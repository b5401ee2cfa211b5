"""The token of forms that are not on the page yet."""

from django.http import HttpRequest
from django.middleware.csrf import get_token


def with_token(request: HttpRequest) -> None:
    """Let the page itself bring the cookie that its readers' forms are checked against.

    Left to the overlay and to a form in place, which a script may ask for at the same moment, each
    would bring one of its own, and the form be refused. Nobody else gets a cookie.
    """
    if request.user.is_authenticated:
        get_token(request)
