"""Reading feeds as a program would, and holding them against what their formats demand."""

import re
from typing import TYPE_CHECKING

from lxml import etree

from tests.shared_data import shared_path

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

SPACES = {
    "a": "http://www.w3.org/2005/Atom",
    "thr": "http://purl.org/syndication/thread/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}
ACTIVE = re.compile(
    r"<\s*(script|iframe|object|embed|form|style|link|meta|base)\b|<[^>]*\son\w+\s*="
    r"|<[^>]*\s(href|src)\s*=\s*[\"']?\s*(javascript|vbscript|data):",
    re.IGNORECASE,
)
NOT_WHOLE = re.compile(r"<(?:a|img)[^>]*\s(?:href|src)=[\"'](?!https?://|mailto:)", re.IGNORECASE)


def parsed(answer: "Answer") -> etree._Element:
    assert answer.status_code == 200, answer.content
    return etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False, no_network=True))


def said(element: etree._Element, path: str) -> list[str]:
    """Texts and attributes that an XPath finds, as a list of strings."""
    found = element.xpath(path, namespaces=SPACES)
    assert isinstance(found, list)
    return [one if isinstance(one, str) else str(getattr(one, "text", "") or "") for one in found]


def check_atom(answer: "Answer") -> etree._Element:
    """The feed, which follows RFC 4287 and 4685 and holds nothing that runs."""
    feed = parsed(answer)
    grammar = etree.RelaxNG(etree.parse(str(shared_path("feeds/atom.rng"))))
    assert grammar.validate(feed), grammar.error_log
    ids = said(feed, "a:entry/a:id/text()")
    assert len(set(ids)) == len(ids)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    check_contents(said(feed, "//a:content[@type='html']/text() | //a:summary/text()"))
    return feed


def check_rss(answer: "Answer") -> etree._Element:
    """The feed, with what RSS 2.0 demands, and nothing that runs."""
    feed = parsed(answer)
    assert all(said(feed, f"channel/{name}/text()") for name in ("title", "link", "description"))
    for item in feed.findall("channel/item"):
        assert all(said(item, f"{name}/text()") for name in ("title", "link", "guid", "pubDate"))
    assert said(feed, "channel/a:link[@rel='self']/@href")
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    check_contents(said(feed, "//content:encoded/text()"))
    return feed


def check_contents(texts: list[str]) -> None:
    for text in texts:
        assert not ACTIVE.search(text), text
        assert not NOT_WHOLE.search(text), text
