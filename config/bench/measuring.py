"""One database from empty to measured."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

from django.core.management import call_command
from django.db import connection

from config.bench.archive import archive_shots, make_archive
from config.bench.desk import desk_shots, make_desk
from config.bench.inprocess import count_queries
from config.bench.load import Client, Request
from config.bench.painting import chromium, paint
from config.bench.processes import memory
from config.bench.results import BARE, CONSTANT, FRAMED, UNIT, Cell, Measured, Plan
from config.bench.rounds import WrongAnswer, checked, take_once, take_turn, wake, weigh
from config.bench.servers import Server, floor, site, worker
from config.bench.shots import BROWSER, Shot, first_shot, floor_shot, reading_shots, writing_shots
from config.bench.subjects import Subject, make_moderator, make_people, make_subject, new_words
from config.bootstrap import say

# A floor takes its turn before everything that is held against it, so that little is enough each time.
FLOOR_SECONDS = {UNIT: 0.03, FRAMED: 0.01, CONSTANT: 0.01}
# The largest discussion whose copies fill the desk: of larger ones few would be made.
COPIED = 10_000


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
        _ask_first(plan, servers, subjects, place, measured)
        wake(servers.site, reading[subjects[0]][0])
        _run_rounds("Reading", plan, servers, _cells(reading, measured), measured)
        firsts = {subject: [first_shot(subject)] for subject in subjects}
        for looked_at in (firsts, reading):
            _look_at_answers(application, servers.site, _cells(looked_at, measured))
        paints = _paint(plan, servers.site, subjects)
        _run_rounds("Writing", plan, servers, _cells(writing, measured), measured)
        _look_at_answers(application, servers.site, _cells(writing, measured))
        _check_fresh(servers.site, writing)
        held = {"site": asdict(servers.site.memory()), "task worker": asdict(memory(servers.worker))}
        if plan.desk:
            _ask_desk(plan, servers, subjects, application, measured)
        if plan.archive:
            _ask_archive(plan, servers, application, measured)
    facts = {str(subject.size): _facts(subject) for subject in subjects}
    told = {"paint_ms": paints, "memory_mib": held, "facts": facts, "database": _version(), "desk_of": plan.desk}
    told["archive_of"] = plan.archive
    return {**measured.figures(), **told}


@contextmanager
def _servers(logs: Path, database: int | None) -> Iterator[Servers]:
    with ExitStack() as stack:
        target = stack.enter_context(site(logs, database))
        tasks = stack.enter_context(worker(logs))
        floors = {name: stack.enter_context(floor(name, logs)) for name in (BARE, FRAMED, CONSTANT)}
        for name, server in floors.items():
            wake(server, floor_shot(name))
        yield Servers(target, floors, tasks)


def _ask_first(plan: Plan, servers: Servers, subjects: list[Subject], place: Path, measured: Measured) -> None:
    """Each page for the first time since the site was started, each start in another sequence."""
    say("Asking a site just started …")
    for number in range(plan.starts):
        first = number % len(subjects)
        with site(place, servers.site.database, name="site-just-started") as fresh:
            # What the first request of all costs is the start's and no page's.
            with Client(fresh.port) as client:
                client.ask(Request("/", BROWSER))
            for subject in (*subjects[first:], *subjects[:first]):
                shot = first_shot(subject)
                take_once(fresh, shot, measured.cell(subject.size, shot.name))


def _ask_desk(
    plan: Plan, servers: Servers, subjects: list[Subject], application: WSGIApplication, measured: Measured
) -> None:
    """Last, for what is made here is in nobody's way then."""
    say(f"Making {plan.desk:,} comments for the desk …")
    make_desk(plan.desk, max((one for one in subjects if one.size <= COPIED), key=lambda one: one.size))
    shots = [(shot, measured.desk.setdefault(shot.name, Cell())) for shot in desk_shots(make_moderator())]
    _run_rounds("The desk", plan, servers, shots, measured)
    _look_at_answers(application, servers.site, shots)


def _ask_archive(plan: Plan, servers: Servers, application: WSGIApplication, measured: Measured) -> None:
    say(f"Making an archive of {plan.archive:,} articles …")
    make_archive(plan.archive)
    shots = [(shot, measured.archive.setdefault(shot.name, Cell())) for shot in archive_shots()]
    _run_rounds("The archive", plan, servers, shots, measured)
    _look_at_answers(application, servers.site, shots)


def _cells(shots: Mapping[Subject, list[Shot]], measured: Measured) -> list[tuple[Shot, Cell]]:
    return [(shot, measured.cell(subject.size, shot.name)) for subject, asked in shots.items() for shot in asked]


def _run_rounds(stage: str, plan: Plan, servers: Servers, shots: list[tuple[Shot, Cell]], measured: Measured) -> None:
    end = time.monotonic() + plan.stage_seconds
    for number in range(1, plan.rounds + 1):
        if number > 1 and time.monotonic() > end:
            say("Something else keeps this machine busy: the other rounds are left out.")
            return
        say(f"{stage}, round {number} of {plan.rounds} …")
        for shot, cell in shots:
            _ask_floors(servers, measured)
            take_turn(servers.site, shot, cell, plan.seconds)


def _ask_floors(servers: Servers, measured: Measured) -> None:
    for name, server in servers.floors.items():
        take_turn(server, floor_shot(name), measured.floor(name), FLOOR_SECONDS[name])


def _paint(plan: Plan, target: Server, subjects: list[Subject]) -> dict[str, list[float]]:
    """Milliseconds to the first contentful paint by size, as a browser tells them; nothing where there is none."""
    executable = chromium()
    if not executable:
        say("Chromium is not installed here (on Debian: apt install chromium): no page is painted.")
        return {}
    say("Painting in Chromium …")
    sizes = {subject.path: str(subject.size) for subject in subjects}
    return {sizes[path]: times for path, times in paint(executable, target.port, list(sizes), plan.paints).items()}


def _look_at_answers(application: WSGIApplication, target: Server, shots: list[tuple[Shot, Cell]]) -> None:
    """Queries and bytes, which are the same each time."""
    for shot, cell in shots:
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
