"""The lower part of a saved page: the discussion, and the site's topics below it."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from comments.importers.lines import Line, Paragraph, as_paragraph, has_visible, in_blocks

_HEADER = re.compile(r"(?P<bullet>[•·‣]|[*-](?=\s))\s*(?:(?P<name>.*\S)\s+)?says:", re.IGNORECASE)
_LINKBACK = re.compile(
    r"(?:Track|Ping|Link)back(?:ed)?(?:\s+(?:by|from)\b|\s*[:–—-]|\s+[\"“\[(A-Z]|\s*\Z)|Webmention(?:ed)?\s+(?:by|from)\b"
)
_TOPIC = re.compile(r"[^\W\d_][^\W\d_.'’&/-]*(?: (?:&|[^\W\d_][^\W\d_.'’&/-]*)){0,3}")
_TOPIC_LENGTH = 60


@dataclass(frozen=True)
class Entry:
    """What one name says; `line` is the number of the line that names them."""

    name: str
    line: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def is_linkback(self) -> bool:
        """Whether another site mentions the article here."""
        return _LINKBACK.match(self.paragraphs[0][0]) is not None


@dataclass(frozen=True)
class DiscussionPart:
    entries: tuple[Entry, ...]
    topics: tuple[str, ...]
    unplaced: tuple[Line, ...]


def find_headers(lines: list[Line]) -> list[int]:
    """The positions of the lines that open an entry.

    Where the text of the entries is further in than their headers, every bullet counts that stands
    as far out as most do; elsewhere only the page's usual bullet.
    """
    found = {position: match["bullet"] for position, line in enumerate(lines) if (match := _header(line))}
    if not found:
        return []
    usual = Counter(found.values()).most_common(1)[0][0]
    alike = [position for position, bullet in found.items() if bullet == usual]
    margin = _text_margin(lines, alike)
    if margin is None:
        return alike
    indents = {lines[position].indent for position in alike if lines[position].indent < margin}
    return [position for position in found if lines[position].indent in indents]


def read_discussion(lines: list[Line], headers: list[int], below_head: list[Line]) -> DiscussionPart:
    """`below_head` are the lines between the article and the first entry, or the end where there is no entry."""
    entries: list[Entry] = []
    outside, tail = (list(below_head), []) if headers else ([], below_head)
    margin = _text_margin(lines, headers)
    for position, following in pairwise([*headers, len(lines)]):
        header, text = lines[position], lines[position + 1 : following]
        if following < len(lines):
            inside, beyond = _split_off_stray(header, text, margin)
            outside += beyond
        else:
            inside, tail = _split_off_tail(header, text, margin)
        if entry := _entry(header, inside):
            entries.append(entry)
        else:
            outside += [header, *inside]
    return DiscussionPart(
        entries=tuple(entries),
        topics=tuple(dict.fromkeys(line.text for line in tail if _is_topic(line))),
        unplaced=(*outside, *(line for line in tail if not _is_topic(line))),
    )


def _header(line: Line) -> re.Match[str] | None:
    return _HEADER.fullmatch(line.text)


def _text_margin(lines: list[Line], headers: list[int]) -> int | None:
    """The column at which the entries' text begins, where it is further in than their headers."""
    openings = set(headers)
    for position in headers:
        following = position + 1
        if following < len(lines) and following not in openings:
            margin = lines[following].indent
            return margin if margin > lines[position].indent else None
    return None


def _split_off_stray(header: Line, lines: list[Line], margin: int | None) -> tuple[list[Line], list[Line]]:
    """The entry's own lines, and those that are further out than its text."""
    inside = [line for line in lines if not _is_further_out(header, line, margin)]
    return inside, [line for line in lines if _is_further_out(header, line, margin)]


def _split_off_tail(header: Line, lines: list[Line], margin: int | None) -> tuple[list[Line], list[Line]]:
    """The last entry's lines, and those below the discussion: where nothing is indented, two blank lines end it."""
    for position, line in enumerate(lines):
        if _is_further_out(header, line, margin) or (margin is None and position > 0 and line.gap > 1):
            return lines[:position], lines[position:]
    return lines, []


def _is_further_out(header: Line, line: Line, margin: int | None) -> bool:
    return line.indent <= header.indent if margin is not None else line.indent < header.indent


def _entry(header: Line, lines: list[Line]) -> Entry | None:
    match = _header(header)
    name = " ".join((match["name"] or "").split()) if match else ""
    if not has_visible(name) or not lines:
        return None
    return Entry(name, header.number, tuple(as_paragraph(block) for block in in_blocks(lines)))


def _is_topic(line: Line) -> bool:
    """A few words without digits or a full stop."""
    return len(line.text) <= _TOPIC_LENGTH and _TOPIC.fullmatch(line.text) is not None
