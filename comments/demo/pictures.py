"""The demonstration's pictures: flat illustrations in the colours of the site."""

import math
from collections.abc import Callable

from django.core.files.base import ContentFile

from comments.demo import interiors, pier, portraits
from comments.demo.drawing import WIDTH, Board, Point, arc, curve
from comments.demo.palette import INK, LEAF, MIST, MOSS, NIGHT, OCHRE, PAPER, RED, RUST, SAND, SLATE, STONE

_BAY, _HILLS, _GROUND = "#2a404c", "#2b4350", "#15222b"
_RIVER, _REFLECTION = "#7f9a9d", "#5f7a80"


def draw_picture(name: str, width: int = WIDTH) -> ContentFile[bytes]:
    """The picture of that name as a WebP file, `width` pixels wide and five eighths as high."""
    ground, draw = _PICTURES[name]
    board = Board(ground, width)
    draw(board)
    return ContentFile(board.encoded(), name=f"{name}.webp")


def _ferry(board: Board) -> None:
    board.disc(1180, 320, 165, SAND)
    shore = curve((0, 560), (220, 480), (480, 540), (760, 490), (1100, 550), (1380, 480), (1600, 540))
    board.shape([*shore, (1600, 640), (0, 640)], SLATE)
    for x, y in ((90, 566), (150, 548), (240, 560), (1290, 540), (1390, 528), (1460, 548)):
        board.disc(x, y, 5, OCHRE)
    board.band(600, 1000, _BAY)
    for number, top in enumerate(range(630, 980, 34)):
        half = 118 - number * 6 + (number % 3) * 30
        board.path([(1180 - half, top), (1180 + half, top)], 8, MIST)
    _boat(board)
    for top, left, right in ((788, 250, 960), (824, 360, 880), (860, 470, 760)):
        board.path([(left, top), (right, top)], 9, SLATE)


def _boat(board: Board) -> None:
    board.path([(330, 560), (330, 420)], 6, PAPER)
    board.shape([(336, 424), (336, 464), (400, 444)], RUST)
    board.shape([(610, 470), (710, 470), (694, 360), (622, 360)], RED)
    board.shape([(616, 426), (704, 426), (700, 396), (619, 396)], PAPER)
    board.box(430, 460, 810, 552, PAPER, radius=10)
    board.box(300, 545, 930, 650, PAPER, radius=10)
    for x in range(338, 900, 64):
        board.box(x, 574, x + 38, 612, OCHRE, radius=6)
    for x in range(464, 780, 58):
        board.box(x, 486, x + 34, 518, OCHRE, radius=6)
    board.shape([(200, 640), (1010, 640), (940, 752), (286, 752)], RED)
    board.shape([(200, 640), (1010, 640), (999, 660), (214, 660)], RUST)


def _bridge(board: Board) -> None:
    board.disc(800, 420, 215, RUST)
    hills = curve((0, 430), (260, 380), (560, 450), (820, 410), (1150, 460), (1400, 390), (1600, 430))
    board.shape([*hills, (1600, 630), (0, 630)], MIST)
    _spans(board, 620, 1, SLATE, MIST)
    board.path([(0, 424), (800, 352), (1600, 424)], 12, "#56707b")
    for x in (140, 470, 1130, 1460):
        foot = 352 + abs(x - 800) * 0.09
        board.path([(x, foot), (x, foot - 96)], 7, SLATE)
        board.disc(x, foot - 104, 13, OCHRE)
    board.band(620, 1000, _RIVER)
    _spans(board, 620, -1, _REFLECTION, _RIVER)
    for number, top in enumerate((664, 712, 768, 832, 906)):
        board.path([(120 + number * 70, top), (600 - number * 24, top)], 7, PAPER)
        board.path([(1000 + number * 25, top + 22), (1490 - number * 60, top + 22)], 7, PAPER)


def _spans(board: Board, water: float, up: int, stone: str, behind: str) -> None:
    """Deck, piers and three arches above the water, or their reflection below it."""
    deck = [(0, 190), (800, 262), (1600, 190), (1600, 0), (0, 0)]
    board.shape([(x, water - up * height) for x, height in deck], stone)
    for x, radius in ((330, 165), (800, 205), (1270, 165)):
        start, end = (180, 360) if up > 0 else (0, 180)
        board.shape(arc(x, water, radius, start, end), behind)


def _train(board: Board) -> None:
    stars = (120, 90), (300, 210), (470, 70), (690, 160), (900, 60), (1080, 190), (1540, 60), (800, 290), (200, 330)
    for x, y in (*stars, (1530, 330), (1010, 330), (560, 300)):
        board.disc(x, y, 5, SAND)
    board.disc(1330, 230, 96, SAND)
    board.disc(1370, 206, 86, NIGHT)
    hills = curve((0, 520), (300, 400), (600, 500), (900, 390), (1250, 510), (1600, 420))
    board.shape([*hills, (1600, 760), (0, 760)], _HILLS)
    board.band(760, 1000, _GROUND)
    for x in range(20, 1600, 80):
        board.box(x, 806, x + 44, 820, _HILLS)
    board.box(0, 794, WIDTH, 806, SLATE)
    for left in (-330, 330, 990):
        _car(board, left)
    for x in (315, 975):
        board.box(x, 590, x + 30, 730, INK)
    for x in range(60, 1600, 170):
        board.shape([(x, 850), (x + 90, 850), (x + 50, 900), (x - 40, 900)], "#1d2f3a")


