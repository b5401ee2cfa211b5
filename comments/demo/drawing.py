"""A flat drawing board: shapes in a field of 1600 × 1000, drawn twice as fine and scaled down for smooth edges."""

import io
import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1000
_FINER = 2

Point = tuple[float, float]


class Board:
    """Every shape is filled with one flat colour; x runs to the right, y down."""

    def __init__(self, ground: str, width: int = WIDTH) -> None:
        self._scale = width * _FINER / WIDTH
        self._image = Image.new("RGB", (width * _FINER, round(HEIGHT * self._scale)), ground)
        self._draw = ImageDraw.Draw(self._image)

    def band(self, top: float, bottom: float, colour: str) -> None:
        self.box(0, top, WIDTH, bottom, colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        corners = (*self._at((left, top)), *self._at((right, bottom)))
        self._draw.rounded_rectangle(corners, radius * self._scale, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self._draw.ellipse((*self._at((x - radius, y - radius)), *self._at((x + radius, y + radius))), fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self._draw.polygon([self._at(point) for point in points], fill=colour)

    def path(self, points: Sequence[Point], width: float, colour: str) -> None:
        """A line with round joints and ends."""
        self._draw.line([self._at(point) for point in points], fill=colour, width=round(width * self._scale))
        for x, y in points:
            self.disc(x, y, width / 2, colour)

    def encoded(self) -> bytes:
        """As WebP without loss: flat colours pack better than a photograph does."""
        file = io.BytesIO()
        self._image.reduce(_FINER).save(file, "WEBP", lossless=True, quality=60, method=3)
        return file.getvalue()

    def _at(self, point: Point) -> Point:
        return point[0] * self._scale, point[1] * self._scale


def curve(*points: Point, steps: int = 24) -> list[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    ends = [points[0], *points, points[-1]]
    stretches = zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    line = [_between(*stretch, step / steps) for stretch in stretches for step in range(steps)]
    return [*line, points[-1]]


def _between(before: Point, start: Point, end: Point, after: Point, share: float) -> Point:
    def at(a: float, b: float, c: float, d: float) -> float:
        square, cube = share**2, share**3
        return 0.5 * (2 * b + (c - a) * share + (2 * a - 5 * b + 4 * c - d) * square + (3 * b - a - 3 * c + d) * cube)

    return at(before[0], start[0], end[0], after[0]), at(before[1], start[1], end[1], after[1])


def arc(x: float, y: float, radius: float, start: float, end: float, steps: int = 60) -> list[Point]:
    """Points on a circle from angle `start` to `end`, in degrees clockwise from the right."""
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]
