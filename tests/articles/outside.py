"""Other sites, as they are out there: a real server on this machine, and names that lead to it.

What `articles.fetching` resolves and dials is answered here; everything between is the real thing.
"""

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import httpcore
import pytest

from articles.fetching import connecting

PUBLIC = "93.184.215.14"
Answer = bytes | Iterable[bytes]


def page(body: str | bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """A whole answer as it goes over the wire."""
    content = body if isinstance(body, bytes) else body.encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(content)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + content


def moved(to: str, status: str = "302 Found") -> bytes:
    return page("", f"Location: {to}", status=status)


class Outside:
    """`names[host]` are its addresses, `answers[host + path]` what comes; what was asked is kept in order."""

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = {}
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.dialled: list[tuple[str, int]] = []
        self.secured: list[str | None] = []
        # How many bytes of an answer arrive at a time.
        self.sip = 65_536
        self._door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def says(self, address: str, answer: Answer) -> str:
        """Let `host/path` answer so; the whole address comes back."""
        self.names.setdefault(address.partition("/")[0], [PUBLIC])
        self.answers[address] = answer
        return f"https://{address}"

    def resolve(self, host: str, port: int) -> list[str]:
        return self.names.get(host, [])

    def dial(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        self.dialled.append((address, port))
        return _Plain(httpcore.SyncBackend().connect_tcp("127.0.0.1", self._door.getsockname()[1], seconds), self)

    def close(self) -> None:
        # Wakes whoever waits for somebody to call.
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _address = self._door.accept()
                threading.Thread(target=self._answer, args=(caller,), daemon=True).start()

    def _answer(self, caller: socket.socket) -> None:
        # Whoever has heard enough hangs up.
        with suppress(OSError), caller:
            head = b""
            while b"\r\n\r\n" not in head:
                head += caller.recv(4096) or b"\r\n\r\n"
            lines = head.decode("latin-1").split("\r\n")
            host = next((line[6:] for line in lines if line.lower().startswith("host: ")), "")
            address = host + lines[0].split(" ")[1] if " " in lines[0] else ""
            self.asked.append(address)
            self.heads.append(head.decode("latin-1"))
            answer = self.answers.get(address, page("Nothing here", status="404 Not Found"))
            for part in [answer] if isinstance(answer, bytes) else answer:
                caller.sendall(part)


class _Plain(httpcore.NetworkStream):
    """A connection on which TLS is only spoken of: who would be asked for a certificate is noted."""

    def __init__(self, stream: httpcore.NetworkStream, outside: Outside) -> None:
        self._stream = stream
        self._outside = outside

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(min(max_bytes, self._outside.sip), timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        assert ssl_context.check_hostname
        self._outside.secured.append(server_hostname)
        return self

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """Other sites for this test; nothing leaves the machine."""
    there = Outside()
    monkeypatch.setattr(connecting, "resolve", there.resolve)
    monkeypatch.setattr(connecting, "dial", there.dial)
    yield there
    there.close()
