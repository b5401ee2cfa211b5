"""What a page says of itself: read from its head, leniently and within bounds, as plain text."""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

from accounts.names import INVISIBLE
from articles.fetching.addresses import may_be_asked
from articles.fetching.door import Fetched, fetch
from articles.fetching.trouble import NotFetched, Trouble
from articles.models.link_card import ADDRESS_LENGTH, DESCRIPTION_LENGTH, SITE_NAME_LENGTH, TITLE_LENGTH

KINDS = ("text/html", "application/xhtml+xml")
# The heads of pages that are programs are large; what matters to us comes early even there.
MOST = 512 * 1024
# What a page may say in one place before it is cut to what a card shows.
_LONGEST = 10_000
# The parser looks anew at what is not finished: in pieces, and at no tag that is longer than any should be.
_PIECE = 8 * 1024
_LONGEST_TAG = 32 * 1024
# Where a charset may be named, by the HTML standard.
_PRELUDE = 1024
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s{0,9}=\s{0,9}["']?\s{0,9}([-\w:.]{1,40})""", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How the Web is written. Python knows more, and some of those would do work instead of reading letters.
_CHARSETS = re.compile(
    r"utf-8|utf-16(-[lb]e)?|iso8859-\d+|cp125\d|cp8[67]\d|koi8-[ru]|mac-(roman|cyrillic)|shift_jis|cp932|euc_(jp|kr)|"
    r"iso2022_jp|gb2312|gbk|gb18030|big5(hkscs)?|cp949|ascii"
)


@dataclass(frozen=True)
class Facts:
    title: str
    description: str
    site_name: str
    canonical: str


def fetch_facts(address: str) -> Facts:
    """Raises NotFetched, also for a page that has no title."""
    facts = facts_of(fetch(address, kinds=KINDS, most=MOST))
    if not facts.title:
        raise NotFetched(Trouble.OTHER_KIND, "a page without a title")
    return facts


def facts_of(page: Fetched) -> Facts:
    head = _Head()
    text = _text(page)
    try:
        for start in range(0, len(text), _PIECE):
            head.feed(text[start : start + _PIECE])
            if len(head.rawdata) > _LONGEST_TAG and not head.cdata_elem:
                break
    except _HeadIsOver:
        pass
    said = head.said
    return Facts(
        title=plain(said.get("og:title") or said.get("twitter:title") or "".join(head.title), TITLE_LENGTH),
        description=plain(said.get("og:description") or said.get("description") or "", DESCRIPTION_LENGTH),
        site_name=plain(said.get("og:site_name", ""), SITE_NAME_LENGTH),
        canonical=_whole(page.url, head.canonical),
    )


def plain(text: str, longest: int) -> str:
    """On one line, without what cannot be seen or turns the direction; blank where nothing can be seen."""
    seen = " ".join(INVISIBLE.sub("", text[:_LONGEST]).split())
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in seen):
        return ""
    return seen if len(seen) <= longest else f"{seen[: longest - 1].rstrip()}…"


class _HeadIsOver(Exception):  # noqa: N818  # no error: enough was read
    pass


class _Head(HTMLParser):
    """The title, what `meta` says by its name, and the canonical address; the first of each counts."""

    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.said: dict[str, str] = {}
        self.canonical = ""
        self._is_in_title = self._has_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "body":
            raise _HeadIsOver
        if tag == "title" and not self._has_title:
            self._is_in_title = self._has_title = True
        elif tag == "meta" and len(self.said) < 200:
            name = (found.get("property") or found.get("name") or "").strip().lower()
            self.said.setdefault(name[:80], found.get("content", "")[:_LONGEST])
        elif tag == "link" and not self.canonical and "canonical" in found.get("rel", "").lower().split():
            self.canonical = found.get("href", "").strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            raise _HeadIsOver
        if tag == "title":
            self._is_in_title = False

    def handle_data(self, data: str) -> None:
        if self._is_in_title and len(self.title) < 100:
            self.title.append(data[:_LONGEST])


def _whole(base: str, address: str) -> str:
    """An address that the page names, if it is one of the Web that a row has room for."""
    try:
        whole = str(may_be_asked(urljoin(base, address))) if address else ""
    except (NotFetched, ValueError):
        return ""
    return whole if len(whole) <= ADDRESS_LENGTH else ""


def _text(page: Fetched) -> str:
    """As its first bytes, the answer's head or its own say it is written; else as UTF-8, or as the West wrote."""
    for mark, charset in _MARKS:
        if page.body.startswith(mark):
            return page.body[len(mark) :].decode(charset, "replace")
    declared = _DECLARED.search(page.body[:_PRELUDE])
    for name in (page.charset, declared[1].decode("ascii") if declared else ""):
        if charset := _known(name):
            return page.body.decode(charset, "replace")
    try:
        return page.body.decode()
    except UnicodeDecodeError as problem:
        is_cut = problem.start > len(page.body) - 4 and not page.is_whole
        return page.body.decode("utf-8" if is_cut else "cp1252", "replace")


def _known(name: str) -> str:
    """Python's name of a charset of the Web; blank for none."""
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return ""
    # What calls itself Latin-1 or ASCII on the Web is Windows's superset of it.
    found = "cp1252" if found in {"iso8859-1", "ascii"} else found
    return found if _CHARSETS.fullmatch(found) else ""
