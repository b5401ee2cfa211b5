"""Makes what the Makefile's commands run in, or says in one sentence how to mend what is missing.

Standard library only, and no syntax that Python 3.6 cannot read: an old Python must get as far as its sentence.
`run` starts the demonstration afterwards; `dev` installs what the checks and tests need too.
"""

import hashlib
import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
OLDEST_PYTHON = (3, 11)
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}


class Unmet(Exception):  # noqa: N818 - a need, not a fault of the program
    """Something the site needs and this machine lacks, in a sentence that says how to mend it."""


def main(command: str) -> None:
    try:
        check_python((sys.version_info[0], sys.version_info[1]))
        if command == "run":
            check_address(*read_address())
        check_writable(ENVIRONMENT if ENVIRONMENT.exists() else ROOT)
        prepare_environment(LOCKS[command])
    except Unmet as need:
        sys.exit(str(need))
    except KeyboardInterrupt:
        sys.exit("Stopped before the environment was ready; the next start goes on from here.")
    if command == "run":
        os.chdir(str(ROOT))
        os.execv(str(PYTHON), [str(PYTHON), "-m", "config.serve"])


def check_python(version: "tuple[int, int]") -> None:
    if version < OLDEST_PYTHON:
        raise Unmet(
            "Parley needs Python {}.{} or newer and found {}.{}: install a newer one"
            " (on Debian: apt install python3 python3-venv), or name it with PYTHON=/path/to/python3.".format(
                *OLDEST_PYTHON, *version
            )
        )


def read_address() -> "tuple[str, int]":
    """The address to listen on, from HOST and PORT."""
    host = os.environ.get("HOST", "").strip() or "127.0.0.1"
    port = os.environ.get("PORT", "").strip() or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Unmet(f"PORT is {port!r}: give a number from 1 to 65535, as in PORT=8123 make run.")
    return host, int(port)


def check_address(host: str, port: int) -> None:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            # A connection that has just ended does not count; somebody listening does.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except socket.gaierror:
        raise Unmet(f"HOST is {host!r}, which is no address of this machine: leave it out for 127.0.0.1.") from None
    except OSError as problem:
        raise Unmet(
            f"Port {port} of {host} cannot be used ({problem.strerror}):"
            " stop what is using it, or choose another with PORT=8123 make run."
        ) from None


def check_writable(directory: Path) -> None:
    if not os.access(str(directory), os.W_OK):
        raise Unmet(f"{directory} cannot be written to: make it yours (chown), or clone Parley to a place that is.")


def prepare_environment(lock: Path) -> None:
    """Install what the lock pins, unless this environment already holds exactly that."""
    stamp = ENVIRONMENT / f"{lock.name}.sha256"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted and environment_works():
        return
    if not environment_works():
        make_environment()
    install(lock)
    stamp.write_text(wanted)


def environment_works() -> bool:
    """False, too, where the Python it was made with has gone or is too old."""
    probe = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        return subprocess.run([str(PYTHON), "-c", probe], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    say(f"Making the environment in {ENVIRONMENT} …")
    try:
        import ensurepip  # noqa: F401 - Debian keeps it in a package of its own
        import venv  # noqa: F401
    except ImportError:
        package = "python{}.{}-venv".format(*sys.version_info)
        raise Unmet(
            f"{sys.executable} lacks the venv module: install it (on Debian: apt install {package})."
        ) from None
    run_quietly(
        [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)],
        "The environment could not be made in .venv ({}): free some space or mend that, and start again.",
    )


def install(lock: Path) -> None:
    say(f"Installing what {lock.name} pins; the first time takes a minute …")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    run_quietly(
        [*pip, "--require-hashes", "--requirement", str(lock)],
        f"Installing {lock.name} failed ({{}}): look at the network connection and start again.",
    )


def run_quietly(command: "list[str]", sentence: str) -> None:
    """Raises Unmet with the sentence and the last thing the command said where it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    if done.returncode:
        lines = done.stdout.decode(errors="replace").strip().splitlines() or ["it said nothing"]
        told = [line for line in lines if line.startswith("ERROR: ")] or lines
        raise Unmet(sentence.format(told[-1].replace("ERROR: ", "").strip(". ")))


def say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
