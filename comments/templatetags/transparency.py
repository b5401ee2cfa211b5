"""A report's sections on its page."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.plots.bars import bar_svg
from comments.plots.figures import said
from comments.transparency.sections import PERCENT, SECONDS, Row, Section

register = template.Library()
MINUTE, HOUR, DAY = 60, 3_600, 86_400


@register.inclusion_tag("comments/transparency/_section.html")
def section(section: Section) -> dict[str, Any]:
    most = max((row.sum_of(section.drawn) for row in section.rows), default=0)
    rows = [(row, _said(section, row), _drawn(row.sum_of(section.drawn), most)) for row in section.rows]
    has_header = any(column.label for column in section.columns)
    return {"section": section, "rows": rows, "has_header": has_header, "width": len(section.columns) + 1}


def in_words(value: float | None, unit: str) -> str:
    if value is None or unit not in {PERCENT, SECONDS}:
        return said(value)
    return _("%(figure)s %%") % {"figure": said(value, 1)} if unit == PERCENT else duration_in_words(value)


def duration_in_words(seconds: float) -> str:
    """The two greatest units of it at most; less than a minute as such."""
    days, rest = divmod(round(seconds), DAY)
    hours, minutes = rest // HOUR, rest % HOUR // MINUTE
    if days:
        return " ".join(
            [ngettext("%(n)s day", "%(n)s days", days) % {"n": said(days)}, *([_hours(hours)] if hours else [])]
        )
    if hours:
        return " ".join([_hours(hours), *([_minutes(minutes)] if minutes else [])])
    return _minutes(minutes) if minutes else _("under a minute")


def _hours(count: int) -> str:
    return _("%(n)s h") % {"n": count}


def _minutes(count: int) -> str:
    return _("%(n)s min") % {"n": count}


def _said(section: Section, row: Row) -> list[str]:
    return [
        in_words(value, section.unit_of(row, column))
        for column, value in zip(section.columns, row.values, strict=True)
    ]


def _drawn(value: float, most: float) -> str:
    return bar_svg(value, most) if value else ""
