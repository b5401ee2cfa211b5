"""Plots on a page: drawn, and as the tables that hold the same."""

from typing import Any

from django import template

from comments.plots.bars import Bars
from comments.plots.columns import columns_svg
from comments.plots.figures import Figure, said
from comments.plots.lines import lines_svg

register = template.Library()
_SHAPES = {"columns": columns_svg, "lines": lines_svg}


@register.inclusion_tag("comments/plots/_figure.html")
def plot(figure: Figure) -> dict[str, Any]:
    return {"figure": figure, "drawing": "" if figure.is_empty else _SHAPES[figure.shape](figure)}


@register.inclusion_tag("comments/plots/_bars.html")
def bars(bars: Bars) -> dict[str, Any]:
    return {"bars": bars}


@register.simple_tag
def counted(value: float | None, most: int | None = None, places: int | None = None) -> str:
    """A figure as the tables write it; with a plus where nobody counted further than `most`."""
    return f"{said(most)}+" if most is not None and value is not None and value > most else said(value, places)
