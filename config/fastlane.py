"""A short way to an article's page for readers who are not signed in, and to the version for everybody.

It stands around Django's WSGI application. For a plain GET it asks the database one question –
which versions would make up this answer now? – and serves the bytes kept under them, or 304.
Where there are none it lets Django build the answer, once, and keeps what is the same for
everybody. Anything unusual goes to Django as it came.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import brotli
from django.conf import settings
from django.db import Error

from comments.asking import ORDER_COOKIE
from comments.keeping import GOOD_UNTIL, Kept, Place, find, keep
from comments.state import State, give_back, state_of
from config.plain_requests import ARTICLE_PATH, encoding_accepted, is_plain, may_be_known, order_asked

_VERSION = re.compile(r"/discussions/(\d{1,18})/version/", re.ASCII)
# Two seconds let a proxy take a rush on one article; it may serve that page once more while it asks anew.
CACHE_CONTROL = "public, max-age=0, s-maxage=2, stale-while-revalidate=10"
# For a page of 200 comments the next step of brotli saves 14 % of the bytes for 70 % more work, which is a third of
# what building the page costs in all; the next one of gzip saves 7 % for more than twice the work.
GZIP_LEVEL = 5
BROTLI_QUALITY = 4

_Headers = list[tuple[str, str]]
# All that a 304 has to say (RFC 9110, 15.4.5); the browser has the rest.
_SAID_AGAIN = frozenset({"Cache-Control", "ETag", "Vary"})


class Answer(NamedTuple):
    """A page's bytes in one encoding, the headers to send with them, and those to send where it is unchanged."""

    etag: str
    headers: _Headers
    unchanged: _Headers
    body: bytes


_ENCODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda plain: brotli.compress(plain, quality=BROTLI_QUALITY),
    "gzip": lambda plain: gzip.compress(plain, GZIP_LEVEL, mtime=0),
    "": lambda plain: plain,
}


class FastLane:
    """The WSGI application to serve; `application` is Django's."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            answer = self._answer(environ) if environ["REQUEST_METHOD"] == "GET" else None
        except Error:
            # Django closes what broke and says what there is to say.
            answer = None
        finally:
            give_back()
        if answer is None:
            return self.application(environ, start_response)
        if answer.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", answer.unchanged)
            return [b""]
        start_response("200 OK", answer.headers)
        return [answer.body]

    def _answer(self, environ: WSGIEnvironment) -> Answer | None:
        path = environ["PATH_INFO"]
        order: str | None = ""
        if match := ARTICLE_PATH.fullmatch(path):
            if may_be_known(environ):
                return None
            article, order = match[1], order_asked(environ)
        elif match := _VERSION.fullmatch(path):
            article = int(match[1])
        else:
            return None
        if order is None or not is_plain(environ):
            return None
        state = state_of(article)
        return self._kept(environ, path, order, state) if state else None

    def _kept(self, environ: WSGIEnvironment, path: str, order: str, state: State) -> Answer | None:
        language = environ.get("HTTP_ACCEPT_LANGUAGE", "") if len(settings.LANGUAGES) > 1 else ""
        encoding = encoding_accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
        place: Place = ("page", environ["HTTP_HOST"], path, order, language, encoding)
        kept: Kept[Answer] | None = find(place, state.stamp)
        if kept is None:
            try:
                kept = keep(place, state.stamp, lambda: self._build(environ, order, encoding))
            except _NotKept:
                return None
        return kept.value

    def _build(self, environ: WSGIEnvironment, order: str, encoding: str) -> Kept[Answer]:
        """The page as Django makes it for somebody unknown, with when it must be made anew."""
        collected: dict[str, Any] = {}

        def collect(status: str, headers: _Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            collected.update(status=status, headers=dict(headers))
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
        if not collected["status"].startswith("200") or "Set-Cookie" in collected["headers"]:
            raise _NotKept
        answer = _answer_of(collected["headers"], _ENCODERS[encoding](plain), encoding)
        return Kept(answer, unknown.get(GOOD_UNTIL), weight=len(answer.body))


class _NotKept(Exception):  # noqa: N818  # no error: Django's answer is simply not one to keep
    pass


def _answer_of(headers: dict[str, str], body: bytes, encoding: str) -> Answer:
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    headers |= {
        "Cache-Control": CACHE_CONTROL,
        "Vary": "Accept-Encoding, Accept-Language",
        "ETag": etag,
        "Content-Length": str(len(body)),
    }
    headers.pop("Expires", None)
    if encoding:
        headers["Content-Encoding"] = encoding
    unchanged = [(name, value) for name, value in headers.items() if name in _SAID_AGAIN]
    return Answer(etag, list(headers.items()), unchanged, body)
