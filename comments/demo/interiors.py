"""Two pictures of rooms: a library's shelves and a kitchen."""

from collections.abc import Sequence

from comments.demo.drawing import Board, arc, curve
from comments.demo.palette import INK, LEAF, MIST, OCHRE, PAPER, RED, RUST, SAND, SLATE, STONE


def draw_books(board: Board) -> None:
    for top in (440, 860):
        board.band(top, top + 32, SLATE)
    _row(board, 440, _ABOVE, left=-14)
    _row(board, 860, _BELOW[:7], left=20)
    board.shape([(556, 860), (606, 860), (690, 598), (642, 584)], RUST)
    board.shape([(569, 822), (618, 820), (622, 808), (573, 809)], PAPER)
    _row(board, 860, _BELOW[7:], left=1090)
    _lamp(board)


def _row(board: Board, foot: float, books: Sequence[tuple[int, int, str]], left: float) -> None:
    for width, height, colour in books:
        board.box(left, foot - height, left + width, foot, colour, radius=5)
        band = RED if colour in {PAPER, SAND} else PAPER
        board.box(left, foot - height + 34, left + width, foot - height + 44, band)
        left += width + 8


def _lamp(board: Board) -> None:
    board.shape([(690, 860), (1070, 860), (966, 700), (794, 700)], "#3b4f59")
    board.box(805, 842, 955, 862, INK, radius=9)
    board.path([(880, 850), (880, 640)], 12, INK)
    board.shape(arc(880, 700, 138, 180, 360), OCHRE)
    board.path([(940, 700), (940, 756)], 5, PAPER)
    board.disc(940, 762, 10, RED)


def draw_pot(board: Board) -> None:
    board.band(770, 1000, STONE)
    board.band(770, 788, PAPER)
    for x, top in ((610, 110), (770, 60), (930, 110)):
        board.path(curve((x, 380), (x + 44, 310), (x - 26, 230), (x + 40, 150), (x, top)), 20, PAPER)
    board.box(490, 450, 1050, 860, RED, radius=72)
    board.box(490, 440, 1050, 640, RED)
    board.box(448, 420, 1092, 480, RUST, radius=30)
    for x in (404, 1066):
        board.box(x, 545, x + 70, 600, INK, radius=24)
    board.box(540, 528, 570, 770, RUST, radius=15)
    for foot, colour in ((726, PAPER), (788, MIST), (850, PAPER)):
        _bowl(board, 1330, foot, colour)
    board.path([(206, 820), (330, 440)], 18, INK)
    board.path(arc(362, 450, 32, 180, 330, steps=20), 18, INK)
    board.shape(arc(190, 836, 84, 0, 180), INK)


def _bowl(board: Board, x: float, foot: float, colour: str) -> None:
    board.shape(arc(x, foot - 92, 132, 14, 166), colour)
    board.box(x - 140, foot - 74, x + 140, foot - 54, RED if colour == PAPER else SLATE, radius=10)
    board.box(x - 48, foot + 22, x + 48, foot + 44, colour, radius=6)


_ABOVE = (
    (62, 270, RED), (48, 300, SAND), (80, 250, MIST), (40, 290, OCHRE), (70, 230, PAPER), (56, 305, RUST),
    (90, 270, SLATE), (44, 240, SAND), (64, 300, LEAF), (52, 260, PAPER), (76, 285, RED), (40, 300, MIST),
    (60, 225, OCHRE), (84, 295, SAND), (50, 255, RUST), (66, 300, PAPER), (46, 270, LEAF), (72, 240, SLATE),
    (58, 290, RED), (80, 262, SAND), (54, 300, MIST), (62, 246, OCHRE), (50, 292, RED), (70, 268, PAPER),
)  # fmt: skip
_BELOW = (
    (70, 290, SAND), (50, 250, RUST), (64, 300, LEAF), (84, 270, PAPER), (46, 305, RED), (60, 240, OCHRE),
    (78, 285, MIST), (56, 300, RED), (88, 260, SAND), (44, 290, PAPER), (66, 245, SLATE), (52, 305, OCHRE),
    (74, 275, LEAF), (60, 295, MIST), (80, 255, RUST),
)  # fmt: skip
