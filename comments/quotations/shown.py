"""What a reader sees of stored HTML, in which a quoted passage is looked for.

The HTML has passed the sanitising door: a "<" in it opens a tag and nothing else.
"""

import re
from functools import lru_cache
from html import unescape

from articles.models import Article
from comments.quotations.passages import Passage, normalise

_BLOCK = re.compile(r"</?(?:p|br|li|ul|ol|pre|blockquote|h[1-6]|td|th|tr|dt|dd|figcaption|hr)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_QUOTING = re.compile(r"<(/?)blockquote\b[^>]*>")
_CITE = re.compile(r"<p><cite>.*?</cite></p>", re.DOTALL)
_HREF = re.compile(r'<a [^>]*?href="([^"]*)"')
# Between the parts that an ellipsis joins anything may be left out: few words would say anything.
_FEWEST_IN_A_PART = 3


def plain_text(html: str) -> str:
    """The words alone, with a space between blocks."""
    return " ".join(unescape(_TAG.sub("", _BLOCK.sub(" ", html))).split())


def as_lines(html: str) -> str:
    """The words, each block and each line on a line of its own."""
    lines = unescape(_TAG.sub("", _BLOCK.sub("\n", html))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def without_quotations(html: str) -> str:
    """The HTML without block quotations: what its writer says."""
    kept, depth, position = [], 0, 0
    for tag in _QUOTING.finditer(html):
        if depth == 0:
            kept.append(html[position : tag.start()])
        depth += -1 if tag[1] else 1
        position = tag.end()
    return "".join([*kept, html[position:]]) if depth == 0 else ""


def holds(html: str, passage: str, *, links: frozenset[str] = frozenset(), is_nested: bool = False) -> bool:
    """Whether the passage stands word for word in what is shown, with no link that is not there too.

    Where the passage quotes somebody in turn, it may stand in what the text quotes.
    """
    text = _CITE.sub("", html) if is_nested else without_quotations(html)
    if not links <= {unescape(href) for href in _HREF.findall(text)}:
        return False
    return stands(passage, normalise(plain_text(text)))


def stands(passage: str, normalised: str) -> bool:
    wanted = Passage.read(passage)
    if len(wanted.parts) > 1 and any(len(part.split()) < _FEWEST_IN_A_PART for part in wanted.parts):
        return False
    return wanted.stands_in(normalised)


def article_text(article: Article) -> str:
    """Headline, dek and body, normalised."""
    return _article_text(article.headline, article.dek, article.body_html)


@lru_cache(maxsize=16)
def _article_text(headline: str, dek: str, html: str) -> str:
    return normalise(" ".join([headline, dek, plain_text(html)]))
