"""The site, its task worker and the floors, each served as `make run` serves the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from config.bench.processes import Memory, cpu_seconds, free_port, is_listening, memory, running, wait_until
from config.bench.results import APPLICATION_NAME, BARE, CONSTANT, FRAMED
from config.serve import answers_ready, manage, site_command

READY_WITHIN_SECONDS = 30

_DJANGO = "django.core.wsgi:get_wsgi_application"
_EMPTY = {"DJANGO_SETTINGS_MODULE": "config.bench.settings"}
# What each floor serves, and the environment that makes it so.
_FLOORS = {
    BARE: (_DJANGO, {**_EMPTY, "WITHOUT_MIDDLEWARE": "yes"}),
    FRAMED: (_DJANGO, _EMPTY),
    CONSTANT: ("config.bench.floors:constant", {}),
}


@dataclass(frozen=True)
class Spent:
    """CPU seconds so far."""

    site: float
    database: float


@dataclass(frozen=True)
class Server:
    """A server by its process; `database` is that of a database server, or None."""

    port: int
    pid: int
    database: int | None = None

    def spent(self) -> Spent:
        database = cpu_seconds(self.database, without=_own_backends()) if self.database else 0.0
        return Spent(cpu_seconds(self.pid), database)

    def memory(self) -> Memory:
        return memory(self.pid)


@contextmanager
def site(logs: Path, database: int | None, *, name: str = "site") -> Iterator[Server]:
    port, log = free_port(), logs / f"{name}.log"
    with running(site_command("127.0.0.1", port), log=log, environment={"PGAPPNAME": "parley"}) as pid:
        wait_until(lambda: answers_ready("127.0.0.1", port), seconds=READY_WITHIN_SECONDS, what="The site")
        yield Server(port, pid, database)


@contextmanager
def worker(logs: Path) -> Iterator[int]:
    with running(manage("db_worker"), log=logs / "worker.log", environment={"PGAPPNAME": "parley"}) as pid:
        yield pid


@contextmanager
def floor(name: str, logs: Path) -> Iterator[Server]:
    target, environment = _FLOORS[name]
    port = free_port()
    command = [target if word == "config.wsgi:application" else word for word in site_command("127.0.0.1", port)]
    factory = ["--factory"] if target == _DJANGO else []
    log = logs / f"{name.replace(' ', '-')}.log"
    with running([*command, *factory], log=log, environment=environment) as pid:
        wait_until(lambda: is_listening(port), seconds=READY_WITHIN_SECONDS, what=f"The floor “{name}”")
        yield Server(port, pid)


def _own_backends() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [APPLICATION_NAME])
        return {pid for (pid,) in cursor.fetchall()}
