"""Who knocks, and for what."""

import pytest
from django.db import connection

from articles.models import Article
from comments import state
from tests.config.door import Reader
from tests.factories import ArticleFactory


@pytest.fixture
def reader_at_the_door() -> Reader:
    return Reader()


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(slug="harbour")


@pytest.fixture(params=["query", "mark"])
def told_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the lane knows of changes: once from its query, once from a mark that stands for many of them.

    The test's own changes are never committed, so here the mark counts those of its connection.
    """
    if request.param == "mark":
        if connection.vendor != "sqlite":
            pytest.skip("only SQLite has such a mark")
        monkeypatch.setattr(state, "commit_mark", lambda: str(connection.connection.total_changes).encode())
