"""Columns: how much at each point, of several kinds on top of one another."""

from django.utils.safestring import SafeString

from comments.plots.axes import Scale, framed, scale_for
from comments.plots.figures import Figure
from comments.plots.markup import element, group

# Of a point's room; the rest parts it from the next.
FILLED = 0.76


def columns_svg(figure: Figure) -> SafeString:
    """The first series stands on the ground, each other one on those before it; no figure is negative."""
    stacks = list(zip(*(series.values for series in figure.series), strict=True))
    scale = scale_for(figure, max((sum(value or 0 for value in stack) for stack in stacks), default=0))
    return framed(figure, scale, *(_stack(figure, scale, position) for position in range(len(stacks))))


def _stack(figure: Figure, scale: Scale, position: int) -> SafeString:
    width = scale.slot * FILLED
    below, parts = 0.0, []
    for series in figure.series:
        value = series.values[position] or 0
        if value:
            top = scale.y(below + value)
            place = {"x": scale.x(position) - width / 2, "y": top, "width": width, "height": scale.y(below) - top}
            parts.append(element("rect", {"class": f"plot-fill plot-{series.tone}", **place}))
        below += value
    return group(*parts)
