"""A client of the bench's own, thin enough to time answers that cost next to nothing."""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

TIMEOUT_SECONDS = 20
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Request:
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None

    @property
    def method(self) -> str:
        return "GET" if self.body is None else "POST"

    def revalidating(self, etag: str | None) -> "Request":
        return replace(self, headers={**self.headers, "If-None-Match": etag}) if etag else self

    def accepting(self, encoding: str) -> "Request":
        return replace(self, headers={**self.headers, "Accept-Encoding": encoding})

    @cached_property
    def as_bytes(self) -> bytes:
        length = {} if self.body is None else {"Content-Length": str(len(self.body))}
        headers = {"Host": "127.0.0.1", **self.headers, **length}
        lines = [f"{self.method} {self.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + (self.body or b"")


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes
    body: bytes

    @cached_property
    def headers(self) -> dict[str, str]:
        """By name in small letters."""
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


class Client:
    """One kept connection to a port of 127.0.0.1."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), TIMEOUT_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._waiting = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._socket.close()

    def ask(self, request: Request) -> Answer:
        """Raises ConnectionError where the server hangs up."""
        self._socket.sendall(request.as_bytes)
        head = self._until(b"\r\n\r\n")
        status = int(head[9:12])
        return Answer(status, head, b"" if status in {204, 304} else self._body(head))

    def _body(self, head: bytes) -> bytes:
        if length := _LENGTH.search(head):
            return self._exactly(int(length[1]))
        chunks = []
        while size := int(self._until(b"\r\n").partition(b";")[0], 16):
            chunks.append(self._exactly(size))
            self._exactly(2)
        self._exactly(2)
        return b"".join(chunks)

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._waiting:
            self._waiting += self._receive()
        found, _, self._waiting = self._waiting.partition(mark)
        return found

    def _exactly(self, size: int) -> bytes:
        parts, missing = [self._waiting], size - len(self._waiting)
        while missing > 0:
            parts.append(self._receive())
            missing -= len(parts[-1])
        whole = b"".join(parts)
        self._waiting = whole[size:]
        return whole[:size]

    def _receive(self) -> bytes:
        received = self._socket.recv(1 << 18)
        if not received:
            raise ConnectionError("The server hung up.")
        return received
