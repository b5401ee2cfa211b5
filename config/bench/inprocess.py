"""The site asked without a server between, to see what it asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from wsgiref.types import WSGIApplication

from django.db import connection
from django.db.backends.signals import connection_created
from django.test.utils import CaptureQueriesContext

from config.bench.load import Answer, Request
from config.bench.shots import Shot

_WRITES = ("INSERT", "UPDATE", "DELETE")
_NOT_COUNTED = ("--", "PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def count_queries(application: WSGIApplication, shot: Shot) -> int:
    """Statements that a request costs once others of its kind went before; the marks of transactions do not count."""
    earlier = ask(application, shot.request())
    etag = earlier.headers.get("etag") if shot.revalidates else None
    shot.before()
    with _statements() as statements:
        ask(application, shot.request().revalidating(etag))
    return len(_asked(statements))


def _asked(statements: list[str]) -> list[str]:
    """Those that count. What a write sets off by itself, SQLite tells of as the same write, values and all, again."""
    counted: list[str] = []
    for statement in statements:
        is_set_off = statement.startswith(_WRITES) and counted[-1:] == [statement]
        if not statement.startswith(_NOT_COUNTED) and not is_set_off:
            counted.append(statement)
    return counted


@contextmanager
def _statements() -> Iterator[list[str]]:
    """Those that the database gets meanwhile: of SQLite also what goes past Django's cursors."""
    told: list[str] = []
    if connection.vendor != "sqlite":
        with CaptureQueriesContext(connection) as captured:
            yield told
        told += [query["sql"] for query in captured.captured_queries]
        return

    def listen(**facts: Any) -> None:
        connection.connection.set_trace_callback(told.append)

    connection.ensure_connection()
    listen()
    # A request may begin with a connection of its own.
    connection_created.connect(listen)
    try:
        yield told
    finally:
        connection_created.disconnect(listen)
        connection.ensure_connection()
        connection.connection.set_trace_callback(None)


def ask(application: WSGIApplication, request: Request) -> Answer:
    collected: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        collected.update(status=status, headers=headers)

    result = application(environ_of(request), start_response)
    try:
        body = b"".join(result)
    finally:
        if hasattr(result, "close"):
            result.close()
    lines = [collected["status"], *(f"{name}: {value}" for name, value in collected["headers"])]
    return Answer(int(collected["status"][:3]), "\r\n".join(lines).encode("latin-1"), body)


def environ_of(request: Request) -> dict[str, Any]:
    """What a WSGI server would make of the request."""
    path, _, query = request.target.partition("?")
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items()}
    return {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1",
        "CONTENT_TYPE": request.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(request.body or b"")),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(request.body or b""),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **headers,
    }
