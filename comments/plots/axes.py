"""What stands around the drawing: its frame with words for those who do not see it, lines, and labels."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from comments.plots.figures import Figure, said
from comments.plots.markup import element, group
from comments.plots.scales import round_steps, spread

# As wide as a phone shows it; on a wider page the stylesheet makes the words smaller by as much.
WIDTH, HEIGHT = 360, 190
# The lines go all the way across; the drawing leaves room for the figures that stand on them.
EDGE, LEFT, RIGHT, TOP, BOTTOM = 2, 34, 358, 18, 166
MOST_LABELS = 7


@dataclass(frozen=True)
class Scale:
    """From figures to places in the drawing."""

    steps: list[float]
    count: int

    def y(self, value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * value / self.steps[-1]

    @property
    def slot(self) -> float:
        """How wide the room of one point is."""
        return (RIGHT - LEFT) / max(1, self.count)

    def x(self, position: int) -> float:
        """The middle of a point's room."""
        return LEFT + self.slot * (position + 0.5)


def scale_for(figure: Figure, most: float) -> Scale:
    return Scale(round_steps(most, whole=figure.is_whole), len(figure.points))


def framed(figure: Figure, scale: Scale, *drawing: SafeString) -> SafeString:
    """The whole SVG. To a screen reader it is one picture with a title; its figures stand in the table."""
    title, about = f"plot-{figure.key}-title", f"plot-{figure.key}-about"
    attributes = {
        "class": "plot-drawing",
        "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "role": "img",
        "aria-labelledby": title,
        "aria-describedby": about,
    }
    return element(
        "svg",
        attributes,
        element("title", {"id": title}, figure.title),
        element("desc", {"id": about}, figure.about),
        _lines(scale),
        *drawing,
        _figures(scale),
        _labels(figure, scale),
    )


def _lines(scale: Scale) -> SafeString:
    def line(value: float) -> SafeString:
        y, name = scale.y(value), "plot-line" if value else "plot-ground"
        return element("line", {"class": name, "x1": EDGE, "x2": RIGHT, "y1": y, "y2": y})

    return group(*map(line, scale.steps))


def _figures(scale: Scale) -> SafeString:
    """Above their lines, at the side."""

    def words(value: float) -> SafeString:
        return element("text", {"class": "plot-figure", "x": EDGE, "y": scale.y(value) - 3}, said(value))

    return group(*(words(value) for value in scale.steps if value))


def _labels(figure: Figure, scale: Scale) -> SafeString:
    """Below the ground line; the last one stays within the drawing."""
    named = [position for position, label in enumerate(figure.short) if label]
    chosen = [named[index] for index in spread(len(named), MOST_LABELS)] if named else []

    def words(position: int) -> SafeString:
        x, anchor = scale.x(position), "middle"
        if x > WIDTH - 22:
            x, anchor = RIGHT, "end"
        return element(
            "text", {"class": "plot-label", "x": x, "y": BOTTOM + 16, "text-anchor": anchor}, figure.short[position]
        )

    return group(*map(words, chosen))
