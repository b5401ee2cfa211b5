"""Lines: how something went, against how it usually goes."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.safestring import SafeString

from comments.plots.axes import Scale, framed, scale_for
from comments.plots.figures import Figure, Series
from comments.plots.markup import element, group


def lines_svg(figure: Figure) -> SafeString:
    """Each series as a line, broken off where it has no figure; what is usual lies behind the others."""
    scale = scale_for(figure, max((value or 0 for series in figure.series for value in series.values), default=0))
    behind_first = sorted(figure.series, key=lambda series: not series.is_usual)
    return framed(figure, scale, *(_line(series, scale) for series in behind_first))


def _line(series: Series, scale: Scale) -> SafeString:
    name = f"plot-stroke plot-{series.tone}" + (" plot-usual" if series.is_usual else "")
    return group(*(_stretch(stretch, name) for stretch in _stretches(series.values, scale)))


def _stretch(places: Sequence[tuple[float, float]], name: str) -> SafeString:
    """A point without neighbours would be no line: it is a dot."""
    if len(places) == 1:
        [(x, y)] = places
        return element("circle", {"class": name.replace("plot-stroke", "plot-dot"), "cx": x, "cy": y, "r": 2})
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return element("polyline", {"class": name, "points": points})


def _stretches(values: Sequence[float | None], scale: Scale) -> Iterator[list[tuple[float, float]]]:
    for is_known, run in groupby(enumerate(values), key=lambda pair: pair[1] is not None):
        if is_known:
            yield [(scale.x(position), scale.y(value or 0)) for position, value in run]
