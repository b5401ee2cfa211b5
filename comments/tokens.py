"""The token of forms that are not on the page yet."""

from django.http import HttpRequest
from django.middleware.csrf import get_token

from comments.writers import is_writer


def with_token(request: HttpRequest) -> None:
    """Let the page itself bring the cookie that its readers' forms are checked against.

    Left to the overlay and to a form in place, which a script may ask for at the same moment, each
    would bring one of its own, and the form be refused. Nobody else gets a cookie.
    """
    if is_writer(request.user):
        get_token(request)
