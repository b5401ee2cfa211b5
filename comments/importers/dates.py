"""The full dates that a text names."""

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_FORMS = (
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}", re.IGNORECASE),
    re.compile(rf"(?<![0-9]){_DAY} (?:of )?{_MONTH},? {_YEAR}", re.IGNORECASE),
    re.compile(r"(?<![0-9/.-])(?P<year>(?:19|20)[0-9]{2})(?P<sign>[-/])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})(?![0-9])"),
)  # fmt: skip
_IN_FIGURES = re.compile(rf"(?<![0-9/.-])(?P<one>[0-9]{{1,2}})(?P<sign>[/.-])(?P<other>[0-9]{{1,2}})(?P=sign){_YEAR}")


def latest_date(text: str, *, until: date) -> date | None:
    """The latest day up to `until` that the text names with day, month and year, each beyond doubt.

    English month names. "03/04/2007" is doubtful, "08/08/2007" and "26/04/2007" are not.
    """
    spaced = " ".join(text.split())
    return max((day for day in _named_dates(spaced) if day <= until), default=None)


def _named_dates(text: str) -> Iterator[date]:
    for form in _FORMS:
        for match in form.finditer(text):
            yield from _date(match["year"], _month_number(match["month"]), match["day"])
    for match in _IN_FIGURES.finditer(text):
        yield from _from_figures(int(match["one"]), int(match["other"]), match["year"])


def _from_figures(one: int, other: int, year: str) -> Iterator[date]:
    """Day and month in either order: only where both orders mean the same day or one means none."""
    days = {*_date(year, one, other), *_date(year, other, one)}
    if len(days) == 1:
        yield from days


def _month_number(word: str) -> int:
    return int(word) if word.isdecimal() else _MONTHS.index(word[:3].lower()) + 1


def _date(year: str | int, month: str | int, day: str | int) -> Iterator[date]:
    """The day, unless there is none such."""
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return
