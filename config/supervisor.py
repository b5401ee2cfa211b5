"""Keeps processes together: one being asked to stop, or ending by itself, ends them all."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from tempfile import TemporaryFile
from types import FrameType, TracebackType
from typing import IO, Self

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# How long a process may take to finish what it is doing before it is ended for it.
PATIENCE_SECONDS = 10
TICK_SECONDS = 0.1
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Somebody asked for an end: Ctrl-C, a closed terminal, or the system."""


class Failed(Exception):  # noqa: N818 - read as "the worker failed"
    """A process ended that should not have; the sentence says which."""


class Supervisor:
    """Use as a context: leaving it stops whatever still runs."""

    def __init__(self) -> None:
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._is_asked_to_stop = False
        end_with_parent()
        for number in STOP_SIGNALS:
            signal.signal(number, self._ask_to_stop)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, traceback: TracebackType | None) -> None:
        _stop(self._processes.values())

    def start(self, name: str, command: list[str]) -> None:
        self._processes[name] = _spawn(command)

    def run(self, name: str, command: list[str]) -> str:
        """What the command wrote. Raises Failed, after showing it, where the command did."""
        with TemporaryFile() as output:
            step = _spawn(command, stdout=output)
            try:
                self.wait_until(lambda: step.poll() is not None)
            finally:
                _stop([step])
            output.seek(0)
            text = output.read().decode(errors="replace")
        if step.returncode:
            raise Failed(f"{text}{name} failed, with status {step.returncode}; what it said stands above.")
        return text

    def wait_until(self, is_done: Callable[[], bool]) -> None:
        """Raises Stopped or Failed where that comes first."""
        while not is_done():
            if self._is_asked_to_stop:
                raise Stopped
            self._refuse_ended_processes()
            time.sleep(TICK_SECONDS)

    def _refuse_ended_processes(self) -> None:
        for name, process in self._processes.items():
            if (status := process.poll()) is not None:
                raise Failed(f"The {name} has ended by itself, with status {status}; the rest was stopped.")

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._is_asked_to_stop = True


def end_with_parent() -> None:
    """Ask Linux for SIGTERM when the parent is killed outright, so that nothing is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _spawn(command: list[str], stdout: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """In a process group of its own: Ctrl-C reaches the supervisor alone, which stops each process once."""
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=stdout, process_group=0, preexec_fn=end_with_parent
    )


def _stop(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(deadline - time.monotonic(), 0))
        # Whoever is left of the group: the process itself, or children it left when it was killed.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
