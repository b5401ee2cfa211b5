"""How the site starts, and refuses to, in environments of its own."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A management command as an operator would run it: nothing of the tests' environment in it."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_secret_the_site_refuses_to_start_in_one_sentence(tmp_path: Path) -> None:
    refusal = manage("check", DATA_DIR=str(tmp_path))

    assert refusal.returncode == 1
    assert refusal.stderr.startswith("Parley cannot start: SECRET_KEY is not set.")
    assert refusal.stderr.count("\n") == 1


def test_a_site_in_production_passes_the_deployment_checks(tmp_path: Path) -> None:
    checked = manage(
        "check",
        "--deploy",
        "--fail-level=INFO",
        DEMO="",
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="example.org",
        DATA_DIR=str(tmp_path),
    )

    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout + checked.stderr


def test_every_variable_of_the_settings_is_in_the_operators_manual() -> None:
    settings = (ROOT / "config" / "settings.py").read_text()
    manual = (ROOT / "docs" / "operations.md").read_text()

    variables = set(re.findall(r'read_\w+\(\s*"([A-Z_]+)"', settings))

    assert "SECRET_KEY" in variables
    assert {name for name in variables if f"`{name}`" not in manual} == set()
