"""One database from empty to measured."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

from django.core.management import call_command
from django.db import connection

from config.bench.inprocess import count_queries
from config.bench.load import Client, Request
from config.bench.processes import memory
from config.bench.results import BARE, CONSTANT, FRAMED, Measured, Plan
from config.bench.rounds import WrongAnswer, checked, run_round, wake, weigh
from config.bench.servers import Server, floor, site, worker
from config.bench.shots import Shot, floor_shot, reading_shots, writing_shots
from config.bench.subjects import Subject, make_people, make_subject, new_words
from config.bootstrap import say

# A floor takes its turn before each discussion, so that little is enough each time.
FLOOR_SHARE = 0.5


@dataclass(frozen=True)
class Servers:
    site: Server
    floors: Mapping[str, Server]
    worker: int


def prepare(plan: Plan) -> list[Subject]:
    """A new database with the plan's discussions; the site can be loaded only afterwards."""
    say("Making the database …")
    call_command("migrate", verbosity=0)
    subjects = []
    for size in plan.sizes:
        say(f"Making a discussion of {size:,} comments …")
        subjects.append(make_subject(size))
    with connection.cursor() as cursor:
        # What either database does by itself before long.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")
    return subjects


def measure(
    plan: Plan, subjects: list[Subject], application: WSGIApplication, place: Path, database: int | None
) -> dict[str, Any]:
    """Everything in the plan, as figures; `database` is the process of the database's server, if it has one."""
    people, words = make_people(), new_words()
    reading = {subject: list(reading_shots(subject, next(people))) for subject in subjects}
    writing = {subject: list(writing_shots(subject, people, words)) for subject in subjects}
    measured = Measured()
    with _servers(place, database) as servers:
        wake(servers.site, reading[subjects[0]][0])
        for stage, shots in (("Reading", reading), ("Writing", writing)):
            _run_rounds(stage, plan, servers, shots, measured)
            _look_at_answers(application, servers.site, shots, measured)
        _check_fresh(servers.site, writing)
        held = {"site": asdict(servers.site.memory()), "task worker": asdict(memory(servers.worker))}
    facts = {str(subject.size): _facts(subject) for subject in subjects}
    return {**measured.figures(), "memory_mib": held, "facts": facts, "database": _version()}


@contextmanager
def _servers(logs: Path, database: int | None) -> Iterator[Servers]:
    with ExitStack() as stack:
        target = stack.enter_context(site(logs, database))
        tasks = stack.enter_context(worker(logs))
        floors = {name: stack.enter_context(floor(name, logs)) for name in (BARE, FRAMED, CONSTANT)}
        for name, server in floors.items():
            wake(server, floor_shot(name))
        yield Servers(target, floors, tasks)


def _run_rounds(
    stage: str, plan: Plan, servers: Servers, shots: Mapping[Subject, list[Shot]], measured: Measured
) -> None:
    for number in range(1, plan.rounds + 1):
        for subject, asked in shots.items():
            say(f"{stage}, round {number} of {plan.rounds}: {subject.size:,} comments …")
            for name, server in servers.floors.items():
                run_round(server, [floor_shot(name)], measured.floors, FLOOR_SHARE * plan.seconds)
            run_round(servers.site, asked, measured.discussions.setdefault(subject.size, {}), plan.seconds)


def _look_at_answers(
    application: WSGIApplication, target: Server, shots: Mapping[Subject, list[Shot]], measured: Measured
) -> None:
    """Queries and bytes, which are the same each time."""
    for subject, asked in shots.items():
        for shot in asked:
            cell = measured.discussions[subject.size][shot.name]
            cell.queries = count_queries(application, shot)
            if not shot.revalidates and shot.request().method == "GET":
                cell.weight = weigh(target, shot)


def _check_fresh(target: Server, shots: Mapping[Subject, list[Shot]]) -> None:
    """Raises WrongAnswer unless a new comment stands on the very next page that anybody asks for."""
    for subject, asked in shots.items():
        shot = asked[0]
        with Client(target.port) as client:
            page = Request(f"{subject.path}?sort=newest")
            client.ask(page)
            entry = checked(shot, client.ask(shot.request().accepting("identity"))).body.decode()
            number = entry.partition('data-id="')[2].partition('"')[0]
            if f'id="comment-{number}"' not in client.ask(page).body.decode():
                raise WrongAnswer(f"{subject.path} did not show the comment {number} after it was posted.")


def _facts(subject: Subject) -> dict[str, Any]:
    return {"pages": subject.pages, "deep_page": subject.deep_number, "deepest": subject.depth}


def _version() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0]}"
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}"
