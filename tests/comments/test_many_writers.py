"""Many processes write to one discussion at once, or are killed while they do.

On the database that the suite runs on, but each time in one made for it, since what a process
commits no test can take back. PARLEY_WRITERS_SECONDS and PARLEY_WRITERS_KILLS make it longer.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

SECONDS = os.environ.get("PARLEY_WRITERS_SECONDS", "2")
KILLS = os.environ.get("PARLEY_WRITERS_KILLS", "3")
_RUN = "import django; django.setup(); from tests.comments.{} import main; main()"

Ground = Mapping[str, str]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The environment of a site of its own, with an empty database."""
    directory = tmp_path_factory.mktemp("writers")
    with database(directory) as address:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(directory),
            "DATABASE_URL": address,
            "DEMO": "yes",
            # The guards look, and let everything pass.
            "COMMENT_RATES": "100000/m",
            "COMMENT_RATES_OF_NETWORK": "100000/m",
        }
        run(environment, "manage.py", "migrate", "--verbosity=0")
        yield environment


@contextmanager
def database(directory: Path) -> Iterator[str]:
    """The address of a fresh one: a file, or a database on the suite's own server that goes again."""
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{directory}/writers.sqlite3"
        return
    place = f"{default['USER']}:{default['PASSWORD']}@{default['HOST']}:{default['PORT']}"
    name = f"writers_{uuid4().hex}"
    with psycopg.connect(f"postgres://{place}/postgres", autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"postgres://{place}/{name}"
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def run(environment: Ground, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def write(ground: Ground, *what: str, by: str = "writers") -> dict[str, Any]:
    """What came of it; shown with `pytest -s`, for the record."""
    figures: dict[str, Any] = json.loads(run(ground, "-c", _RUN.format(by), *what))
    sys.stdout.write(f"\n{by} {' '.join(what)}: {json.dumps(figures)}\n")
    return figures


def test_eight_processes_post_to_one_discussion(ground: Ground) -> None:
    figures = write(ground, "post", "--processes", "8", "--seconds", SECONDS)

    assert figures["errors"] == []
    assert figures["stored"] == figures["acknowledged"] > 0
    assert (figures["lost"], figures["unknown"], figures["doubled"]) == ([], [], [])
    assert figures["acknowledged_twice"] == 0
    assert figures["drift"] == ""


def test_writers_voters_and_moderators_of_the_same_comments_never_lock_each_other_out(ground: Ground) -> None:
    figures = write(ground, "contest", "--processes", "8", "--seconds", SECONDS)

    assert figures["errors"] == []
    assert all(figures["by_process"])
    assert (figures["lost"], figures["unknown"], figures["doubled"]) == ([], [], [])
    assert figures["drift"] == ""


def test_what_a_killed_process_acknowledged_is_there_once(ground: Ground) -> None:
    figures = write(ground, "kill", "--times", KILLS)

    assert figures["killed"] == int(KILLS)
    assert figures["stored"] == figures["forms"] == figures["acknowledged"]
    assert (figures["lost"], figures["unknown"], figures["doubled"]) == ([], [], [])
    assert figures["drift"] == ""


def test_what_a_killed_server_acknowledged_is_there_once(ground: Ground) -> None:
    figures = write(ground, "--times", KILLS, by="posters")

    assert figures["killed"] == int(KILLS)
    assert figures["stored"] == figures["forms"] == figures["acknowledged"]
    assert (figures["lost"], figures["unknown"], figures["doubled"]) == ([], [], [])
    assert figures["acknowledged_twice"] == 0
    assert figures["drift"] == ""


def test_of_eight_who_decide_on_one_comment_one_does_and_the_others_are_told(ground: Ground) -> None:
    figures = write(ground, "decide", "--processes", "8", "--times", "12")

    assert figures["errors"] == []
    assert figures["decided"] == figures["decisions"] == [1] * 12
    assert figures["told"] == [7] * 12
    assert figures["drift"] == ""
