"""What `make run` starts once its environment is there: a seeded demonstration, site and task worker side by side."""

import hashlib
import http.client
import os
import sys
import time

from config.bootstrap import ROOT, Unmet, read_address, say
from config.env import read_path
from config.supervisor import Failed, Stopped, Supervisor

DATA_DIR = read_path("DATA_DIR", ROOT / "var")
STATIC_ROOT = DATA_DIR / "static"
READY_WITHIN_SECONDS = 60


def main() -> int:
    host, port = read_address()
    os.environ["DEMO"] = "yes"
    site_url = os.environ.setdefault("SITE_URL", f"http://localhost:{port}").rstrip("/")
    try:
        with Supervisor() as supervisor:
            sign_ins = prepare(supervisor)
            start(supervisor, host, port)
            say(f"\nParley is at {site_url}/ and the mail it sends at {site_url}/demo/outbox/")
            say(f"{sign_ins}\nPress Ctrl-C to stop it.")
            supervisor.wait_until(lambda: False)
    except Stopped:
        say("Stopped.")
    except (Failed, Unmet) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def prepare(supervisor: Supervisor) -> str:
    """Database, demonstration and static files; what seed_demo says of who can sign in comes back."""
    check_data_dir()
    say("Bringing the database up to date …")
    supervisor.run("Migrating the database", manage("migrate", "--verbosity=0"))
    say("Seeding the demonstration …")
    sign_ins = supervisor.run("Seeding the demonstration", manage("seed_demo"))
    gather_static_files(supervisor)
    return sign_ins


def start(supervisor: Supervisor, host: str, port: int) -> None:
    say("Starting the site and its task worker …")
    supervisor.start("site", site_command(host, port))
    supervisor.start("task worker", manage("db_worker"))
    deadline = time.monotonic() + READY_WITHIN_SECONDS

    def is_ready() -> bool:
        if time.monotonic() > deadline:
            raise Failed(f"The site did not answer /readyz/ within {READY_WITHIN_SECONDS} seconds.")
        return answers_ready(host, port)

    supervisor.wait_until(is_ready)


def check_data_dir() -> None:
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Unmet(
            f"DATA_DIR {DATA_DIR} cannot be made ({problem.strerror}): choose a place that is yours."
        ) from None
    if not os.access(DATA_DIR, os.W_OK):
        raise Unmet(f"DATA_DIR {DATA_DIR} cannot be written to: make it yours (chown), or choose another.")


def gather_static_files(supervisor: Supervisor) -> None:
    """Hashing and compressing takes seconds, so only where a source has changed."""
    stamp = STATIC_ROOT / "sources.sha256"
    sources = static_sources_digest()
    if stamp.exists() and stamp.read_text() == sources:
        return
    say("Gathering static files …")
    # The stamp goes with the rest when the directory is cleared, and comes back when all is done.
    supervisor.run("Gathering static files", manage("collectstatic", "--noinput", "--clear", "--verbosity=0"))
    stamp.write_text(sources)


def static_sources_digest() -> str:
    """Of our own files and of the lock, which stands for the packages' files."""
    digest = hashlib.sha256()
    own = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    for path in [ROOT / "requirements.lock", ROOT / "config" / "static.py", *own]:
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def site_command(host: str, port: int) -> list[str]:
    """One process, so that the in-memory cache and the limits kept in it are one, too."""
    granian = [sys.executable, "-m", "granian", "config.wsgi:application", "--interface=wsgi", "--workers=1"]
    return [*granian, f"--host={host}", f"--port={port}", "--blocking-threads=4", "--no-ws", "--log-level=warning"]


def answers_ready(host: str, port: int) -> bool:
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - listening everywhere is asked here
    site = http.client.HTTPConnection(asked, port, timeout=5)
    try:
        site.request("GET", "/readyz/")
        return site.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        site.close()


if __name__ == "__main__":
    sys.exit(main())
