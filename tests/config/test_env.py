"""The typed readers of the environment: what they take, and what they say to the rest."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

DEFAULT_DATABASE = Path("/data/site.sqlite3")


@pytest.mark.parametrize(("word", "flag"), [("yes", True), ("1", True), ("On", True), ("no", False), ("false", False)])
def test_a_flag_is_read_from_a_word(monkeypatch: pytest.MonkeyPatch, word: str, flag: bool) -> None:
    monkeypatch.setenv("BEHIND_PROXY", word)

    assert env.read_flag("BEHIND_PROXY") is flag


@pytest.mark.parametrize("default", [True, False])
def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch, default: bool) -> None:
    monkeypatch.setenv("BEHIND_PROXY", " ")

    assert env.read_flag("BEHIND_PROXY", default=default) is default
    assert env.read_text("BEHIND_PROXY", "said") == "said"
    assert env.read_number("BEHIND_PROXY", 7) == 7
    assert env.read_list("BEHIND_PROXY", ["one"]) == ["one"]


def test_a_flag_refuses_any_other_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEHIND_PROXY", "maybe")

    with pytest.raises(ImproperlyConfigured, match="BEHIND_PROXY is 'maybe'; say yes or no"):
        env.read_flag("BEHIND_PROXY")


def test_a_number_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_PORT", "587")

    assert env.read_number("EMAIL_PORT", 25) == 587


@pytest.mark.parametrize("word", ["-1", "2.5", "many", "1e3", "65536", "9" * 5_000])
def test_a_number_refuses_what_is_no_whole_number_or_too_large(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("EMAIL_PORT", word)

    with pytest.raises(ImproperlyConfigured, match=r"EMAIL_PORT is .*; give a whole number from 0 to 65535"):
        env.read_number("EMAIL_PORT", 25, most=65_535)


def test_a_choice_names_what_it_would_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCUSSION_MODE", "ajar")

    with pytest.raises(ImproperlyConfigured, match="choose one of open, closed"):
        env.read_choice("DISCUSSION_MODE", "open", ("open", "closed"))


def test_a_list_is_read_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "example.org, www.example.org,")

    assert env.read_list("ALLOWED_HOSTS") == ["example.org", "www.example.org"]


def test_several_choices_are_read_and_a_misspelt_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKLIST_BLOCKS", "alt, dek")
    assert env.read_choices("CHECKLIST_BLOCKS", ("alt", "dek", "topic")) == {"alt", "dek"}

    monkeypatch.setenv("CHECKLIST_BLOCKS", "alt, deck")
    with pytest.raises(ImproperlyConfigured, match="CHECKLIST_BLOCKS names deck; choose among alt, dek, topic"):
        env.read_choices("CHECKLIST_BLOCKS", ("alt", "dek", "topic"))


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", "/data/site.sqlite3"),
        ("sqlite:///site.sqlite3", "site.sqlite3"),
        ("sqlite:////srv/parley/site.sqlite3", "/srv/parley/site.sqlite3"),
        ("sqlite:////srv/the%20paper/site.sqlite3", "/srv/the paper/site.sqlite3"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_sqlite_is_read_from_an_address(monkeypatch: pytest.MonkeyPatch, url: str, path: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    database = env.read_database("DATABASE_URL", DEFAULT_DATABASE)

    assert (database["ENGINE"], database["NAME"]) == ("django.db.backends.sqlite3", path)


def test_sqlite_answers_only_for_what_is_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)

    options = env.read_database("DATABASE_URL", DEFAULT_DATABASE)["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_postgresql_is_read_from_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://paper:p%40ss@db.example.org:5433/parley?sslmode=require")

    database = env.read_database("DATABASE_URL", DEFAULT_DATABASE)

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("paper", "p@ss")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", "5433", "parley")
    assert database["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["parley.sqlite3", "mysql://localhost/parley", "postgres://localhost", "sqlite://"])
def test_any_other_database_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must look like"):
        env.read_database("DATABASE_URL", DEFAULT_DATABASE)


def test_a_secret_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        env.read_secret("SECRET_KEY", tmp_path / "secret", may_make=False)


def test_the_demonstration_keeps_the_secret_it_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    path = tmp_path / "var" / "secret"

    secret = env.read_secret("SECRET_KEY", path, may_make=True)

    assert len(secret) >= 50
    assert env.read_secret("SECRET_KEY", path, may_make=True) == secret
    assert path.stat().st_mode & 0o077 == 0


def test_limits_read_as_so_many_in_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMENT_RATES", "5/m, 40 / h,0/d")

    assert env.read_rates("COMMENT_RATES", "1/m") == [(5, timedelta(minutes=1)), (40, timedelta(hours=1))]


@pytest.mark.parametrize("word", ["5", "m/5", "5/s", "5/m/h", "-5/m"])
def test_any_other_limit_is_refused(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("COMMENT_RATES", word)

    with pytest.raises(ImproperlyConfigured, match="COMMENT_RATES"):
        env.read_rates("COMMENT_RATES", "1/m")
