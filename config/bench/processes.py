"""Processes that the bench starts, and what the operating system says they used."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.supervisor import PATIENCE_SECONDS, end_with_parent

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Memory:
    """In MiB; `pss` counts a page that several processes share once, in parts."""

    rss: float
    pss: float


@contextmanager
def running(
    command: list[str],
    *,
    log: Path,
    user: str | None = None,
    stop: signal.Signals = signal.SIGTERM,
    environment: Mapping[str, str] | None = None,
) -> Iterator[int]:
    """The process, by its number, while the context lasts; what it says goes to `log`."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
            process_group=0,
            preexec_fn=end_with_parent,
            user=user,
        )
    try:
        yield process.pid
    finally:
        process.send_signal(stop)
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until(is_ready: Callable[[], bool], *, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not is_ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} was not ready within {seconds:.0f} seconds.")
        time.sleep(0.05)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses yet."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def is_listening(port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0


def family(root: int) -> set[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (facts := _stat(int(entry.name))):
            children.setdefault(int(facts[1]), []).append(int(entry.name))
    found, waiting = {root}, [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.update(below)
        waiting.extend(below)
    return found


def cpu_seconds(root: int, *, without: Collection[int] = ()) -> float:
    """User and system time of the process and its descendants, ended ones too, since they began.

    `without` are descendants that do not count.
    """
    return sum(_clock(pid) + _of_ended_children(pid) for pid in family(root).difference(without))


def memory(root: int) -> Memory:
    rss = pss = 0
    for pid in family(root):
        for line in _read(pid, "smaps_rollup").splitlines():
            name, _, rest = line.partition(":")
            rss += int(rest.split()[0]) if name == "Rss" else 0
            pss += int(rest.split()[0]) if name == "Pss" else 0
    return Memory(rss / 1024, pss / 1024)


def _clock(pid: int) -> float:
    """What /proc/PID/stat counts in ticks of 10 ms, in nanoseconds: see clock_getcpuclockid(3)."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def _of_ended_children(pid: int) -> float:
    facts = _stat(pid)
    return (int(facts[13]) + int(facts[14])) / TICKS_A_SECOND if facts else 0.0


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name: state, parent and so on."""
    return _read(pid, "stat").rpartition(")")[2].split()


def _read(pid: int, name: str) -> str:
    """Blank where the process has gone."""
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return ""
