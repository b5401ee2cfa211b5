"""Typed readers of the environment, which name the variable when its value is no good.

Each reader takes the variable's name and a default; an empty variable counts as unset.
All raise ImproperlyConfigured with a sentence that says what would be accepted.
"""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off"}

_RATE = re.compile(r"(\d{1,7})\s*/\s*([mhd])", re.ASCII)
_SPANS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def read_text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def read_flag(name: str, default: bool = False) -> bool:
    word = read_text(name).lower()
    if not word:
        return default
    if word in TRUE_WORDS | FALSE_WORDS:
        return word in TRUE_WORDS
    raise ImproperlyConfigured(f"{name} is {word!r}; say yes or no.")


def read_number(name: str, default: int, most: int = 1_000_000_000) -> int:
    """Whole numbers from 0 up to `most`."""
    word = read_text(name)
    if not word:
        return default
    # More signs than that are no number worth reading.
    if not word.isdecimal() or len(word) > 20 or int(word) > most:
        raise ImproperlyConfigured(f"{name} is {word!r}; give a whole number from 0 to {most}.")
    return int(word)


def read_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    word = read_text(name, default)
    if word not in choices:
        raise ImproperlyConfigured(f"{name} is {word!r}; choose one of {', '.join(choices)}.")
    return word


def read_choices(name: str, choices: tuple[str, ...]) -> frozenset[str]:
    """Comma-separated words, any of the choices; none where the variable is unset."""
    words = frozenset(read_list(name))
    if unknown := sorted(words.difference(choices)):
        raise ImproperlyConfigured(f"{name} names {', '.join(unknown)}; choose among {', '.join(choices)}.")
    return words


def read_rates(name: str, default: str) -> list[tuple[int, timedelta]]:
    """Comma-separated limits as `5/m`: so many times in any minute (m), hour (h) or day (d); 0 stands for no limit."""
    found = [_RATE.fullmatch(word) for word in read_list(name, default.split(", "))]
    if not all(found):
        raise ImproperlyConfigured(f"{name} is {read_text(name)!r}; give limits as in 5/m, 40/h, 200/d.")
    return [(int(match[1]), _SPANS[match[2]]) for match in found if match and int(match[1])]


def read_list(name: str, default: list[str] | None = None) -> list[str]:
    """Comma-separated words."""
    words = [word.strip() for word in read_text(name).split(",")]
    return [word for word in words if word] or list(default or [])


def read_path(name: str, default: Path) -> Path:
    return Path(read_text(name, str(default))).expanduser().resolve()


def read_secret(name: str, path: Path, *, may_make: bool) -> str:
    """The secret in the variable, or, where `may_make`, one made once and kept in `path`."""
    if secret := read_text(name):
        return secret
    if not may_make:
        raise ImproperlyConfigured(
            f"{name} is not set. Give the site a long random value of its own, or set DEMO=yes for a demonstration."
        )
    return _kept_secret(path)


def read_database(name: str, default_path: Path) -> dict[str, Any]:
    """Django's entry for `sqlite:///path` or `postgres://user:password@host:port/name?option=value`.

    As elsewhere, three slashes begin a path from where the site is started and four one from the root.
    """
    if not read_text(name):
        return _sqlite(str(default_path))
    url = urlsplit(read_text(name))
    if url.scheme == "sqlite" and url.path.strip("/"):
        return _sqlite(unquote(url.path.removeprefix("/")))
    if url.scheme in {"postgres", "postgresql"} and url.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.strip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 16}, **dict(parse_qsl(url.query))},
        }
    raise ImproperlyConfigured(
        f"{name} must look like sqlite:///data/site.sqlite3 or postgres://user:password@host:5432/name."
    )


def _sqlite(path: str) -> dict[str, Any]:
    """WAL with every commit on disk before it is answered; see docs/decisions/0002."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
                " PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;"
            ),
        },
    }


def _kept_secret(path: Path) -> str:
    # Imported late: the function is needed only where there is no secret yet.
    from django.core.management.utils import get_random_secret_key

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
