"""`fetch`: what is at an address of another site. Slow: for the worker, never while somebody waits for a page."""

import ssl
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus

import httpcore
import httpx
from django.conf import settings

from articles.fetching.addresses import may_be_asked
from articles.fetching.connecting import Deadline, PublicBackend
from articles.fetching.trouble import NotFetched, Trouble

# For names, connections, redirects and the whole body together.
SECONDS = 8.0
REDIRECTS = 3
_PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
# zlib's word for: gzip or zlib, by what it begins with.
_EITHER_HEADER = 32 + zlib.MAX_WBITS


@dataclass(frozen=True)
class Fetched:
    """What came: from where in the end, as what, and whether that is all or was cut off at the bound."""

    url: str
    media_type: str
    charset: str
    body: bytes
    is_whole: bool


def fetch(address: str, *, kinds: Collection[str], most: int) -> Fetched:
    """Up to `most` bytes of what is at the address now, unpacked; raises NotFetched, and nothing else.

    `kinds` are the media types that are of use. Takes up to SECONDS. Each redirect is checked like the
    address itself. Cookies, proxies of the environment and passwords are not used.
    """
    try:
        return _fetched(may_be_asked(address), kinds, most)
    except (httpcore.TimeoutException, httpx.TimeoutException) as problem:
        raise NotFetched(Trouble.TOO_SLOW) from problem
    except (httpcore.NetworkError, httpx.NetworkError) as problem:
        raise NotFetched(Trouble.UNREACHABLE, str(problem)) from problem
    except (httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL, zlib.error, ValueError) as problem:
        raise NotFetched(Trouble.BROKEN, str(problem)) from problem


def _fetched(url: httpx.URL, kinds: Collection[str], most: int) -> Fetched:
    backend = PublicBackend(Deadline(SECONDS))
    with (
        httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend) as pool,
        httpx.Client(transport=_Transport(pool), headers=_headers(kinds), trust_env=False) as client,
    ):
        for _hop in range(1 + REDIRECTS):
            with client.stream("GET", url) as answer:
                if not answer.has_redirect_location:
                    return _taken(answer, kinds, most)
                url = may_be_asked(url.join(answer.headers["Location"]))
            client.cookies.clear()
    raise NotFetched(Trouble.NOT_SHOWN, "too many redirects")


class _Transport(httpx.BaseTransport):
    """httpx over our pool: made of what httpcore promises, so that no other way to the network is left beside it."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        answer = self._pool.handle_request(httpcore.Request(request.method, target, headers=request.headers.raw))
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@cache
def _tls() -> ssl.SSLContext:
    """Certificates are checked against the list that comes with the site, whatever the environment says."""
    return httpx.create_ssl_context(trust_env=False)


def _headers(kinds: Collection[str]) -> dict[str, str]:
    """Who asks is said openly; packed answers only in the one way that we unpack."""
    name = f"Parley (+{settings.SITE_URL}/)".encode("ascii", "ignore").decode()
    return {"User-Agent": name, "Accept": ", ".join(kinds), "Accept-Encoding": "gzip"}


def _taken(answer: httpx.Response, kinds: Collection[str], most: int) -> Fetched:
    if answer.status_code != HTTPStatus.OK:
        raise NotFetched(_trouble_of(answer.status_code), f"status {answer.status_code}")
    media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type not in kinds:
        raise NotFetched(Trouble.OTHER_KIND, media_type)
    body, is_whole = _unpacked(answer, most)
    return Fetched(str(answer.url), media_type, answer.charset_encoding or "", body, is_whole)


def _trouble_of(status: int) -> Trouble:
    is_final = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _PASSING
    return Trouble.NOT_SHOWN if is_final else Trouble.BROKEN


def _unpacked(answer: httpx.Response, most: int) -> tuple[bytes, bool]:
    """At most so many bytes, and whether they are all: a bomb is left before it goes off."""
    packing = answer.headers.get("Content-Encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise NotFetched(Trouble.BROKEN, f"packed as {packing}")
    unpacker = zlib.decompressobj(_EITHER_HEADER) if packing not in {"", "identity"} else None
    body = bytearray()
    for chunk in answer.iter_raw():
        room = most + 1 - len(body)
        body += unpacker.decompress(chunk, room) if unpacker else chunk[:room]
        if len(body) > most:
            return bytes(body[:most]), False
        if unpacker and unpacker.eof:
            break
    return bytes(body), True
