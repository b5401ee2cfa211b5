"""Reading of a request, as the server hands it over, the little that the short way needs to know."""

from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from operator import methodcaller
from re import ASCII
from re import compile as pattern
from urllib.parse import parse_qs
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from comments.asking import ORDER_COOKIE
from comments.orders import ORDERS

# What we can send, the best first: brotli makes the fewest bytes of a page for the least work.
ENCODINGS = ("br", "gzip")

ARTICLE_PATH = pattern(r"/\d{4}/\d{2}/([-\w]{1,120})/", ASCII)

_REFUSED = pattern(r"\s*q\s*=\s*0(?:\.0*)?\s*", ASCII)
_PARTS = methodcaller("partition", ";")


def is_plain(environ: WSGIEnvironment) -> bool:
    """Whether it comes to our host by the right scheme, and says nothing of how it is to be read."""
    if environ.get("CONTENT_TYPE"):
        return False
    if settings.SECURE_SSL_REDIRECT and not _is_secure(environ):
        return False
    return _is_ours(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS))


def may_be_known(environ: WSGIEnvironment) -> bool:
    """Whether somebody may be signed in, or remembered as a guest."""
    cookies = environ.get("HTTP_COOKIE", "")
    return settings.SESSION_COOKIE_NAME in cookies or settings.GUEST_COOKIE_NAME in cookies


def order_asked(environ: WSGIEnvironment) -> str | None:
    """The order asked for by the address or remembered by the browser, or blank; None where more is asked for."""
    query, cookies = environ.get("QUERY_STRING", ""), environ.get("HTTP_COOKIE", "")
    word = _order_in_query(query) if query else ""
    if word is None:
        return None
    if not word and ORDER_COOKIE in cookies:
        word = _order_in_cookies(cookies)
    return word if word in ORDERS else ""


@lru_cache(maxsize=256)
def encoding_accepted(accepted: str, ours: tuple[str, ...] = ENCODINGS) -> str:
    """The best of ours that the browser says it takes, or blank; one that it refuses (q=0) does not count."""
    offers = {name.strip(): _REFUSED.fullmatch(weight) for name, _, weight in map(_PARTS, accepted.split(","))}
    return next((encoding for encoding in ours if encoding in offers and not offers[encoding]), "")


@lru_cache(maxsize=256)
def _is_ours(host: str, allowed: tuple[str, ...]) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed)


def _is_secure(environ: WSGIEnvironment) -> bool:
    header = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)
    return bool(environ.get(header[0]) == header[1] if header else environ["wsgi.url_scheme"] == "https")


@lru_cache(maxsize=256)
def _order_in_query(query: str) -> str | None:
    asked = parse_qs(query, keep_blank_values=True)
    return None if set(asked) - {"sort"} else asked.get("sort", [""])[-1]


def _order_in_cookies(cookies: str) -> str:
    try:
        remembered = SimpleCookie(cookies).get(ORDER_COOKIE)
    except CookieError:
        return ""
    return remembered.value if remembered else ""
