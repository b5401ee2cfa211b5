"""Whether anything was committed since: on SQLite told by 48 bytes of memory instead of a query.

With WAL every commit, of whatever process, ends by writing the head of the index that the database's
connections share, the file `-shm`: as long as it reads the same, every answer of the database is the same.
A query, too, begins by comparing these bytes, but takes and gives back locks for it, ten times the work.
Source: https://www.sqlite.org/walformat.html, "The WAL-Index File Format".
"""

import os
import sqlite3
import sys
from functools import cache
from typing import NamedTuple

from accounts.statements import connection_of_thread

_HEAD_BYTES = 48
# What the head begins with, in the machine's own order of bytes; anything else would be another format.
_VERSION, _VERSION_BYTES = 3007000, 4
_IS_READY = 12


class _Index(NamedTuple):
    """Neither is ever closed.

    As long as there is a connection nobody takes the index away to begin another. And closing any
    descriptor of a file drops all locks that this process, and so SQLite in it, holds on the file.
    """

    connection: sqlite3.Connection
    descriptor: int


def commit_mark() -> bytes | None:
    """Differs after every commit; None where nothing but a query can tell, as within a transaction.

    Read it before what it is to stand for: that can then only be newer than it says.
    """
    connection = connection_of_thread()
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return None
    index = _index_of(connection.settings_dict["NAME"])
    return os.pread(index.descriptor, _HEAD_BYTES, 0) if index else None


@cache
def _index_of(database: str) -> _Index | None:
    """The index of the database in this file; None where it has none, as in memory or without WAL."""
    connection = sqlite3.connect(database, check_same_thread=False)
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        return None
    # Only what was read from is held open.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    try:
        descriptor = os.open(f"{database}-shm", os.O_RDONLY)
    except OSError:
        return None
    head = os.pread(descriptor, _HEAD_BYTES, 0)
    is_known = head[:_VERSION_BYTES] == _VERSION.to_bytes(_VERSION_BYTES, sys.byteorder) and head[_IS_READY]
    return _Index(connection, descriptor) if is_known else None
