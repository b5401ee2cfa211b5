"""A reader's text: cleaned as typed, and turned into safe HTML once."""

import hashlib
import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.sanitizing import READER_LINK_REL, clean_comment_html, may_link_to
from comments.mentions import link_people
from comments.quotations.attributions import Attribution, attribute_quotations

# Control characters other than tab and newline, and halves of surrogate pairs, mean nothing in a text.
_MEANINGLESS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85")
# What leaves no mark on the page: blanks, joiners, fillers, turns of direction, variation selectors, tags.
_UNSEEN = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]*"
)
# Blank lines at the front; the blanks before the first word may make it code, and stay.
_BLANK_START = re.compile(r"\A\s*\n")
# Further in, the parser leaves the words of quotations and lists out.
_DEEPEST_NESTING = 19


class _Reader(MarkdownIt):
    """What leads nowhere we let a reader be led is no link, and stays text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the name is the parser's
        return may_link_to(url)


def _reader(*without: str) -> _Reader:
    """A parser of what comments may hold; also without references, which would vanish from the page."""
    markdown = _Reader("commonmark", {"html": False, "breaks": True, "linkify": True})
    markdown.enable("linkify").disable(
        ["heading", "lheading", "hr", "image", "html_block", "html_inline", "reference", *without]
    )
    if markdown.linkify is not None:
        # Only what is plainly an address becomes a link: "end.Then" is a missing space, not a host.
        markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    return markdown


_markdown = _reader()
_flat_markdown = _reader("blockquote", "list", "code", "fence")


def clean_body(text: str) -> str:
    """The text as typed, without characters that no reader can see and no database likes."""
    return _BLANK_START.sub("", _MEANINGLESS.sub("", _LINE_ENDS.sub("\n", text))).rstrip()


def key_of_words(body: str) -> str:
    """Names these words and no others, without saying them: a form carries it, to tell what it began with."""
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def is_blank(text: str) -> bool:
    """Whether nobody could see anything of it."""
    return _UNSEEN.fullmatch(clean_body(text)) is not None


def to_html(
    body: str, attributions: Mapping[int, Attribution] | None = None, people: Mapping[str, str] | None = None
) -> str:
    """Markdown as HTML that is safe to show as it stands.

    `attributions[n]` names the source of the n-th top-level block quotation, from 0; a line directly
    above it that names its source too goes. `people` says where `@name` leads, by the name in small letters.
    """
    return tokens_to_html(parse(clean_body(body)), attributions, people)


def tokens_to_html(
    tokens: list[Token],
    attributions: Mapping[int, Attribution] | None = None,
    people: Mapping[str, str] | None = None,
) -> str:
    """What `parse` gave as HTML, likewise; the tokens are used up."""
    _mark_links(tokens)
    if people:
        link_people(tokens, people)
    if attributions:
        tokens = attribute_quotations(tokens, attributions)
    return clean_comment_html(_markdown.renderer.render(tokens, _markdown.options, {}))


def parse(text: str) -> list[Token]:
    """A cleaned text as blocks. What is nested too deep to be drawn is shown as typed: no word is lost."""
    # The last line ends like any other, for code that nobody closed.
    text += "\n"
    tokens = _markdown.parse(text)
    nested = (token.level for token in tokens if token.type in {"blockquote_open", "list_item_open"})
    return _flat_markdown.parse(text) if max(nested, default=0) >= _DEEPEST_NESTING else tokens


def _mark_links(tokens: list[Token]) -> None:
    for token in tokens:
        for child in token.children or []:
            if child.type == "link_open":
                child.attrSet("rel", READER_LINK_REL)
