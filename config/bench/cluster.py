"""A PostgreSQL of the bench's own, where Debian's packages are installed, gone afterwards."""

import os
import re
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from pwd import getpwall

from config.bench.processes import free_port, is_listening, running, wait_until

PACKAGES = Path("/usr/lib/postgresql")
READY_WITHIN_SECONDS = 30


@dataclass(frozen=True)
class Cluster:
    url: str
    pid: int


def newest_binaries() -> Path | None:
    """Where the newest installed version has its programs; None where there is none."""
    found = [path for path in PACKAGES.glob("*/bin") if (path / "postgres").exists() and (path / "initdb").exists()]
    return max(found, key=lambda path: [int(number) for number in re.findall(r"\d+", path.parent.name)], default=None)


@contextmanager
def cluster(binaries: Path, place: Path) -> Iterator[Cluster]:
    """A fresh cluster with the settings it comes with, on 127.0.0.1 only."""
    user, password, port = _unprivileged_user(), secrets.token_urlsafe(24), free_port()
    data = place / "postgresql"
    data.mkdir(mode=0o700)
    if user:
        shutil.chown(data, user)
    _make(binaries, data, user, password)
    here = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", f"port={port}"]
    command = [str(binaries / "postgres"), "-D", str(data), *here]
    # SIGINT ends it without waiting for whoever is still connected.
    with running(command, log=place / "postgresql.log", user=user, stop=signal.SIGINT) as pid:
        wait_until(lambda: is_listening(port), seconds=READY_WITHIN_SECONDS, what="PostgreSQL")
        yield Cluster(f"postgres://parley:{password}@127.0.0.1:{port}/postgres", pid)


def _make(binaries: Path, data: Path, user: str | None, password: str) -> None:
    secret = data.with_name("postgresql-password")
    secret.touch(mode=0o600)
    secret.write_text(password + "\n")
    if user:
        shutil.chown(secret, user)
    login = ["--username=parley", "--auth=scram-sha-256", f"--pwfile={secret}"]
    subprocess.run(
        [str(binaries / "initdb"), "-D", str(data), *login, "--encoding=UTF8", "--locale=C.UTF-8"],
        check=True,
        stdout=subprocess.DEVNULL,
        user=user,
        cwd=data,
    )
    secret.unlink()


def _unprivileged_user() -> str | None:
    """Who is to run it where we are root, which it refuses to be."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in getpwall()}
    return "postgres" if "postgres" in names else "nobody"
