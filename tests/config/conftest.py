"""Who knocks."""

import pytest
from django.db import connection

from comments import state
from tests.config.door import Reader


@pytest.fixture
def reader_at_the_door() -> Reader:
    return Reader()


@pytest.fixture(params=["query", "mark"])
def told_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the lane knows of changes: once from its query, once from a mark that stands for many of them.

    The test's own changes are never committed, so here the mark counts those of its connection.
    """
    if request.param == "mark":
        if connection.vendor != "sqlite":
            pytest.skip("only SQLite has such a mark")
        monkeypatch.setattr(state, "commit_mark", lambda: str(connection.connection.total_changes).encode())
