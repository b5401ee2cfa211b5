"""The demonstration's writers, as flat as its other pictures: each in the middle, where a portrait is cut out."""

from comments.demo.drawing import Board, arc
from comments.demo.palette import INK, LEAF, NIGHT, PAPER, RED, RUST, SLATE, STONE

_LIGHT, _DARK = "#e3b793", "#a9714b"


def draw_inga(board: Board) -> None:
    board.box(540, 250, 1060, 800, RUST, radius=250)
    _head(board, _LIGHT, coat=SLATE)
    board.shape(arc(800, 450, 232, 188, 352), RUST)
    board.shape([(610, 770), (800, 900), (990, 770), (1010, 850), (800, 980), (590, 850)], PAPER)


def draw_owen(board: Board) -> None:
    _head(board, _DARK, coat=NIGHT)
    board.shape(arc(800, 425, 228, 196, 344), STONE)
    board.shape([(735, 800), (800, 900), (865, 800), (860, 1000), (740, 1000)], PAPER)
    board.shape([(780, 850), (820, 850), (838, 1000), (762, 1000)], LEAF)
    for x in (718, 882):
        board.path(arc(x, 480, 62, 0, 360), 11, INK)
    board.path([(780, 474), (820, 474)], 11, INK)


def _head(board: Board, skin: str, *, coat: str) -> None:
    board.disc(800, 1150, 410, coat)
    board.box(715, 600, 885, 830, skin, radius=70)
    board.box(580, 260, 1020, 720, skin, radius=218)
    for x in (718, 882):
        board.disc(x, 482, 17, INK)
    board.path(arc(800, 560, 74, 24, 156), 13, RED)
