"""The locks: every version pinned by hash, from wherever the machine gets its packages."""

import re
import tomllib

import pytest

from config.bootstrap import LOCKS, ROOT

PIN = re.compile(r"^([\w.-]+)==([^ ;\\]+)", re.MULTILINE)


def pins(command: str) -> dict[str, str]:
    return dict(PIN.findall(LOCKS[command].read_text()))


@pytest.mark.parametrize("command", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(command: str) -> None:
    assert "://" not in LOCKS[command].read_text()


@pytest.mark.parametrize("command", LOCKS)
def test_every_pin_has_a_hash(command: str) -> None:
    requirements = re.split(r"\n(?=\w)", LOCKS[command].read_text())

    assert [requirement for requirement in requirements if "--hash=sha256:" not in requirement] == []


def test_tests_run_with_the_versions_that_are_served() -> None:
    assert pins("run").items() <= pins("dev").items()


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    named = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]

    names = {re.split(r"[\[><=]", line)[0].replace("_", "-").lower() for line in named}
    assert names <= {name.lower() for name in pins("dev")}
