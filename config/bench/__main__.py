"""`make bench`: measures the site on each database there is, prints the figures and writes them down."""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from config.bench.budgets import check_budgets
from config.bench.cluster import cluster, newest_binaries
from config.bench.conditions import conditions
from config.bench.report import as_markdown, as_tables, as_verdicts
from config.bench.results import APPLICATION_NAME, Plan
from config.bootstrap import ROOT, say
from config.serve import manage

WHOLE = Plan(
    sizes=[13, 200, 1_000, 10_000, 100_000],
    rounds=5,
    seconds=0.1,
    stage_seconds=75,
    starts=3,
    paints=7,
    desk=200_000,
    archive=100_000,
)
QUICK = Plan(sizes=[13, 200, 10_000], rounds=1, seconds=0.2, stage_seconds=30, starts=1, paints=3)
RESULTS = ROOT / "var" / "bench"
DOCUMENT = ROOT / "docs" / "performance.md"
# Three times what it takes where little else runs; so that it ends whatever happens.
AT_MOST_SECONDS = 900
# Of the desk's comments, and of articles, on either database and where much else runs.
MADE_A_SECOND, ARTICLES_A_SECOND = 1_500, 400


def main() -> int:
    options = _options()
    # So that what was begun is ended, and cleared away, here too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit("Stopped."))
    plan = QUICK if options.quick else WHOLE
    plan = plan if options.desk is None else replace(plan, desk=options.desk)
    plan = plan if options.archive is None else replace(plan, archive=options.archive)
    at_most = AT_MOST_SECONDS + plan.desk // MADE_A_SECOND + plan.archive // ARTICLES_A_SECOND
    began, load = time.monotonic(), os.getloadavg()[0]
    try:
        with TemporaryDirectory(prefix="parley-bench-") as place:
            databases = _measured(options.databases or _databases(), plan, Path(place), began + at_most)
    except subprocess.TimeoutExpired:
        say(f"The bench was ended after {at_most // 60} minutes: something else keeps this machine busy.")
        return 1
    except subprocess.SubprocessError:
        say("The bench could not be finished; why stands above.")
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    run = {"conditions": conditions(plan, load, time.monotonic() - began), "databases": databases}
    _tell(run, is_whole=not options.quick and not options.databases)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round of fewer sizes; docs/ stays as it is")
    parser.add_argument("--desk", type=int, metavar="COMMENTS", help="over how many the desk's pages are asked for")
    parser.add_argument("--archive", type=int, metavar="ARTICLES", help="over how many lists and searches go")
    parser.add_argument(
        "--database", dest="databases", action="append", choices=["sqlite", "postgresql"], help="only this one"
    )
    return parser.parse_args()


def _databases() -> list[str]:
    if newest_binaries():
        return ["sqlite", "postgresql"]
    say("PostgreSQL is not installed here (on Debian: apt install postgresql): only SQLite is measured.")
    return ["sqlite"]


def _measured(names: list[str], plan: Plan, place: Path, until: float) -> dict[str, Any]:
    """Figures by database, each from processes that know nothing of this machine's own site."""
    # A database's own user must reach its directory in there; nobody else can list it.
    place.chmod(0o711)
    say("Gathering static files …")
    _run([*manage("collectstatic"), "--noinput", "--verbosity=0"], place / "common", {}, until)
    return {name: _measured_on(name, plan, place / name, until) for name in names}


def _measured_on(name: str, plan: Plan, place: Path, until: float) -> dict[str, Any]:
    say(f"\n{name}")
    place.mkdir(mode=0o711)
    data, result = place / "data", place / "result.json"
    data.mkdir(mode=0o700)
    (data / "static").symlink_to(place.with_name("common") / "static")
    with _database(name, place) as (url, pid):
        inside = [sys.executable, "-m", "config.bench.inside", json.dumps(asdict(plan)), str(result), str(pid)]
        _run(inside, data, {"DATABASE_URL": url, "PGAPPNAME": APPLICATION_NAME}, until)
    figures: dict[str, Any] = json.loads(result.read_text())
    return figures


def _run(command: list[str], data: Path, environment: dict[str, str], until: float) -> None:
    here = {name: os.environ[name] for name in ("PATH", "HOME", "CHROMIUM") if name in os.environ}
    settings = {"DEMO": "yes", "DATA_DIR": str(data), "LOG_LEVEL": "WARNING"}
    # Limits that are looked at, and that nobody reaches.
    settings |= {"COMMENT_RATES": "100000/m, 100000/h", "COMMENT_RATES_OF_NETWORK": "100000/m, 100000/h"}
    left = until - time.monotonic()
    subprocess.run(command, check=True, cwd=ROOT, env={**here, **settings, **environment}, timeout=left)


@contextmanager
def _database(name: str, place: Path) -> Iterator[tuple[str, int]]:
    """The database's address, and the process of its server: blank and 0 for SQLite, the site's default."""
    binaries = newest_binaries()
    if name == "sqlite":
        yield "", 0
    elif binaries is None:
        sys.exit("PostgreSQL is not installed here.")
    else:
        with cluster(binaries, place) as server:
            yield server.url, server.pid


def _tell(run: dict[str, Any], *, is_whole: bool) -> None:
    """On the terminal, and in files; only a whole run is worth keeping in docs/."""
    budgets = {name: check_budgets(name, figures) for name, figures in run["databases"].items()}
    for name, figures in run["databases"].items():
        say(f"\n## {figures['database']}\n\n{as_tables(figures)}\n\n### Budgets\n\n{as_verdicts(budgets[name])}")
    verdicts = {name: [{**asdict(one), "is_met": one.is_met} for one in found] for name, found in budgets.items()}
    RESULTS.mkdir(parents=True, exist_ok=True)
    latest = RESULTS / "latest.json"
    latest.write_text(json.dumps({**run, "budgets": verdicts}, indent=1) + "\n")
    say(f"\nAll figures are in {latest.relative_to(ROOT)}.")
    if is_whole:
        DOCUMENT.write_text(as_markdown(run, budgets))
        say(f"The tables are in {DOCUMENT.relative_to(ROOT)}.")


if __name__ == "__main__":
    sys.exit(main())
