"""The upper part of a saved page: the article."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comments.importers.lines import Line, PageRefusedError, Paragraph, as_paragraph, in_blocks

# A first paragraph is longer than that, or more than one sentence.
DEK_LENGTH = 200
# A line that long is text, whatever it says about clicking.
_LONGEST_CAPTION = 1_000

_TAGS = re.compile(r"tags:(?P<tags>.*)", re.IGNORECASE)
_CLICK = r"click(?: here)? to (?:view|enlarge)(?: \w+){0,4}"
_CAPTION = re.compile(
    rf"{_CLICK}\s*[:,–—-]\s*(?P<after>.+)|(?P<before>.*?)[\s,;:.(\[–—-]*\b{_CLICK}[\s.!)\]]*", re.IGNORECASE
)
_TWO_SENTENCES = re.compile(r"[^\W\d_]{4}[.!?…][\"'”’)]*\s+[\"'“‘(]*[^\W\d_]")
_NAME_WORD = r"[^\W\d_][\w.'’-]*"
# "was wounded" and "is expected" tell of a subject, "is an editor" and "is based in" of a writer.
_BIO = re.compile(
    rf"(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{1,4}}?),? "
    r"(?:is(?! (?!based\b)\w+(?:ed|ing)\b)|was (?:an?|the|our|once|formerly)"
    r"|writes|reports|covers|edits|works|lives|teaches|serves)\b.+"
)
_NO_NAME_BEGINS_WITH = {"a", "an", "and", "but", "her", "his", "in", "it", "our", "that", "the", "their", "this"}
_INSIDE_A_NAME = {"al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ter",
                  "van", "von", "y"}  # fmt: skip


@dataclass(frozen=True)
class Head:
    """The article as the page gives it; `byline` is blank where no bio names the writer."""

    headline: str
    caption: str
    dek: str
    body: tuple[Paragraph, ...]
    byline: str
    bio: str
    tags: tuple[str, ...]
    unplaced: tuple[Line, ...]


def read_head(lines: list[Line], *, has_discussion: bool) -> tuple[Head, list[Line]]:
    """The article, and the lines that stand below its tags."""
    if not lines:
        raise PageRefusedError(_("There is no headline: a saved page begins with one."))
    above, tags, below = _split_at_tags(lines[1:])
    captions, blocks = _take_captions(above)
    name, bio = _take_bio(blocks) if has_discussion or tags is not None else ("", "")
    dek = _take_dek(blocks)
    head = Head(
        headline=" ".join(lines[0].text.split()),
        caption=(_caption_in(captions[0].text) or "") if captions else "",
        dek=dek,
        body=tuple(as_paragraph(block) for block in blocks),
        byline=name,
        bio=bio,
        tags=tags or (),
        unplaced=tuple(captions[1:]),
    )
    return head, below


def _split_at_tags(lines: list[Line]) -> tuple[list[Line], tuple[str, ...] | None, list[Line]]:
    """The lines above the last "Tags:", the tags, and the lines below; None where there is no such line."""
    for position in range(len(lines) - 1, -1, -1):
        if match := _TAGS.fullmatch(lines[position].text):
            words = [" ".join(word.split()) for word in match["tags"].split(",")]
            return lines[:position], tuple(dict.fromkeys(word for word in words if word)), lines[position + 1 :]
    return lines, None, []


def _take_captions(lines: list[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The lines that are captions, and the other lines in blocks."""
    blocks = in_blocks(lines)
    captions = [block[0] for block in blocks if _is_caption(block)]
    return captions, [block for block in blocks if not _is_caption(block)]


def _is_caption(block: list[Line]) -> bool:
    return len(block) == 1 and _caption_in(block[0].text) is not None


def _caption_in(text: str) -> str | None:
    """The caption without the invitation to click, or None where the line is no caption."""
    match = _CAPTION.fullmatch(text) if len(text) <= _LONGEST_CAPTION else None
    return (match["after"] or match["before"] or "").strip() if match else None


def _take_bio(blocks: list[list[Line]]) -> tuple[str, str]:
    """The writer's name and bio, taken off the end of `blocks`; blank where the end is body.

    Somebody whom the body names is its subject, not its writer.
    """
    match = _BIO.fullmatch(blocks[-1][0].text) if blocks and len(blocks[-1]) == 1 else None
    if match is None or not _is_name(match["name"]):
        return "", ""
    if any(match["name"] in line.text for block in blocks[:-1] for line in block):
        return "", ""
    return match["name"], blocks.pop()[0].text


def _is_name(words: str) -> bool:
    first, *middle, last = words.split()
    if first.lower() in _NO_NAME_BEGINS_WITH or first[0].islower() or last[0].islower():
        return False
    return all(not word[0].islower() or word in _INSIDE_A_NAME for word in middle)


def _take_dek(blocks: list[list[Line]]) -> str:
    """The dek, taken off the start of `blocks`: one short sentence on a line, with a body below it."""
    if len(blocks) < 2 or len(blocks[0]) > 1:
        return ""
    text = blocks[0][0].text
    if len(text) > DEK_LENGTH or _TWO_SENTENCES.search(text):
        return ""
    return blocks.pop(0)[0].text
