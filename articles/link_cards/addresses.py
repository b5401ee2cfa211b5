"""The one spelling under which a link's facts are kept."""

import re
from urllib.parse import urlsplit

from django.conf import settings

from articles.fetching.addresses import may_be_asked
from articles.fetching.trouble import NotFetched
from articles.models.link_card import ADDRESS_LENGTH

_ARTICLE = re.compile(r"/\d{4}/\d{1,2}/([-\w]{1,120})/", re.ASCII)
# What somebody pastes or types as an address, instead of words for it.
_LIKE_AN_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s/]+\.[^\s/]+/\S*|/\S+", re.IGNORECASE)


def card_address(href: str) -> str:
    """A whole address without its fragment, or an article's path on this site; blank for what gets no card."""
    path = _path_here(href)
    if path is not None:
        article = _ARTICLE.match(path)
        return article[0] if article else ""
    try:
        url = str(may_be_asked(href).copy_with(fragment=None))
    except NotFetched:
        return ""
    return url if len(url) <= ADDRESS_LENGTH else ""


def slug_of(address: str) -> str:
    """That of the article which a card's address leads to; blank for other sites."""
    article = _ARTICLE.fullmatch(address)
    return article[1] if article else ""


def is_like_an_address(words: str) -> bool:
    return _LIKE_AN_ADDRESS.fullmatch(words.strip()) is not None


def _path_here(href: str) -> str | None:
    """What follows the host of an address on this site; None for other sites, which alone are ever asked."""
    try:
        parts = urlsplit(href)
        host = parts.hostname
    except ValueError:
        return ""
    if not parts.scheme and not parts.netloc:
        return parts.path
    is_ours = host in {urlsplit(settings.SITE_URL).hostname, *settings.ALLOWED_HOSTS}
    return parts.path if is_ours else None
