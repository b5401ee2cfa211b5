"""Who asks for a page, by their cookies: what Django's middleware makes of a session, a sign-in and a token.

For the fast lane, which answers only what is as usual as can be. Whatever else a session holds – a
sentence that waits, words kept for the sign-in, a sign-in half done – is Django's, and so is every doubt.
"""

from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, load_backend
from django.contrib.sessions.backends.base import SessionBase
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.crypto import constant_time_compare

from accounts.models import User
from accounts.sessions import SessionStore

# All that the session of somebody holds who is signed in and nothing more; the last three are allauth's and Django's.
_OF_A_SIGN_IN = frozenset({
    SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY,
    "account_authentication_methods", "account_authentication_methods_user", "_session_expiry",
})  # fmt: skip

_tokens = CsrfViewMiddleware(lambda request: HttpResponse())


def request_of_reader(environ: WSGIEnvironment) -> WSGIRequest | None:
    """The request with its reader and the secret of their tokens; None unless somebody is signed in, and no more.

    A browser that holds no secret yet is given one by Django, which also lets its time begin anew at every form.
    """
    request = WSGIRequest(dict(environ))
    _tokens.process_request(request)
    if "CSRF_COOKIE" not in request.META or "CSRF_COOKIE_NEEDS_UPDATE" in request.META:
        return None
    if settings.GUEST_COOKIE_NAME in request.COOKIES:
        return None
    session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    reader = _reader_of(session) if _OF_A_SIGN_IN.issuperset(session.keys()) else None
    if reader is None:
        return None
    request.session, request.user = session, reader
    return request


def _reader_of(session: SessionBase) -> User | None:
    """As `django.contrib.auth.get_user`, but that a session it would end is left for it to end."""
    path = session.get(BACKEND_SESSION_KEY)
    if path not in settings.AUTHENTICATION_BACKENDS:
        return None
    reader = load_backend(path).get_user(int(session[SESSION_KEY]))
    if not isinstance(reader, User):
        return None
    told = session.get(HASH_SESSION_KEY, "")
    return reader if constant_time_compare(told, reader.get_session_auth_hash()) else None
