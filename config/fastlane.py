"""A short way to an article's page for readers who are not signed in.

It stands around Django's WSGI application. For a plain GET of an article without a session
cookie it asks the database one question – which versions would make up this page now? – and
serves the bytes kept under the answer, or 304. Where there are none it lets Django build the
page, once, and keeps what is the same for everybody. Anything unusual goes to Django as it came.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from hashlib import blake2b
from http.cookies import CookieError, SimpleCookie
from operator import methodcaller
from typing import Any
from urllib.parse import parse_qs
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import brotli
from django.conf import settings
from django.db import Error, connection
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from comments.asking import ORDER_COOKIE
from comments.keeping import GOOD_UNTIL, Kept, find, keep
from comments.live import version_word
from comments.orders import ORDERS

_ARTICLE = re.compile(r"/\d{4}/\d{2}/([-\w]{1,120})/", re.ASCII)
# Two seconds let a proxy take a rush on one article; it may serve that page once more while it asks anew.
CACHE_CONTROL = "public, max-age=0, s-maxage=2, stale-while-revalidate=10"
# The level that costs least in all: a step up saves 3 % of the bytes and doubles the work.
GZIP_LEVEL = 5
BROTLI_QUALITY = 5

_REFUSED = re.compile(r"\s*q\s*=\s*0(?:\.0*)?\s*", re.ASCII)
_PARTS = methodcaller("partition", ";")

_STATE = """
    SELECT a.status, a.published_at, d.version, d.has_new_votes, d.scored_at, e.number,
        (SELECT MAX(p.published_at) FROM articles_article p
         WHERE p.status IN ('scheduled', 'published') AND p.published_at <= %s)
    FROM articles_article a
    LEFT JOIN comments_discussion d ON d.article_id = a.id
    LEFT JOIN accounts_edition e ON e.id = 1
    WHERE a.slug = %s
"""


@dataclass(frozen=True)
class Page:
    """A page's bytes in one encoding (blank: plain), and the headers to send with them."""

    headers: list[tuple[str, str]]
    encoding: str
    body: bytes

    @property
    def etag(self) -> str:
        return dict(self.headers)["ETag"]


_ENCODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda plain: brotli.compress(plain, quality=BROTLI_QUALITY),
    "gzip": lambda plain: gzip.compress(plain, GZIP_LEVEL, mtime=0),
}


