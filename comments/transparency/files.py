"""A report as files: a table for spreadsheets, and one for programs."""

import csv
import json
from collections import Counter
from io import StringIO
from typing import Any

from django.conf import settings
from django.utils import timezone

from comments.moderation.tallies import Kind
from comments.transparency.counting import Figures
from comments.transparency.report import sections_of
from comments.transparency.sections import Section

HEADER = ("from", "to", "section", "figure", "of", "value", "unit", "label", "meaning")
# What a spreadsheet would take for the beginning of a formula.
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(figures: Figures) -> str:
    """A line for each figure. Values are plain numbers, blank where there is none; words never begin a formula."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADER)
    period = (figures.period.first.isoformat(), figures.period.last.isoformat())
    for section in sections_of(figures):
        writer.writerows([(*period, *line) for line in _lines(section)])
    for span, verdict, count in _parts(figures):
        writer.writerow((*period, "over-time", span, verdict, count, "count", "", ""))
    return written.getvalue()


def as_json(figures: Figures) -> str:
    """The same figures, section by section under their keys."""
    facts = {
        "site": settings.SITE_NAME,
        "from": figures.period.first.isoformat(),
        "to": figures.period.last.isoformat(),
        "time_zone": timezone.get_current_timezone_name(),
        "counted_at": figures.counted_at.isoformat(timespec="seconds"),
        "sections": {section.key: _section(section) for section in sections_of(figures)},
        "over_time": _over_time(figures),
    }
    return json.dumps(facts, ensure_ascii=False, indent=1)


def safe_cell(words: str) -> str:
    """Behind an apostrophe where a spreadsheet would else compute it."""
    return f"'{words}" if words.startswith(_BEGINS_FORMULA) else words


def _lines(section: Section) -> list[tuple[Any, ...]]:
    return [
        (
            section.key,
            row.key,
            column.key,
            "" if value is None else _plain(value),
            section.unit_of(row, column),
            safe_cell(str(row.label)),
            safe_cell(str(row.meaning)),
        )
        for row in section.rows
        for column, value in zip(section.columns, row.values, strict=True)
    ]


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "about": section.about,
        "figures": {
            row.key: {
                "label": str(row.label),
                "meaning": str(row.meaning),
                "unit": row.unit,
                **{
                    column.key: None if value is None else _plain(value)
                    for column, value in zip(section.columns, row.values, strict=True)
                },
            }
            for row in section.rows
        },
    }


def _over_time(figures: Figures) -> list[dict[str, Any]]:
    parts: dict[str, dict[str, Any]] = {}
    for begin, verdict, count in _parts(figures):
        parts.setdefault(begin, {"from": begin})[verdict] = count
    return list(parts.values())


def _parts(figures: Figures) -> list[tuple[str, str, int]]:
    """The day on which each part begins, a verdict, and how often it was given; those never given left out."""
    return [
        (timezone.localtime(span.since).date().isoformat(), verdict, count)
        for span, made in figures.parts
        for verdict, count in sorted(_by_verdict(made).items())
    ]


def _by_verdict(made: Counter[Kind]) -> Counter[str]:
    found: Counter[str] = Counter()
    for kind, count in made.items():
        found[kind.verdict] += count
    return found


def _plain(value: float) -> float:
    """Whole numbers as such; else to a hundredth."""
    return int(value) if float(value).is_integer() else round(value, 2)
