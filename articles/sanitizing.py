"""The one door through which HTML enters a page: the only module that imports bleach.

Everything stored in a `*_html` field has passed here. HTML is cleaned when it is written,
never when it is read; behind this door stands the content security policy.
"""

import re
from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import urlsplit

from bleach.sanitizer import Cleaner

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
# What a reader's link carries: no endorsement, no way back into our window.
READER_LINK_REL = "nofollow ugc noopener"

# What pictures are offered as, and how wide a place shows them: conditions and lengths, no more.
PICTURE_TYPES = frozenset({"image/avif", "image/webp", "image/jpeg"})
_SIZES = re.compile(r"[-a-z0-9().,: ]{1,200}")

# A picture, and the figure around nothing but one and its caption; it never looks beyond the next tag of its kind.
_PICTURE = re.compile(
    r"""(?P<open><figure\b[^>]*>\s*)?<img\b(?P<attributes>(?:[^"'<>]|"[^"]*"|'[^']*')*)>"""
    r"(?(open)(?P<close>\s*(?:<figcaption\b[^>]*>(?P<caption>(?:(?!</?fig).)*)</figcaption>)?\s*</figure>)?)",
    re.DOTALL | re.IGNORECASE,
)
# The tags at which a paragraph ends: none of them can stand in one. Source: HTML standard, 13.2.6.4.7, "in body".
_NOT_IN_A_PARAGRAPH = re.compile(
    r"</?(?:address|article|aside|blockquote|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|header|hgroup|hr|li|listing|main|menu|nav|ol|p|plaintext|pre|search|section|summary|table"
    r"|tbody|td|tfoot|th|thead|tr|ul|xmp)\b",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")

AttributeRule = Callable[[str, str, str], bool]

COMMENT_TAGS = frozenset({"a", "blockquote", "br", "cite", "code", "em", "li", "ol", "p", "pre", "strong", "ul"})
ARTICLE_TAGS = COMMENT_TAGS | {
    "caption", "dd", "del", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4", "hr", "img", "ins", "picture", "q",
    "s", "small", "source", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u",
}  # fmt: skip


def may_link_to(address: str) -> bool:
    """Whether an address, character references in it or not, leads to the web, to a mailbox or on in this site."""
    scheme = re.match(r"\s*([^/?#:]*):", unescape(address))
    return scheme is None or scheme[1].lower() in LINK_SCHEMES


def _comment_attribute(tag: str, name: str, value: str) -> bool:
    match tag, name:
        case "a", "href":
            return may_link_to(value)
        case "a", "rel":
            return value == READER_LINK_REL
        case "blockquote", "class":
            return value in {"quotation", "quotation quotation-lost", "quotation quotation-altered"}
        case "ol", "start":
            return value.isdecimal() and len(value) < 10
    return False


def _article_attribute(tag: str, name: str, value: str) -> bool:
    match tag, name:
        case "a", "href":
            return may_link_to(value)
        case "a", "title":
            return True
        case "blockquote", "class":
            # Drawn by articles/link_cards/drawing.py.
            return value == "link-card"
        case "img", "src":
            return _is_our_own(value)
        case "img", "alt":
            return True
        case "img" | "source", "srcset":
            return all(_is_our_own(candidate.strip()) for candidate in value.split(","))
        case "img" | "source", "sizes":
            return _SIZES.fullmatch(value) is not None
        case "img", "loading":
            return value == "lazy"
        case "source", "type":
            return value in PICTURE_TYPES
        case "img", "width" | "height":
            return value.isdecimal()
        case "td" | "th", "colspan" | "rowspan":
            return value.isdecimal() and len(value) < 4
        case "th", "scope":
            return value in {"col", "row"}
        case "ol", "start":
            return value.isdecimal() and len(value) < 10
    return False


def _is_our_own(address: str) -> bool:
    """Whether a picture's address stays on this site: no scheme and no host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("/\\")


def _cleaner(tags: frozenset[str], rule: AttributeRule) -> Cleaner:
    """A new one for each text: it holds its parser's state, and shared by threads it mixes their texts."""
    attributes: Mapping[str, AttributeRule] = dict.fromkeys(tags, rule)
    return Cleaner(tags=tags, attributes=dict(attributes), protocols=LINK_SCHEMES, strip=True, strip_comments=True)


def clean_comment_html(html: str) -> str:
    """What a comment may hold: words, emphasis, links, code, quotations and lists."""
    return _cleaner(COMMENT_TAGS, _comment_attribute).clean(html)


def clean_article_html(html: str) -> str:
    """What an article may hold: a comment's means, and headings, pictures of ours and tables."""
    return without_blank_pictures(_cleaner(frozenset(ARTICLE_TAGS), _article_attribute).clean(html))


def without_blank_pictures(html: str) -> str:
    """Without pictures that have no address; of a figure that held nothing else the caption stays, as a paragraph.

    A caption that has paragraphs or lists of its own stays as it is: a paragraph holds no other.
    """
    return _PICTURE.sub(_unless_blank, html)


def _unless_blank(match: re.Match[str]) -> str:
    said = {name.lower(): one or other or bare for name, one, other, bare in _ATTRIBUTE.findall(match["attributes"])}
    if said.get("src", "").strip():
        return match[0]
    if match["close"] is None:
        return match["open"] or ""
    caption = (match["caption"] or "").strip()
    return f"<p>{caption}</p>" if caption and not _NOT_IN_A_PARAGRAPH.search(caption) else caption
