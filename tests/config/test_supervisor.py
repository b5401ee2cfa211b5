"""Processes kept together, as `make run` keeps the site and its worker."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from config.bootstrap import ROOT

# Says its name and number, in one piece, then lasts until it is stopped.
LASTING = "import os, signal, sys; os.write(1, b'%s %d\\n' % (sys.argv[1].encode(), os.getpid())); signal.pause()"
# Does the same and cannot be asked to stop.
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {LASTING}"

PROGRAM = """
import sys
from config import supervisor

supervisor.PATIENCE_SECONDS = 0.2
try:
    with supervisor.Supervisor() as together:
        for name, code in zip(sys.argv[1::2], sys.argv[2::2]):
            together.start(name, [sys.executable, "-c", code, name])
        together.wait_until(lambda: False)
except supervisor.Stopped:
    print("stopped")
except supervisor.Failed as failure:
    sys.exit(str(failure))
"""


@contextmanager
def supervised(*named_code: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", PROGRAM, *named_code]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        try:
            yield program
        finally:
            program.kill()


def running(program: subprocess.Popen[str], count: int) -> dict[str, int]:
    """The numbers of the processes by name, once all of them have said theirs."""
    assert program.stdout
    lines = [program.stdout.readline().split() for _ in range(count)]
    return {name: int(number) for name, number in lines}


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_being_asked_to_stop_stops_everything_without_complaint(asked: signal.Signals) -> None:
    with supervised("site", LASTING, "worker", LASTING) as program:
        numbers = running(program, 2)

        program.send_signal(asked)
        output, complaint = program.communicate(timeout=20)

    assert (program.returncode, output, complaint) == (0, "stopped\n", "")
    assert not any(is_running(number) for number in numbers.values())


def test_one_ending_by_itself_is_named_and_stops_the_others() -> None:
    with supervised("site", LASTING, "worker", LASTING) as program:
        numbers = running(program, 2)

        os.kill(numbers["worker"], signal.SIGKILL)
        _, complaint = program.communicate(timeout=20)

    assert program.returncode == 1
    assert complaint == "The worker has ended by itself, with status -9; the rest was stopped.\n"
    assert not is_running(numbers["site"])


def test_what_does_not_stop_when_asked_is_ended() -> None:
    with supervised("site", STUBBORN) as program:
        numbers = running(program, 1)

        program.send_signal(signal.SIGINT)
        program.communicate(timeout=20)

    assert program.returncode == 0
    assert not is_running(numbers["site"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has gone")
def test_nothing_outlives_a_supervisor_that_was_killed() -> None:
    with supervised("site", LASTING) as program:
        running(program, 1)

        program.kill()
        # The output closes when the last process that holds it has gone.
        output, _ = program.communicate(timeout=20)

    assert output == ""
