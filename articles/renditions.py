"""Renditions: which there are of a picture, and where they lie.

A folder's name says which picture it holds, how it was cut and out of which bytes, so that a
file in it never changes and may be kept for ever.
"""

from dataclasses import dataclass

from articles.models import Picture
from articles.models.picture import Point

# Raised with whatever changes what is made below; the renditions of an older recipe are not shown any more.
RECIPE = 1
ROOT = "renditions"
# The best first: a browser takes the first that it can read.
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
# A width this close below the widest is not worth a file.
_NEAR = 0.9

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Cut:
    """How much of a picture is shown: the whole, or as much as `ratio` (width to height) leaves of it.

    Its name is that of its files, and of the picture's fields for a point of its own.
    """

    name: str
    widths: tuple[int, ...]
    ratio: float | None = None

    def size(self, width: int, height: int) -> tuple[float, float]:
        """What is left of a picture of this size."""
        if self.ratio is None:
            return width, height
        return min(width, height * self.ratio), min(height, width / self.ratio)

    def box(self, width: int, height: int, focus: Point) -> Box:
        """Where it lies in the picture: as near to the focal point's middle as the edges allow."""
        across, down = self.size(width, height)
        left = min(max(focus[0] * width - across / 2, 0), width - across)
        top = min(max(focus[1] * height - down / 2, 0), height - down)
        return left, top, left + across, top + down

    def sizes(self, width: int, height: int) -> list[tuple[int, int]]:
        """The sizes in which it is made, the smallest first; none of them is larger than what is there."""
        across, down = self.size(width, height)
        widest = max(1, int(min(across, self.widths[-1])))
        made = [*(narrower for narrower in self.widths if narrower < widest * _NEAR), widest]
        return [(wide, max(1, round(wide * down / across))) for wide in made]


WHOLE = Cut("whole", (320, 640, 960, 1280, 1920))
# As css/cards.css shows it.
CARD = Cut("card", (320, 640, 960, 1280), ratio=16 / 10)
# A portrait is 40 pixels wide, and a phone may have three where a page counts one.
FACE = Cut("face", (120,), ratio=1)
CUTS = (WHOLE, CARD, FACE)
# Above the headline of a share card, which is drawn when it is asked for (articles/share_cards.py).
SHARE = Cut("share", (1200,), ratio=1200 / 340)


def are_ready(picture: Picture) -> bool:
    """Whether the picture's renditions may be shown; until then its file is."""
    return bool(picture.width and picture.height and picture.renditions.startswith(f"{RECIPE}-"))


def folder_of(picture: Picture, digest: str) -> str:
    """The name for renditions out of a file of this digest. The key keeps twins apart: one may be deleted."""
    return f"{RECIPE}-{picture.pk}-{digest}"


def origin_of(picture: Picture) -> tuple[str, Point, dict[str, Point]]:
    """What renditions are made from: the file, the picture's point, and those of cuts that have another."""
    own = {cut.name: point for cut in CUTS if (point := picture.focal_point(cut.name)) != picture.focal_point()}
    return str(picture.file.name), picture.focal_point(), own


def file_name(folder: str, cut: Cut, width: int, extension: str) -> str:
    return f"{ROOT}/{folder}/{cut.name}-{width}.{extension}"
