"""Bars: shares of a whole beside their names, in a table that needs no other one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from comments.plots.figures import said
from comments.plots.markup import element

LENGTH, THICKNESS = 100, 8


@dataclass(frozen=True)
class Bar:
    """A name, perhaps with where it leads to; its figure, and what else is said of it, by column.

    `places` behind the point are written where they are said; else one, of what is not whole.
    """

    name: str
    value: float
    address: str = ""
    more: Sequence[str] = ()
    tone: str = "one"
    places: int | None = None

    @property
    def figure(self) -> str:
        return said(self.value, self.places)


@dataclass(frozen=True)
class Bars:
    """`columns`: above the names, the figures and whatever more each bar says."""

    key: str
    title: str
    about: str
    columns: Sequence[str]
    bars: Sequence[Bar]

    @property
    def drawn(self) -> list[tuple[Bar, SafeString]]:
        most = max((bar.value for bar in self.bars), default=0)
        return [(bar, bar_svg(bar.value, most, bar.tone)) for bar in self.bars]


def bar_svg(value: float, most: float, tone: str = "one") -> SafeString:
    """As long as its share of `most`; decoration to a screen reader, which reads the figure beside it."""
    length = LENGTH * value / most if most > 0 else 0.0
    attributes = {
        "class": "plot-bar",
        "viewBox": f"0 0 {LENGTH} {THICKNESS}",
        "preserveAspectRatio": "none",
        "aria-hidden": "true",
    }
    fill: dict[str, str | float] = {"class": f"plot-fill plot-{tone}", "width": float(length), "height": THICKNESS}
    return element("svg", attributes, element("rect", fill))
