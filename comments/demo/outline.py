"""A discussion written down as an outline, read into who says what to whom.

    - @handle | deed | deed
      The comment, in Markdown.
      - @other
        A reply to it.

Each reply is two columns further in than what it answers. A deed is what happens to the comment
afterwards: `deleted` · `approved` · `edited from: EARLIER TEXT` · `removed REASON by HANDLE: NOTE` ·
`reported REASON by HANDLE: NOTE` · `appealed: TEXT`, after a removal · `noticed GROUND by HANDLE: EXPLANATION`.
"""

import re
from dataclasses import dataclass, field
from textwrap import dedent

_HEADER = re.compile(r"(?P<indent> *)- @(?P<handle>[a-z0-9_-]+)(?P<deeds>( \| .+)?)")
_DEED = re.compile(r"(?P<verb>\w+)(?: (?P<reason>[a-z-]+) by (?P<handle>[a-z0-9_-]+))?(?: from)?(?:: (?P<note>.+))?")


@dataclass(frozen=True)
class Deed:
    verb: str
    reason: str
    handle: str
    note: str


@dataclass(frozen=True)
class Saying:
    """One comment of an outline; `parent` is the position of what it answers."""

    handle: str
    parent: int | None
    body: str
    deeds: tuple[Deed, ...] = field(default=())

    def deeds_of(self, verb: str) -> list[Deed]:
        return [deed for deed in self.deeds if deed.verb == verb]


def read_outline(text: str) -> list[Saying]:
    """Raises ValueError with the line that cannot be read."""
    blocks: list[tuple[re.Match[str], list[str]]] = []
    for line in text.splitlines():
        if header := _HEADER.fullmatch(line):
            blocks.append((header, []))
        elif blocks:
            blocks[-1][1].append(line)
        elif line.strip():
            raise ValueError(line)
    return _with_parents(blocks)


def _with_parents(blocks: list[tuple[re.Match[str], list[str]]]) -> list[Saying]:
    sayings: list[Saying] = []
    above: list[int] = []
    for position, (header, lines) in enumerate(blocks):
        depth = len(header["indent"]) // 2
        if depth > len(above):
            raise ValueError(header[0])
        del above[depth:]
        parent = above[-1] if above else None
        above.append(position)
        sayings.append(Saying(header["handle"], parent, dedent("\n".join(lines)).strip(), _deeds(header["deeds"])))
    return sayings


def _deeds(text: str) -> tuple[Deed, ...]:
    return tuple(_deed(words) for words in text.split(" | ") if words.strip())


def _deed(words: str) -> Deed:
    match = _DEED.fullmatch(words.strip())
    if match is None:
        raise ValueError(words)
    return Deed(match["verb"], match["reason"] or "", match["handle"] or "", match["note"] or "")
