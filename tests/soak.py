"""`make soak`: what only time can show, on each database there is.

Eight processes write to one discussion for 20 seconds, and writers and servers are killed twenty
times in the middle of it. The suite itself does the same for a moment.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from config.bench.cluster import cluster, newest_binaries
from config.bootstrap import ROOT, say

LONG = {"PARLEY_WRITERS_SECONDS": "20", "PARLEY_WRITERS_KILLS": "20"}
# They hardly take two; so that they end whatever happens.
AT_MOST_SECONDS = 600


def main() -> int:
    with TemporaryDirectory(prefix="parley-soak-") as place, databases(Path(place)) as addresses:
        return max(_run(name, address) for name, address in addresses.items())


@contextmanager
def databases(place: Path) -> Iterator[dict[str, str]]:
    """Addresses by name; blank for SQLite, which is the default."""
    binaries = newest_binaries()
    if binaries is None:
        say("PostgreSQL is not installed here (on Debian: apt install postgresql): only SQLite is tried.")
        yield {"SQLite": ""}
        return
    # The server's own user must reach its directory in there.
    place.chmod(0o711)
    with cluster(binaries, place) as server:
        yield {"SQLite": "", "PostgreSQL": server.url}


def _run(name: str, address: str) -> int:
    say(f"\n{name}")
    tests = [sys.executable, "-m", "pytest", "-s", "tests/comments/test_many_writers.py"]
    environment = {**os.environ, **LONG, "DATABASE_URL": address}
    return subprocess.run(tests, cwd=ROOT, env=environment, timeout=AT_MOST_SECONDS).returncode


if __name__ == "__main__":
    sys.exit(main())
