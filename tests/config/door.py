"""A browser at the door of the server, before Django is asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import RequestFactory

from config.fastlane import FastLane


class Answer:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = int(status.split()[0]), dict(headers), body

    @property
    def text(self) -> str:
        return self.body.decode()


@contextmanager
def outliving_requests() -> Iterator[None]:
    """As in Django's own test client, the test's transaction goes on after a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Reader:
    """A browser at the door of the server."""

    def __init__(self) -> None:
        self.application = FastLane(get_wsgi_application())

    def get(self, address: str, **headers: str) -> Answer:
        environ = RequestFactory().get(address, headers={"host": "localhost", **headers}).environ
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, found: list[tuple[str, str]], exc_info: Any = None, /) -> Callable[[bytes], object]:
            started.append((status, found))
            return lambda data: None

        with outliving_requests():
            result = self.application(environ, start)
            return Answer(*started[0], b"".join(result))


def by_lane_alone(reader: Reader, monkeypatch: pytest.MonkeyPatch, address: str, **headers: str) -> Answer:
    """What the lane answers without Django."""
    with monkeypatch.context() as alone:
        alone.setattr(reader.application, "application", None)
        return reader.get(address, **headers)
