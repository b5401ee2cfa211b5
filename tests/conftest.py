"""The cast of the tests."""

import math
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client

from accounts.models import User
from articles.planned.due import known
from comments.append_only import TABLES, allowing, refusing
from comments.keeping import forget_all
from comments.rules.book import forget_rules
from comments.state import forget_articles
from tests.factories import UserFactory
from tests.tasks import later_tasks

# A busy machine is no fault of the example that it was busy with.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits, kept pages, tasks for later and the like start afresh for each test."""
    # As in a process that has asked what is planned, and was told that nothing is.
    known.due_at, known.ask_at = None, math.inf
    yield
    later_tasks()
    for name in caches.settings:
        caches[name].clear()
    forget_all()
    forget_articles()
    forget_rules()


@pytest.fixture(scope="session", autouse=True)
def _flush_of_what_is_kept() -> Iterator[None]:
    """Browser tests empty the database when they are done, which on SQLite means to delete what is never deleted."""
    flush = connection.ops.sql_flush

    def flush_all(*tables: Any, **how: Any) -> list[str]:
        statements = flush(*tables, **how)
        if connection.vendor != "sqlite":
            return statements
        allowed = [statement for table in TABLES for statement in allowing("sqlite", table)]
        return [*allowed, *statements, *(statement for table in TABLES for statement in refusing("sqlite", table))]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", lambda _ops, *tables, **how: flush_all(*tables, **how))
        yield


@pytest.fixture
def reader(db: None) -> User:
    return UserFactory.create(handle="reader", display_name="Rita Reader")


@pytest.fixture
def author(db: None) -> User:
    """Who wrote the comment in question."""
    return UserFactory.create(handle="author", display_name="Ada Author")


@pytest.fixture
def editor(db: None) -> User:
    return UserFactory.create(handle="editor", display_name="Edda Editor", editor=True)


@pytest.fixture
def moderator(db: None) -> User:
    return UserFactory.create(handle="moderator", display_name="Mona Moderator", moderator=True)


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory.create(handle="administrator", display_name="Anton Admin", administrator=True)


@pytest.fixture
def signed_in(client: Client, reader: User) -> Client:
    """A browser in which the reader is signed in."""
    client.force_login(reader)
    return client
