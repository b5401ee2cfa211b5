"""What a feed says, whichever format it is written in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse

# Readers' programs ask often; whoever was away for longer reads on at the site.
ENTRIES_IN_A_FEED = 30
# Of a feed that has never had an entry.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_TAG_WITH_ADDRESS = re.compile(r"""<(?:a|img)\s(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_OWN_ADDRESS = re.compile(r"""(\s(?:href|src)=["'])(?=/)""")


@dataclass(frozen=True)
class Person:
    """A writer; `url` is blank for those without a page."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Answered:
    """What an entry replies to: its id in feeds, and where it is read."""

    id: str
    url: str


@dataclass(frozen=True)
class Replies:
    """The feed of what answers an entry, and how many that are."""

    feed: str
    page: str
    count: int
    updated: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """`html` has passed the sanitiser and leads out of the feed by whole addresses (`with_whole_addresses`)."""

    id: str
    url: str
    title: str
    html: str
    published: datetime
    updated: datetime
    writers: Sequence[Person]
    summary: str = ""
    categories: Sequence[str] = ()
    answers: Answered | None = None
    replies: Replies | None = None


@dataclass(frozen=True)
class Feed:
    """`name` and `arguments` are its address's, without the format: url names come in pairs of atom and rss."""

    title: str
    subtitle: str
    url: str
    name: str
    arguments: Sequence[object]
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=_NEVER)

    def address(self, format_name: str) -> str:
        return feed_address(self.name, *self.arguments, format_name=format_name)


def feed_address(name: str, *arguments: object, format_name: str = "atom") -> str:
    return whole_address(reverse(name, args=[*arguments, format_name]))


def whole_address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def with_whole_addresses(html: str) -> str:
    """The same HTML, with links and pictures of this site under its full address: a feed is read elsewhere."""
    return _TAG_WITH_ADDRESS.sub(lambda tag: _OWN_ADDRESS.sub(rf"\1{settings.SITE_URL}", tag[0]), html)


def entry_id(kind: str, key: int, begun: datetime) -> str:
    """A name that never changes, whatever becomes of addresses (RFC 4151)."""
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    return f"tag:{host},{begun.astimezone(UTC):%Y-%m-%d}:{kind}/{key}"
