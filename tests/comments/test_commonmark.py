"""What comments take of Markdown is shown as CommonMark says; what they do not take stays text.

The examples are those of the specification (0.31.2) and of GitHub's extensions to it, from beside the project.
`docs/markdown.md` tells readers of the documentation how many of each section there are; it is held to it here.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.sanitizing import may_link_to
from comments.text import to_html
from tests.comments.markup import Reading, finds_nothing_more
from tests.shared_data import read_shared_json

REL = 'rel="nofollow ugc noopener"'
NOT_TAKEN = {"heading_open", "hr", "html_block", "html_inline", "image"}
# Where ours differs for a reason of its own.
DIFFERENT = {118: "blanks at the very end of a comment are not kept, not even in code"}
# What is said aside and not shown: the language of code, and the title of what would be a picture.
SAID_ASIDE = {161: {"c"}, 572: {"title"}, 579: {"title"}}
# Code is told from text first; what stands between these is neither code nor a link.
PARTS = re.compile(r"(<pre>.*?</pre>|<code>.*?</code>|<a .*?</a>)", re.DOTALL)
# Of these only a line end that stands alone is one within a paragraph.
BLOCK_OR_LINE_END = re.compile(
    r"\n?<pre>.*?</pre>\n?|\n?</?(?:p|blockquote|[uo]l|li)(?: [^>]*)?>\n?|<br />\n|\n+", re.DOTALL
)

_as_specified = MarkdownIt("commonmark")


@dataclass(frozen=True)
class Example:
    number: int
    section: str
    markdown: str
    specified: str

    @property
    def is_taken(self) -> bool:
        """Whether it uses nothing but what a comment may hold; as a parser of the whole specification sees it."""
        env: dict[str, Any] = {}
        tokens = _with_children(_as_specified.parse(self.markdown, env))
        return not env.get("references") and all(_is_taken(token) for token in tokens)

    @property
    def is_as_specified(self) -> bool:
        return readings_of(to_html(self.markdown)) == readings_of(as_in_a_comment(self.specified))

    @property
    def lost_words(self) -> set[str]:
        """Those that stand neither in the text nor in an address."""
        shown = Reading(to_html(self.markdown))
        everything = f"{shown.words} {unquote(shown.attributes)}"
        return {word for word in re.findall(r"[^\W_]+", html.unescape(self.markdown)) if word not in everything}


def commonmark() -> list[Example]:
    return examples_in("commonmark/commonmark-0.31.2.json")


def extensions() -> list[Example]:
    return examples_in("commonmark/gfm-0.29-extensions-only.json")


def examples_in(name: str) -> list[Example]:
    return [Example(one["example"], one["section"], one["markdown"], one["html"]) for one in read_shared_json(name)]


def as_in_a_comment(specified: str) -> str:
    """The specification's HTML with what is different in comments, as `docs/markdown.md` lists it."""
    markup = re.sub(r'<code class="[^"]*">', "<code>", specified)
    markup = re.sub(r'(<a href="[^"]*")(?: title="[^"]*")?', rf"\1 {REL}", markup)
    parts = PARTS.split(markup)
    parts[::2] = [re.sub(r"https?://[^\s<&]+", rf'<a href="\g<0>" {REL}>\g<0></a>', text) for text in parts[::2]]
    markup = BLOCK_OR_LINE_END.sub(lambda found: "<br>\n" if found[0] == "\n" else found[0], "".join(parts))
    return markup.replace("<br />", "<br>")


def readings_of(markup: str) -> tuple[Any, str]:
    reading = Reading(re.sub(r"<blockquote>\s*</blockquote>", "<blockquote></blockquote>", markup).strip("\n"))
    return reading.tags, reading.words


def _is_taken(token: Token) -> bool:
    return token.type not in NOT_TAKEN and may_link_to(str(token.attrs.get("href", "")))


def _with_children(tokens: list[Token]) -> list[Token]:
    return [one for token in tokens for one in (token, *(token.children or []))]


def test_what_comments_take_is_shown_as_specified() -> None:
    wrong = [one.number for one in commonmark() if one.is_taken and not one.is_as_specified]

    assert wrong == list(DIFFERENT)


def test_what_comments_do_not_take_stays_and_loses_no_word() -> None:
    left = [one for one in [*commonmark(), *extensions()] if not one.is_taken]

    assert [one.number for one in left if not finds_nothing_more(to_html(one.markdown))] == []
    assert {one.number: one.lost_words for one in left if one.lost_words} == SAID_ASIDE


def test_the_documentation_tells_how_many() -> None:
    table = "\n".join(["| section | examples | taken | as specified |", "|---|--:|--:|--:|", *counted(commonmark())])

    assert table in (settings.BASE_DIR / "docs" / "markdown.md").read_text(encoding="utf-8"), f"say there:\n{table}"


def counted(examples: list[Example]) -> list[str]:
    """A line for each section, in their order: examples, those with nothing that comments do not take, and passed."""
    there = Counter(one.section for one in examples)
    taken = Counter(one.section for one in examples if one.is_taken)
    passed = Counter(one.section for one in examples if one.is_taken and one.is_as_specified)
    lines = [f"| {section} | {there[section]} | {taken[section]} | {passed[section]} |" for section in there]
    return [*lines, f"| all | {there.total()} | {taken.total()} | {passed.total()} |"]
