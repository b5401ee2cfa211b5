"""The lines of a page saved as text, and how a page is refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from comments.text import clean_body

# The lines of a paragraph as typed, without their indentation.
Paragraph = tuple[str, ...]


class PageRefusedError(Exception):
    """The file is no such page; the message is a sentence for the person who named it."""


@dataclass(frozen=True)
class Line:
    """A line that is not blank: `number` as an editor counts it, `indent` in columns, `gap` the blank lines above."""

    number: int
    text: str
    indent: int
    gap: int


def number_lines(text: str) -> list[Line]:
    lines, gap = [], 0
    for number, typed in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        shown = " ".join(clean_body(typed).split())
        if not has_visible(shown):
            gap += 1
            continue
        columns = typed.expandtabs(4)
        lines.append(Line(number, shown, len(columns) - len(columns.lstrip()), gap))
        gap = 0
    return lines


def has_visible(text: str) -> bool:
    """Whether anything in the text leaves ink."""
    return any(character.isprintable() and not character.isspace() for character in text)


def in_blocks(lines: Iterable[Line]) -> list[list[Line]]:
    """Neighbouring lines together, as blank lines part them."""
    blocks: list[list[Line]] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def as_paragraph(block: Iterable[Line]) -> Paragraph:
    return tuple(line.text for line in block)
