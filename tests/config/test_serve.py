"""What `make run` prepares before the site answers."""

from pathlib import Path

import pytest

from config import serve
from config.supervisor import Supervisor


class RecordingSupervisor(Supervisor):
    """Runs nothing, and notes what it would have run."""

    def __init__(self) -> None:
        self.commands: list[str] = []

    def run(self, name: str, command: list[str]) -> str:
        self.commands.append(command[2])
        return "Sign in as somebody."


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A project with one static file, and room for its data."""
    for name in ("requirements.lock", "config/static.py", "static/css/base.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "var" / "static").mkdir(parents=True)
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    monkeypatch.setattr(serve, "DATA_DIR", tmp_path / "var")
    monkeypatch.setattr(serve, "STATIC_ROOT", tmp_path / "var" / "static")
    return tmp_path


def test_a_first_start_migrates_then_seeds_then_gathers(root: Path) -> None:
    supervisor = RecordingSupervisor()

    sign_ins = serve.prepare(supervisor)

    assert supervisor.commands == ["migrate", "seed_demo", "collectstatic"]
    assert sign_ins == "Sign in as somebody."


def test_a_second_start_gathers_nothing(root: Path) -> None:
    serve.prepare(RecordingSupervisor())
    supervisor = RecordingSupervisor()

    serve.prepare(supervisor)

    assert supervisor.commands == ["migrate", "seed_demo"]


def test_a_changed_static_file_is_gathered_anew(root: Path) -> None:
    serve.prepare(RecordingSupervisor())
    (root / "static" / "css" / "base.css").write_text("body { color: teal }")
    supervisor = RecordingSupervisor()

    serve.prepare(supervisor)

    assert "collectstatic" in supervisor.commands
