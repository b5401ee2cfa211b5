"""Pictures within the text on the evening ferry: the lamp on the pier, the sheet at the window, the bicycles."""

from comments.demo.drawing import Board, arc, curve
from comments.demo.palette import INK, LEAF, MIST, MOSS, NIGHT, OCHRE, PAPER, RED, RUST, SAND, SLATE, STONE

_WATER = "#2a404c"


def draw_lamp(board: Board) -> None:
    hills = curve((0, 610), (350, 540), (800, 590), (1200, 530), (1600, 600))
    board.shape([*hills, (1600, 700), (0, 700)], SLATE)
    board.band(680, 1000, _WATER)
    for radius, colour in ((250, "#26403f"), (175, "#2b5044"), (105, LEAF)):
        board.disc(1060, 300, radius, colour)
    board.box(1040, 300, 1080, 800, INK)
    board.box(1000, 230, 1120, 372, INK, radius=18)
    board.disc(1060, 300, 48, MOSS)
    board.shape([(975, 236), (1145, 236), (1060, 170)], INK)
    board.box(420, 790, 1600, 826, STONE)
    for x in range(480, 1600, 180):
        board.box(x, 826, x + 34, 1000, INK)
    for top, left, right in ((740, 120, 380), (850, 60, 330), (930, 180, 400)):
        board.path([(left, top), (right, top)], 8, MIST)


def draw_sheet(board: Board) -> None:
    for y in range(0, 1000, 125):
        board.box(0, y, 1600, y + 8, STONE)
    board.box(420, 90, 1180, 930, SLATE, radius=16)
    board.box(460, 130, 1140, 890, MIST)
    board.shape([(560, 200), (1030, 180), (1046, 800), (576, 820)], PAPER)
    board.disc(800, 206, 17, RED)
    board.path([(640, 300), (940, 288)], 26, INK)
    for number, top in enumerate(range(392, 740, 84)):
        colour = RUST if number == 4 else SLATE
        board.path([(645, top), (735, top - 4)], 14, colour)
        board.path([(800, top - 6), (955 - number % 2 * 50, top - 12)], 14, colour)


def draw_bicycles(board: Board) -> None:
    board.band(0, 240, MIST)
    board.band(240, 262, INK)
    for x in range(40, 1600, 220):
        board.box(x, 160, x + 18, 420, PAPER)
    board.box(0, 330, 1600, 352, PAPER)
    board.band(830, 1000, STONE)
    for left, colour in ((110, RED), (600, LEAF), (1090, NIGHT)):
        _bicycle(board, left, colour)


def _bicycle(board: Board, left: float, colour: str) -> None:
    for x in (left + 80, left + 340):
        board.path(arc(x, 740, 92, 0, 360), 13, INK)
        board.disc(x, 740, 14, INK)
    saddle, pedal, bar = (left + 140, 580), (left + 190, 740), (left + 305, 580)
    for points in (
        [(left + 80, 740), saddle, pedal, (left + 80, 740)],
        [saddle, bar, pedal],
        [bar, (left + 340, 740)],
    ):
        board.path(points, 15, colour)
    board.path([saddle, (left + 128, 545)], 13, colour)
    board.path([(left + 92, 541), (left + 165, 541)], 22, INK)
    board.path([bar, (left + 292, 528), (left + 345, 512)], 13, INK)
    board.disc(left + 352, 600, 18, OCHRE)
    board.disc(pedal[0], pedal[1], 24, SAND)