def _car(board: Board, left: float) -> None:
    board.box(left, 520, left + 630, 752, LEAF, radius=34)
    board.box(left + 34, 520, left + 596, 540, MOSS, radius=10)
    board.box(left, 690, left + 630, 712, OCHRE)
    for number in range(6):
        x = left + 50 + number * 94
        is_dark = (number + round(left / 330)) % 4 == 1
        board.box(x, 574, x + 60, 646, "#3f6f52" if is_dark else OCHRE, radius=10)
    for x in (left + 110, left + 192, left + 438, left + 520):
        board.disc(x, 762, 32, INK)
        board.disc(x, 762, 12, SLATE)


def _hedge(board: Board) -> None:
    board.disc(800, 490, 350, RUST)
    branch = curve((90, 1040), (420, 800), (800, 560), (1140, 330), (1390, 110))
    for number, place in enumerate(range(14, 84, 12)):
        x, y = branch[place]
        angle = -35 - number * 2.5
        _leaf(board, (x, y), 300 - number * 14, angle - 62, LEAF if number % 2 else MOSS)
        _leaf(board, branch[place + 6], 290 - number * 14, angle + 62, MOSS if number % 2 else LEAF)
        _leaf(board, branch[-1], 150, -48, LEAF)
    board.path(branch, 15, INK)


def _leaf(board: Board, stalk: Point, length: float, angle: float, colour: str) -> None:
    """A leaf that grows from its stalk towards `angle`, with veins."""
    forth, aside = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def at(along: float, across: float) -> Point:
        return stalk[0] + forth * along - aside * across, stalk[1] + aside * along + forth * across

    half = length * 0.25
    edge = curve((0.06 * length, 0), (length * 0.3, half), (length * 0.66, half * 0.84), (length, 0))
    board.shape([at(*point) for point in [*edge, *[(along, -across) for along, across in reversed(edge)]]], colour)
    board.path([at(0, 0), at(length * 0.9, 0)], 5, SAND)
    for share in (0.24, 0.4, 0.56, 0.7):
        reach = half * (0.66 - abs(share - 0.4))
        for side in (1, -1):
            board.path([at(length * share, 0), at(length * (share + 0.1), side * reach)], 4, SAND)


def _map(board: Board) -> None:
    for points, width in _STREETS:
        board.path(points, width, SAND)
    for left, top, right, bottom, colour in _QUARTERS:
        board.shape([(left, top + 10), (right, top), (right + 6, bottom - 8), (left + 8, bottom)], colour)
    river = curve(*_TIGRIS)
    board.path(river, 108, PAPER)
    board.path(river, 82, MIST)
    for x, y, across, along in ((575, 290, 66, -22), (893, 495, 72, -8), (688, 682, 54, 46), (880, 872, 16, -70)):
        board.path([(x - across, y - along), (x + across, y + along)], 14, INK)
    board.disc(1122, 182, 46, PAPER)
    board.disc(1122, 182, 30, RED)


_TIGRIS = (
    (520, -60), (640, 110), (560, 250), (660, 370), (850, 420), (900, 545), (760, 630), (640, 730), (760, 850),
    (960, 890), (1060, 1080),
)  # fmt: skip
_STREETS = (
    (((0, 150), (1600, 60)), 16), (((0, 345), (1600, 275)), 10), (((0, 540), (1600, 500)), 16),
    (((0, 735), (1600, 710)), 10), (((0, 925), (1600, 900)), 16), (((170, 0), (120, 1000)), 10),
    (((400, 0), (370, 1000)), 16), (((1000, 0), (1030, 1000)), 16), (((1220, 0), (1260, 1000)), 10),
    (((1440, 0), (1490, 1000)), 16),
)  # fmt: skip
_QUARTERS = (
    (184, 165, 372, 318, STONE), (184, 355, 364, 512, STONE), (160, 565, 350, 716, MOSS),
    (150, 762, 352, 904, STONE), (424, 345, 520, 510, STONE), (418, 565, 560, 708, STONE),
    (412, 758, 560, 898, STONE), (424, 30, 470, 122, STONE), (700, 110, 980, 250, STONE),
    (760, 300, 985, 380, STONE), (1026, 100, 1216, 262, RUST), (1030, 310, 1220, 486, STONE),
    (1250, 80, 1430, 250, STONE), (1254, 300, 1440, 476, STONE), (1044, 535, 1226, 690, STONE),
    (1266, 530, 1450, 684, MOSS), (820, 700, 1004, 800, STONE), (1052, 732, 1236, 878, STONE),
    (1276, 730, 1462, 872, STONE), (1484, 300, 1600, 470, STONE), (0, 165, 140, 325, STONE),
    (0, 565, 116, 722, STONE), (1500, 730, 1600, 870, STONE), (1492, 90, 1600, 240, STONE),
)  # fmt: skip

_PICTURES: dict[str, tuple[str, Callable[[Board], None]]] = {
    "allotment-hedge": (SAND, _hedge),
    "evening-ferry": (NIGHT, _ferry),
    "inga-marsh": (OCHRE, portraits.draw_inga),
    "library-hours": (NIGHT, interiors.draw_books),
    "mill-bridge": (SAND, _bridge),
    "night-train": (NIGHT, _train),
    "ferry-bicycles": (SAND, pier.draw_bicycles),
    "owen-tarrant": (MIST, portraits.draw_owen),
    "page": (PAPER, _map),
    "pier-lamp": (NIGHT, pier.draw_lamp),
    "school-kitchen": (OCHRE, interiors.draw_pot),
    "ticket-window": (SAND, pier.draw_sheet),
}
