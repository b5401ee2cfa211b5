"""Counting what is asked of the database, past Django's cursors too."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that reached the database while the context lasted."""
    asked: list[str] = []
    if connection.vendor != "sqlite":
        with CaptureQueriesContext(connection) as captured:
            yield asked
        asked.extend(query["sql"] for query in captured)
        return
    connection.ensure_connection()
    connection.connection.set_trace_callback(asked.append)
    try:
        yield asked
    finally:
        connection.connection.set_trace_callback(None)
