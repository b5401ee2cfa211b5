"""What a report says: its figures under their names, each with the sentence that says what it counts.

The page, the table for spreadsheets and the one for programs are all written from these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise

Words: TypeAlias = str | Promise
COUNT, PERCENT, SECONDS = "count", "percent", "seconds"


@dataclass(frozen=True)
class Column:
    """`unit`: of its figures, where that is not their row's."""

    key: str
    label: str
    unit: str = ""


@dataclass(frozen=True)
class Row:
    """A figure, or one for each column. None: there is nothing to divide by, or nothing was measured."""

    key: str
    label: Words
    values: Sequence[float | None]
    meaning: Words = ""
    unit: str = COUNT

    def sum_of(self, columns: int) -> float:
        """Of the first so many."""
        return sum(value or 0 for value in self.values[:columns])


@dataclass(frozen=True)
class Section:
    """The sum of the first `drawn` columns is shown as bars, too."""

    key: str
    title: str
    about: str
    rows: Sequence[Row]
    columns: Sequence[Column] = (Column("value", ""),)
    drawn: int = 0

    def unit_of(self, row: Row, column: Column) -> str:
        return column.unit or row.unit


def percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
