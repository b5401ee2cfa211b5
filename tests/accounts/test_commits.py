"""The mark that stands for what is committed: it must differ after every commit, whoever's it is."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from accounts import commits
from accounts.commits import commit_mark

_CHANGE = "INSERT INTO said VALUES ('gulls')"


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = str(tmp_path / "site.sqlite3")
    with closing(_open(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE said (word TEXT)")
    return path


@pytest.fixture
def asked_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes this the connection that is asked about."""

    def ask(name: str, *, vendor: str = "sqlite", in_atomic_block: bool = False) -> None:
        connection = SimpleNamespace(vendor=vendor, in_atomic_block=in_atomic_block, settings_dict={"NAME": name})
        monkeypatch.setattr(commits, "connection_of_thread", lambda: connection)

    return ask


def test_the_mark_stays_while_nothing_is_committed(database: str, asked_of: Callable[..., None]) -> None:
    asked_of(database)
    before = commit_mark()
    with closing(_open(database)) as other:
        other.execute("SELECT * FROM said").fetchall()

        assert before is not None
        assert commit_mark() == before


def test_no_two_commits_leave_the_same_mark(database: str, asked_of: Callable[..., None]) -> None:
    asked_of(database)
    marks = [commit_mark()]
    with closing(_open(database)) as one, closing(_open(database)) as another:
        for number in range(150):
            (one, another)[number % 2].execute(_CHANGE)
            marks.append(commit_mark())
            if number % 50 == 49:
                # The log begins anew, as it does by itself from time to time.
                one.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert len(set(marks)) == 151


def test_a_change_is_marked_when_it_is_committed_and_not_before(database: str, asked_of: Callable[..., None]) -> None:
    asked_of(database)
    before = commit_mark()
    with closing(_open(database)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute(_CHANGE)
        meanwhile = commit_mark()
        writer.execute("COMMIT")

    assert meanwhile == before
    assert commit_mark() != before


def test_another_process_is_noticed_when_all_others_have_gone(database: str, asked_of: Callable[..., None]) -> None:
    asked_of(database)
    before = commit_mark()
    program = f"import sqlite3; c = sqlite3.connect({database!r}, isolation_level=None); c.execute({_CHANGE!r})"
    subprocess.run([sys.executable, "-S", "-c", program], check=True)
    after = commit_mark()
    subprocess.run([sys.executable, "-S", "-c", program], check=True)

    assert len({before, after, commit_mark()}) == 3


def test_writers_keep_their_locks_while_the_mark_is_read(database: str, asked_of: Callable[..., None]) -> None:
    asked_of(database)
    with closing(_open(database)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            commit_mark()
        program = (
            "import sqlite3, sys\n"
            f"try: sqlite3.connect({database!r}, isolation_level=None, timeout=0).execute('BEGIN IMMEDIATE')\n"
            "except sqlite3.OperationalError: sys.exit(3)"
        )
        other = subprocess.run([sys.executable, "-S", "-c", program], check=False)

    assert other.returncode == 3


def test_there_is_none_where_only_a_query_can_tell(
    database: str, tmp_path: Path, asked_of: Callable[..., None]
) -> None:
    without_log = str(tmp_path / "plain.sqlite3")
    with closing(_open(without_log)) as connection:
        connection.execute("CREATE TABLE said (word TEXT)")

    def mark_of(name: str, **how: Any) -> bytes | None:
        asked_of(name, **how)
        return commit_mark()

    assert mark_of(database, in_atomic_block=True) is None
    assert mark_of(database, vendor="postgresql") is None
    assert mark_of(":memory:") is None
    assert mark_of(without_log) is None


def _open(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    return connection