class FastLane:
    """The WSGI application to serve; `application` is Django's."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            answer = self._answer(environ)
        except Error:
            # Django closes what broke and says what there is to say.
            answer = None
        if answer is None:
            return self.application(environ, start_response)
        status, headers, body = answer
        start_response(status, headers)
        return [body]

    def _answer(self, environ: WSGIEnvironment) -> tuple[str, list[tuple[str, str]], bytes] | None:
        if environ["REQUEST_METHOD"] != "GET" or not _is_plain(environ):
            return None
        if match := _ARTICLE.fullmatch(environ["PATH_INFO"]):
            page = self._page(environ, match[1])
            return _respond(environ, page) if page else None
        return None

    def _page(self, environ: WSGIEnvironment, slug: str) -> Page | None:
        order, state = _order(environ), _state(slug)
        if order is None or state is None:
            return None
        language = environ.get("HTTP_ACCEPT_LANGUAGE", "") if len(settings.LANGUAGES) > 1 else ""
        key = f"page.{environ['HTTP_HOST']}{environ['PATH_INFO']}.{order}.{state}.{language}.{settings.BUILD}"
        key = blake2b(key.encode(), digest_size=20).hexdigest()
        encoding = _encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))

        kept: Kept[Page] | None = find(f"{key}.{encoding}")
        if kept:
            return kept.value
        try:
            plain = keep(f"{key}.", lambda: self._build(environ, order))
            kept = keep(f"{key}.{encoding}", lambda: _encoded(plain, encoding)) if encoding else plain
        except _NotKept:
            return None
        return kept.value

    def _build(self, environ: WSGIEnvironment, order: str) -> "Kept[Page]":
        """The page as Django makes it for somebody unknown, with when it must be made anew."""
        collected: dict[str, Any] = {}

        def collect(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
            collected.update(status=status, headers=headers)
            return lambda data: None

        unknown = {**environ, "HTTP_COOKIE": f"{ORDER_COOKIE}={order}" if order else ""}
        for name in ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"):
            unknown.pop(name, None)
        result = self.application(unknown, collect)
        try:
            plain = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        headers = dict(collected["headers"])
        if not collected["status"].startswith("200") or "Set-Cookie" in headers:
            raise _NotKept
        return Kept(_page_of(headers, plain), unknown.get(GOOD_UNTIL))


class _NotKept(Exception):  # noqa: N818  # no error: Django's answer is simply not one to keep
    pass


def _page_of(headers: dict[str, str], plain: bytes) -> Page:
    for name in ("Content-Length", "Vary", "Expires", "Cache-Control"):
        headers.pop(name, None)
    etag = f'"{blake2b(plain, digest_size=12).hexdigest()}"'
    headers |= {"Cache-Control": CACHE_CONTROL, "Vary": "Accept-Encoding, Accept-Language", "ETag": etag}
    return Page(list(headers.items()), "", plain)


def _encoded(kept: "Kept[Page]", encoding: str) -> "Kept[Page]":
    page = kept.value
    etag = f'{page.etag[:-1]}-{encoding}"'
    headers = dict(page.headers) | {"ETag": etag, "Content-Encoding": encoding}
    return Kept(Page(list(headers.items()), encoding, _ENCODERS[encoding](page.body)), kept.good_until)


def _respond(environ: WSGIEnvironment, page: Page) -> tuple[str, list[tuple[str, str]], bytes]:
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        unsaid = {"Content-Type", "Content-Encoding"}
        return "304 Not Modified", [header for header in page.headers if header[0] not in unsaid], b""
    return "200 OK", [*page.headers, ("Content-Length", str(len(page.body)))], page.body


def _encoding(accepted: str) -> str:
    """The best we have of what the browser says it takes; one that it refuses (q=0) does not count."""
    offers = {name.strip(): _REFUSED.fullmatch(weight) for name, _, weight in map(_PARTS, accepted.split(","))}
    return next((encoding for encoding in _ENCODERS if encoding in offers and not offers[encoding]), "")


def _is_plain(environ: WSGIEnvironment) -> bool:
    """Whether nothing but the address matters: nobody signed in, our host, the right scheme."""
    if settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", ""):
        return False
    if settings.SECURE_SSL_REDIRECT and not _is_secure(environ):
        return False
    domain, _port = split_domain_port(environ.get("HTTP_HOST", ""))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _is_secure(environ: WSGIEnvironment) -> bool:
    header = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)
    return bool(environ.get(header[0]) == header[1] if header else environ["wsgi.url_scheme"] == "https")


def _order(environ: WSGIEnvironment) -> str | None:
    """The order asked for by the address or remembered by the browser, or blank; None where more is asked for."""
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    if set(query) - {"sort"}:
        return None
    try:
        remembered = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(ORDER_COOKIE)
    except CookieError:
        return None
    word = query.get("sort", [""])[-1] or (remembered.value if remembered else "")
    return word if word in ORDERS else ""


def _state(slug: str) -> str | None:
    """The versions that make up the article's page now; None where there is no public one."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [_as_stored(now), slug])
        row = cursor.fetchone()
    if "pool" in connection.settings_dict["OPTIONS"] and not connection.in_atomic_block:
        # Outside Django's own requests nobody else gives it back.
        connection.close()
    if row is None or row[0] not in {"scheduled", "published"} or _moment(row[1]) > now:
        return None
    version, has_new_votes, scored_at, edition, latest = row[2:]
    word = version_word(version or 0, bool(has_new_votes), _moment(scored_at))
    return f"{word}.{edition}.{latest}"


def _as_stored(moment: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _moment(stored: Any) -> Any:
    """A time as a cursor gives it; SQLite's are in UTC and do not say so."""
    return stored.replace(tzinfo=UTC) if stored and stored.tzinfo is None else stored
