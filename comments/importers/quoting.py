"""What a saved comment quotes, found in the comments above it or in the article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from comments.importers.addressing import same_name
from comments.importers.discussion import Entry
from comments.importers.lines import Paragraph
from comments.importers.page import SavedPage
from comments.quotations.passages import FEWEST_WORDS, Passage, count_words, inside_marks, normalise

_INTRODUCTION = re.compile(r"(?P<whole>@?(?P<name>.+?)\s+(?:said|says|wrote|writes):)\s*(?P<rest>.*)", re.IGNORECASE)
# After "Name said:" fewer words are believed to be Name's.
_FEWEST_AFTER_NAME = 2


@dataclass(frozen=True)
class Quoted:
    """Words of somebody else: of the entry at position `entry`, of the article, or of a comment that is lost.

    `is_named` where a line "Name said:" stands above them.
    """

    passage: str
    entry: int | None = None
    is_article: bool = False
    is_named: bool = False


@dataclass(frozen=True)
class Piece:
    """Neighbouring lines of an entry; in a quotation, an empty line parts two paragraphs."""

    lines: tuple[str, ...]
    quoted: Quoted | None = None


@dataclass
class Sources:
    """Where quotations may come from; every text is normalised.

    Entries are read from the first to the last: `own` holds, for those read so far, what they
    say without what they quote.
    """

    names: list[str]
    whole: list[str]
    unmarked: list[str]
    article: str
    margin: str
    own: list[str] = field(default_factory=list)

    @classmethod
    def on(cls, page: SavedPage) -> "Sources":
        head = page.head
        return cls(
            names=[entry.name for entry in page.entries],
            whole=[normalise(" ".join(_lines(entry))) for entry in page.entries],
            unmarked=[normalise(" ".join(_lines_out_of_marks(entry))) for entry in page.entries],
            article=normalise(" ".join([head.headline, head.dek, *(line for lines in head.body for line in lines)])),
            margin=normalise(" ".join([head.caption, head.bio])),
        )

    def add_own(self, words: str) -> None:
        self.own.append(normalise(words))

    def said_by(self, name: str, lines: list[str]) -> int | None:
        """The latest earlier entry of that name in which the lines are found, in order."""
        passage = Passage.read(" … ".join(lines))
        for position in reversed(range(len(self.own))):
            if same_name(self.names[position], name) and passage.stands_in(self.whole[position]):
                return position
        return None

    def find(self, words: str) -> Quoted | None:
        """The words with their source; None where that cannot be told."""
        passage = Passage.read(words)
        if passage.stands_in(self.article):
            # Whoever repeats the article's words is not the one who is quoted.
            return Quoted(words, is_article=True)
        found = [position for position, text in enumerate(self.own) if passage.stands_in(text)]
        if found:
            return Quoted(words, entry=found[0]) if len(found) == 1 else None
        not_yet_read = self.unmarked[len(self.own) :]
        is_elsewhere = any(passage.stands_in(text) for text in [self.margin, *not_yet_read])
        return None if is_elsewhere else Quoted(words)


@dataclass(frozen=True)
class _TypedLine:
    text: str
    opens_paragraph: bool


def read_pieces(paragraphs: tuple[Paragraph, ...], sources: Sources) -> tuple[Piece, ...]:
    """An entry's text in order; each quotation is a piece of its own, and no line is lost."""
    lines = [_TypedLine(text, n == 0) for paragraph in paragraphs for n, text in enumerate(paragraph)]
    pieces: list[Piece] = []
    while lines:
        taken, count = _named_quotation(lines, sources) or _marked_quotation(lines, sources) or ([], 1)
        if taken:
            pieces += taken
        elif pieces and not pieces[-1].quoted and not lines[0].opens_paragraph:
            pieces[-1] = Piece((*pieces[-1].lines, lines[0].text))
        else:
            pieces.append(Piece((lines[0].text,)))
        lines = lines[count:]
    return tuple(pieces)


def _named_quotation(lines: list[_TypedLine], sources: Sources) -> tuple[list[Piece], int] | None:
    """ "Name said:" and the words of Name's that follow, with the number of lines that this takes."""
    introduction = _INTRODUCTION.fullmatch(lines[0].text)
    if introduction is None:
        return None
    name, rest = introduction["name"], introduction["rest"]
    following = [*([_TypedLine(rest, False)] if rest else []), *lines[1:]]
    entry, count = _longest_said_by(name, [line.text for line in following], sources)
    if entry is None:
        return None
    passage = "\n".join(_bare(line.text) for line in following[:count])
    quotation = Piece(_with_breaks(following[:count]), Quoted(passage, entry, is_named=True))
    return [Piece((introduction["whole"],)), quotation], count + (0 if rest else 1)


def _longest_said_by(name: str, lines: list[str], sources: Sources) -> tuple[int | None, int]:
    """The entry that the first of `lines` quote, and how many do."""
    entry, count = None, 0
    for line in lines:
        fewest = FEWEST_WORDS if count else _FEWEST_AFTER_NAME
        if count_words(line) < fewest:
            break
        found = sources.said_by(name, lines[: count + 1])
        if found is None:
            break
        entry, count = found, count + 1
    return entry, count


def _marked_quotation(lines: list[_TypedLine], sources: Sources) -> tuple[list[Piece], int] | None:
    """A paragraph, or a line of one, that is all in quotation marks, if its source can be told."""
    for count in dict.fromkeys([_paragraph_length(lines), 1]):
        passage = inside_marks(" ".join(line.text for line in lines[:count]))
        if passage and count_words(passage) >= FEWEST_WORDS and (quoted := sources.find(passage)):
            return [Piece(_with_breaks(lines[:count]), quoted)], count
    return None


def _paragraph_length(lines: list[_TypedLine]) -> int:
    """Of the paragraph that the first line opens; 1 where it stands inside one."""
    if not lines[0].opens_paragraph:
        return 1
    return next((n for n, line in enumerate(lines) if n and line.opens_paragraph), len(lines))


def _with_breaks(lines: list[_TypedLine]) -> tuple[str, ...]:
    broken: list[str] = []
    for line in lines:
        broken += ["", line.text] if broken and line.opens_paragraph else [line.text]
    return tuple(broken)


def _bare(text: str) -> str:
    return inside_marks(text) or text


def _lines(entry: Entry) -> Iterator[str]:
    return (line for paragraph in entry.paragraphs for line in paragraph)


def _lines_out_of_marks(entry: Entry) -> Iterator[str]:
    """Without paragraphs and lines that are all in quotation marks: these repeat somebody."""
    for paragraph in entry.paragraphs:
        if inside_marks(" ".join(paragraph)) is None:
            yield from (line for line in paragraph if inside_marks(line) is None)
