"""Connections to public addresses alone, which end in time.

A name is resolved once, all that it resolves to is checked, and the connection goes to an address that was
checked: nobody can answer with another in between. TLS and HTTP go on speaking of the name.
"""

import socket
from collections.abc import Iterable
from queue import Empty, SimpleQueue
from ssl import SSLContext
from threading import Thread
from time import monotonic
from typing import Any

import httpcore

from articles.fetching.addresses import is_public
from articles.fetching.trouble import NotFetched, Trouble

# Of a name that has many; the next is tried where one does not answer.
ADDRESSES_TRIED = 3
SECONDS_TO_CONNECT = 3.0


class Deadline:
    """One time for all that is done until the answer is here, so that nobody can drip it in."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds; raises NotFetched when there are none."""
        seconds = self._end - monotonic()
        if seconds <= 0:
            raise NotFetched(Trouble.TOO_SLOW, "out of time")
        return seconds


class PublicBackend(httpcore.NetworkBackend):
    """How httpcore reaches the network: it asks for a name, and gets a connection to a public address of it."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        for address in public_addresses(host, port, self._deadline.left())[:ADDRESSES_TRIED]:
            try:
                stream = dial(address, port, min(SECONDS_TO_CONNECT, self._deadline.left()))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
            return _TimedStream(stream, self._deadline)
        raise NotFetched(Trouble.UNREACHABLE, f"no connection to {host}")

    def connect_unix_socket(self, *args: Any, **how: Any) -> httpcore.NetworkStream:
        raise NotFetched(Trouble.NOT_ALLOWED, "not the Internet")


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends with the deadline, whatever the caller allows."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def public_addresses(host: str, port: int, seconds: float) -> list[str]:
    """What the name resolves to; raises NotFetched where one of them is not public: no honest name has both."""
    found = _resolved_in_time(host, port, seconds)
    if not found:
        raise NotFetched(Trouble.UNREACHABLE, f"{host} has no address")
    if not all(map(is_public, found)):
        raise NotFetched(Trouble.NOT_ALLOWED, f"{host} is not on the Internet")
    return found


def dial(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """A connection to an IP address, which is not looked up any more."""
    return httpcore.SyncBackend().connect_tcp(address, port, seconds)


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a name, each once, in the order in which the machine would try them."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(place[0]) for *_kind, place in answers))


def _resolved_in_time(host: str, port: int, seconds: float) -> list[str]:
    """The machine's resolver knows no timeout, so it is asked beside, and left alone when time is up."""
    found: SimpleQueue[list[str]] = SimpleQueue()
    Thread(target=lambda: found.put(resolve(host, port)), daemon=True).start()
    try:
        return found.get(timeout=seconds)
    except Empty:
        raise NotFetched(Trouble.TOO_SLOW, f"{host} was not resolved in time") from None
