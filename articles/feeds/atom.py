"""A feed as Atom (RFC 4287), with threading (RFC 4685)."""

from django.conf import settings
from django.utils.translation import get_language

from articles.feeds.entries import Entry, Feed, Person
from articles.feeds.markup import ATOM, THREADING, XML_LANGUAGE, Element, add, document, sayable

ATOM_TYPE = "application/atom+xml"


def atom(feed: Feed) -> bytes:
    root = Element(_name("feed"), {XML_LANGUAGE: get_language() or "en"})
    add(root, _name("title"), feed.title)
    if feed.subtitle:
        add(root, _name("subtitle"), feed.subtitle)
    add(root, _name("id"), feed.address("atom"))
    _link(root, "alternate", feed.url, "text/html")
    _link(root, "self", feed.address("atom"), ATOM_TYPE)
    add(root, _name("updated"), feed.updated.isoformat())
    _person(root, Person(settings.SITE_NAME, settings.SITE_URL))
    for entry in feed.entries:
        _entry(root, entry)
    return document(root)


def _entry(root: Element, entry: Entry) -> None:
    element = add(root, _name("entry"))
    add(element, _name("title"), entry.title)
    add(element, _name("id"), entry.id)
    _link(element, "alternate", entry.url, "text/html")
    add(element, _name("published"), entry.published.isoformat())
    add(element, _name("updated"), entry.updated.isoformat())
    for writer in entry.writers:
        _person(element, writer)
    for category in entry.categories:
        add(element, _name("category"), term=category)
    if entry.summary:
        add(element, _name("summary"), entry.summary)
    add(element, _name("content"), entry.html, type="html")
    _threading(element, entry)


def _threading(element: Element, entry: Entry) -> None:
    if entry.answers:
        said = {"ref": entry.answers.id, "href": entry.answers.url, "type": "text/html"}
        add(element, f"{{{THREADING}}}in-reply-to", **said)
    if entry.replies:
        link = _link(element, "replies", entry.replies.feed, ATOM_TYPE)
        link.set(f"{{{THREADING}}}count", str(entry.replies.count))
        if entry.replies.updated:
            link.set(f"{{{THREADING}}}updated", entry.replies.updated.isoformat())
        add(element, f"{{{THREADING}}}total", entry.replies.count)


def _link(parent: Element, relation: str, address: str, media_type: str) -> Element:
    return add(parent, _name("link"), rel=relation, href=address, type=media_type)


def _person(parent: Element, person: Person) -> None:
    author = add(parent, _name("author"))
    add(author, _name("name"), sayable(person.name) or "–")
    if person.url:
        add(author, _name("uri"), person.url)


def _name(local: str) -> str:
    return f"{{{ATOM}}}{local}"
