"""A feed as RSS 2.0, for programs that read nothing else."""

from datetime import UTC, datetime
from email.utils import format_datetime

from django.utils.translation import get_language

from articles.feeds.entries import Entry, Feed
from articles.feeds.markup import ATOM, COMMENT_API, CONTENT, DUBLIN_CORE, SLASH, Element, add, document

RSS_TYPE = "application/rss+xml"


def rss(feed: Feed) -> bytes:
    root = Element("rss", {"version": "2.0"})
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.url)
    # The format demands one.
    add(channel, "description", feed.subtitle or feed.title)
    add(channel, "language", get_language() or "en")
    add(channel, "lastBuildDate", _date(feed.updated))
    add(channel, f"{{{ATOM}}}link", rel="self", href=feed.address("rss"), type=RSS_TYPE)
    for entry in feed.entries:
        _item(channel, entry)
    return document(root)


def _item(channel: Element, entry: Entry) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", _date(entry.published))
    for writer in entry.writers:
        add(item, f"{{{DUBLIN_CORE}}}creator", writer.name)
    for category in entry.categories:
        add(item, "category", category)
    if entry.summary:
        add(item, "description", entry.summary)
    add(item, f"{{{CONTENT}}}encoded", entry.html)
    if entry.replies:
        add(item, "comments", entry.replies.page)
        add(item, f"{{{SLASH}}}comments", entry.replies.count)
        add(item, f"{{{COMMENT_API}}}commentRss", f"{entry.replies.feed.removesuffix('atom')}rss")


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
