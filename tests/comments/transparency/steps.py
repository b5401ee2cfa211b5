"""Reading a report as those do who are given it."""

import csv
import json
from io import StringIO
from typing import Any

from django.core.cache import cache
from django.test import Client

from tests.comments.steps import text_of

REPORT = "/moderation/report/"
CSV, JSON = f"{REPORT}figures.csv", f"{REPORT}figures.json"
ADDRESSES = (REPORT, CSV, JSON)


def asked(first: str = "2026-01-01", last: str = "2026-12-31") -> dict[str, str]:
    return {"from": first, "to": last}


def data_of(client: Client, **period: str) -> dict[str, Any]:
    """Counted anew, as after ten minutes."""
    cache.clear()
    found: dict[str, Any] = json.loads(text_of(client.get(JSON, asked(**period))))
    return found


def figures_of(client: Client, section: str, column: str = "value", **period: str) -> dict[str, Any]:
    """A column of one section, by the keys of its figures."""
    return column_of(data_of(client, **period)["sections"][section], column)


def column_of(section: dict[str, Any], column: str = "value") -> dict[str, Any]:
    return {key: figure[column] for key, figure in section["figures"].items()}


def lines_of(client: Client, **period: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text_of(client.get(CSV, asked(**period))))))
