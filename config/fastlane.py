"""A short way to an article's page, and to the version that open pages ask for.

It stands around Django's WSGI application. For a plain GET it asks the database one question, unless nothing
was committed since – which versions would make up this answer now? – and serves the bytes kept under them, or 304.
Where there are none it builds the answer, once, and keeps what is the same for everybody. A signed-in
reader's page is put together each time. Both are filled into frames that Django has drawn, under the
headers that Django set; where there are none yet, and for anything unusual, Django answers as ever.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import brotli
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error

from accounts.statements import give_back
from comments.asking import ORDER_COOKIE
from comments.keeping import GOOD_UNTIL, Kept, Place, find, keep, put
from comments.sketches import NotInFrame
from comments.state import State, state_of
from config.framing import filled_page
from config.plain_requests import ARTICLE_PATH, encoding_accepted, is_plain, may_be_known, order_asked
from config.readers import request_of_reader

_VERSION = re.compile(r"/discussions/(\d{1,18})/version/", re.ASCII)
# Two seconds let a proxy take a rush on one article; it may serve that page once more while it asks anew.
CACHE_CONTROL = "public, max-age=0, s-maxage=2, stale-while-revalidate=10"
# Of a page of 200 comments brotli makes 31 kB in 1.3 ms, 28 in 1.9, or 24 in 3.1, where building the page costs about
# three: it is packed quickly at first, as the next comment may be on its way, and well once so many have been sent it.
# What is short anyhow is packed well at once.
# The next step of gzip saves 7 % for more than twice the work.
GZIP_LEVEL = 5
BROTLI_QUICKLY, BROTLI_WELL = 3, 5
PACKED_WELL_AFTER, SHORT_BYTES = 8, 130_000

_Headers = list[tuple[str, str]]
_VARY = "Accept-Encoding, Accept-Language"
_VARY_FOR_READER = f"{_VARY}, Cookie"
# With more than one, the reader's would have to be found first.
_HAS_LANGUAGES = len(settings.LANGUAGES) > 1
# What Django says of a page and the lane says itself.
_OF_ONE_ANSWER = frozenset({"Cache-Control", "Vary", "Expires", "ETag", "Content-Length", "Content-Encoding"})
# All that a 304 has to say (RFC 9110, 15.4.5); the browser has the rest.
_SAID_AGAIN = frozenset({"Cache-Control", "ETag", "Vary"})


@dataclass(slots=True)
class Answer:
    """A page's bytes in one encoding, the headers to send with them, and those to send where it is unchanged.

    `sent` is about how often it was, by this process.
    """

    etag: str
    headers: _Headers
    unchanged: _Headers
    body: bytes
    sent: int = 0


class _Said(NamedTuple):
    status: str
    headers: _Headers
    body: bytes


_ENCODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda plain: brotli.compress(plain, quality=BROTLI_WELL if _is_short(plain) else BROTLI_QUICKLY),
    "gzip": lambda plain: gzip.compress(plain, GZIP_LEVEL, mtime=0),
    "": lambda plain: plain,
}


def _is_short(plain: bytes) -> bool:
    return len(plain) <= SHORT_BYTES


class FastLane:
    """The WSGI application to serve; `application` is Django's."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            said = self._answer(environ) if environ["REQUEST_METHOD"] == "GET" else None
        except (Error, NotInFrame, SuspiciousOperation):
            # Django closes what broke and says what there is to say.
            said = None
        finally:
            give_back()
        if said is None:
            return self.application(environ, start_response)
        start_response(said.status, said.headers)
        return [said.body]

    def _answer(self, environ: WSGIEnvironment) -> _Said | None:
        path = environ["PATH_INFO"]
        order: str | None = ""
        if match := ARTICLE_PATH.fullmatch(path):
            if may_be_known(environ):
                return self._for_reader(environ, match[1]) if is_plain(environ) else None
            article, order = match[1], order_asked(environ)
        elif match := _VERSION.fullmatch(path):
            article = int(match[1])
        else:
            return None
        if order is None or not is_plain(environ):
            return None
        state = state_of(article)
        return self._for_all(environ, order, state) if state else None

    def _for_all(self, environ: WSGIEnvironment, order: str, state: State) -> _Said:
        language = environ.get("HTTP_ACCEPT_LANGUAGE", "") if _HAS_LANGUAGES else ""
        encoding = encoding_accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
        place: Place = ("page", environ["HTTP_HOST"], environ["PATH_INFO"], order, language, encoding)
        kept: Kept[Answer] | None = find(place, state.stamp)
        kept = kept or keep(place, state.stamp, lambda: self._build(environ, order, encoding, state))
        answer = kept.value
        if answer.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            return _Said("304 Not Modified", answer.unchanged, b"")
        answer.sent += 1
        if answer.sent == PACKED_WELL_AFTER and encoding == "br":
            answer = _packed_well(answer)
            put(place, state.stamp, replace(kept, value=answer, weight=len(answer.body)))
        return _Said("200 OK", answer.headers, answer.body)

    def _for_reader(self, environ: WSGIEnvironment, slug: str) -> _Said | None:
        state = None if _HAS_LANGUAGES else state_of(slug)
        request = request_of_reader(environ) if state else None
        if state is None or request is None:
            return None
        page = filled_page(request, state)
        headers = [*self._headers(environ, state), ("Cache-Control", "private"), ("Vary", _VARY_FOR_READER)]
        if page.is_packed:
            headers.append(("Content-Encoding", "gzip"))
        return _Said("200 OK", [*headers, ("Content-Length", str(len(page.body)))], page.body)

    def _build(self, environ: WSGIEnvironment, order: str, encoding: str, state: State) -> Kept[Answer]:
        """The page as it is for somebody unknown, with when it must be made anew."""
        unknown = _of_nobody(environ, order)
        try:
            headers, plain = _filled(unknown, state)
        except NotInFrame:
            headers, plain = self._drawn(unknown)
            keep(_place_of_headers(unknown), state.stamp[:2], lambda: Kept(headers))
        answer = _answer_of(headers, plain, encoding)
        return Kept(answer, unknown.get(GOOD_UNTIL), weight=len(answer.body))

    def _headers(self, environ: WSGIEnvironment, state: State) -> _Headers:
        """Those that Django sets on the article's page for everybody."""
        return keep(
            _place_of_headers(environ), state.stamp[:2], lambda: Kept(self._drawn(_of_nobody(environ, ""))[0])
        ).value

    def _drawn(self, unknown: WSGIEnvironment) -> tuple[_Headers, bytes]:
        """What Django answers; raises NotInFrame where that is not for everybody."""
        collected: dict[str, Any] = {}

        def collect(status: str, headers: _Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            collected.update(status=status, headers=headers)
            return lambda data: None

        result = self.application(unknown, collect)
        try:
            plain = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        headers: _Headers = collected["headers"]
        if not collected["status"].startswith("200") or any(name == "Set-Cookie" for name, _ in headers):
            raise NotInFrame
        return [(name, value) for name, value in headers if name not in _OF_ONE_ANSWER], plain


def _of_nobody(environ: WSGIEnvironment, order: str) -> WSGIEnvironment:
    unknown = {**environ, "HTTP_COOKIE": f"{ORDER_COOKIE}={order}" if order else ""}
    for name in ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"):
        unknown.pop(name, None)
    return unknown


def _filled(unknown: WSGIEnvironment, state: State) -> tuple[_Headers, bytes]:
    """The article's page, where its frame and its headers are there."""
    kept: Kept[_Headers] | None = None if _HAS_LANGUAGES else find(_place_of_headers(unknown), state.stamp[:2])
    if kept is None:
        raise NotInFrame
    request = WSGIRequest(unknown)
    request.user = AnonymousUser()
    return kept.value, filled_page(request, state).body


def _place_of_headers(environ: WSGIEnvironment) -> Place:
    return ("headers", environ["HTTP_HOST"], environ["wsgi.url_scheme"], environ["PATH_INFO"])


def _answer_of(headers: _Headers, plain: bytes, encoding: str) -> Answer:
    """The ETag is a weak one: it stays however well the page is packed later."""
    body = _ENCODERS[encoding](plain)
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    own = [
        ("Cache-Control", CACHE_CONTROL),
        ("Vary", _VARY),
        ("ETag", f"W/{etag}"),
        ("Content-Length", str(len(body))),
    ]
    if encoding:
        own.append(("Content-Encoding", encoding))
    unchanged = [(name, value) for name, value in own if name in _SAID_AGAIN]
    return Answer(etag, [*headers, *own], unchanged, body)


def _packed_well(answer: Answer) -> Answer:
    body = brotli.compress(brotli.decompress(answer.body), quality=BROTLI_WELL)
    others = [(name, value) for name, value in answer.headers if name != "Content-Length"]
    return replace(answer, headers=[*others, ("Content-Length", str(len(body)))], body=body)
