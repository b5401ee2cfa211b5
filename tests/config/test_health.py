"""What whoever watches the site is told."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django.fixtures import Settings

from config import health


def test_the_process_answers_without_asking_the_database(client: Client) -> None:
    response = client.get("/healthz/")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_a_migrated_site_is_ready(client: Client, db: None) -> None:
    response = client.get("/readyz/")

    assert (response.status_code, response.content) == (200, b"ready\n")


def test_a_waiting_migration_makes_the_site_unready(client: Client, db: None) -> None:
    [newest] = MigrationLoader(connection).graph.leaf_nodes("comments")
    MigrationRecorder(connection).record_unapplied(*newest)

    response = client.get("/readyz/")

    assert (response.status_code, response.content) == (503, b"migrations are waiting\n")


def test_a_silent_database_makes_the_site_unready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_answer(*arguments: object) -> None:
        raise OperationalError

    monkeypatch.setattr(health, "MigrationExecutor", no_answer)

    response = client.get("/readyz/")

    assert (response.status_code, response.content) == (503, b"the database does not answer\n")


@pytest.mark.parametrize("path", ["/healthz/", "/readyz/"])
def test_a_watcher_inside_may_ask_over_plain_http(client: Client, settings: Settings, db: None, path: str) -> None:
    settings.SECURE_SSL_REDIRECT = True

    response = client.get(path)

    assert response.status_code == 200
