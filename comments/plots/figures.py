"""What a plot shows, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format


@dataclass(frozen=True)
class Series:
    """One row of figures under a name; None where there is none. `tone` is a class of the stylesheet."""

    name: str
    values: Sequence[float | None]
    tone: str = "one"
    # Drawn as a broken line: what is compared with, not what happened.
    is_usual: bool = False


@dataclass(frozen=True)
class Figure:
    """Series over the same points. `key` sets its ids apart from those of others on the page.

    `points` are said in full, for the table; `short` is what the axis says, and blank where nothing.
    `shape` is how it is drawn: "columns" or "lines".
    """

    key: str
    title: str
    about: str
    column: str
    points: Sequence[str]
    series: Sequence[Series]
    short: Sequence[str] = field(default_factory=tuple)
    is_whole: bool = True
    shape: str = "columns"

    @property
    def is_empty(self) -> bool:
        return not any(value for series in self.series for value in series.values)

    @property
    def header(self) -> list[str]:
        return [self.column, *(series.name for series in self.series)]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """Each point with its figures, in the reader's notation."""
        lines = zip(*(series.values for series in self.series), strict=True)
        return [(point, [said(value) for value in line]) for point, line in zip(self.points, lines, strict=True)]


def said(value: float | None, places: int | None = None) -> str:
    """A figure in the reader's notation, grouped; with one place behind the point where it is not whole."""
    if value is None:
        return "–"
    if places is None:
        places = 0 if float(value).is_integer() else 1
    return number_format(value, decimal_pos=places, force_grouping=True)
