"""What stands in the way of a start is told in one sentence, before any slow work."""

import ast
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap, serve
from config.bootstrap import Unmet


def make_run(**environment: str) -> subprocess.CompletedProcess[str]:
    """As typed in a terminal, even where the tests themselves were started by make."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", "run"],  # noqa: S607  # whichever make this machine has
        cwd=bootstrap.ROOT,
        env={**outside, "PYTHON": sys.executable, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def only_sentence(refusal: subprocess.CompletedProcess[str]) -> str:
    """What was said beside make's own closing line."""
    said = [line for line in refusal.stderr.splitlines() if not line.startswith("make")]
    assert (refusal.stdout, len(said)) == ("", 1), refusal.stderr
    return said[0]


def test_a_taken_port_is_told_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        refusal = make_run(PORT=str(port))

    assert refusal.returncode != 0
    assert only_sentence(refusal).startswith(f"Port {port} of 127.0.0.1 cannot be used")
    assert "PORT=8123 make run" in refusal.stderr


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)

    with pytest.raises(Unmet, match="give a number from 1 to 65535"):
        bootstrap.read_address()


def test_without_wishes_the_site_listens_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.delenv("PORT", raising=False)

    assert bootstrap.read_address() == ("127.0.0.1", 8000)


@pytest.mark.parametrize("version", [(3, 6), (3, 10)])
def test_a_too_old_python_is_told_which_to_install(version: tuple[int, int]) -> None:
    with pytest.raises(Unmet, match=r"needs Python 3\.11 or newer and found 3\.\d+: install"):
        bootstrap.check_python(version)


def test_a_too_old_python_can_read_as_far_as_its_sentence() -> None:
    source = Path(bootstrap.__file__).read_text()

    tree = ast.parse(source, feature_version=(3, 6))

    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names
    assert "__future__" not in imported


def test_a_missing_venv_module_is_told_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    with pytest.raises(Unmet, match=r"apt install python3\.\d+-venv"):
        bootstrap.make_environment()


def test_an_unwritable_directory_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "access", lambda *arguments: False)

    with pytest.raises(Unmet, match=re.escape(f"{tmp_path} cannot be written to")):
        bootstrap.check_writable(tmp_path)


def test_a_data_directory_that_cannot_be_made_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(serve, "DATA_DIR", tmp_path / "file" / "var")

    with pytest.raises(Unmet, match=r"cannot be made \(Not a directory\)"):
        serve.check_data_dir()


def test_a_failed_installation_tells_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"no-such-thing==1.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    with pytest.raises(Unmet, match=r"Installing requirements.lock failed \(.*no-such-thing.*\): look at the network"):
        bootstrap.install(lock)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """The locks that were installed into an environment that works."""
    installed: list[Path] = []
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(bootstrap, "install", installed.append)
    return installed


def test_a_second_start_installs_nothing(installed: list[Path], tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text("one==1")

    bootstrap.prepare_environment(lock)
    bootstrap.prepare_environment(lock)

    assert installed == [lock]


def test_a_changed_lock_is_installed_anew(installed: list[Path], tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text("one==1")
    bootstrap.prepare_environment(lock)
    lock.write_text("one==2")

    bootstrap.prepare_environment(lock)

    assert installed == [lock, lock]
