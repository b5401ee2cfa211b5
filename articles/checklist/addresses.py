"""Addresses of this site, and what may be said of where they lead."""

from contextlib import suppress
from enum import Enum
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

# What a database can be asked for.
LARGEST_KEY = 2**63 - 1


class Destination(Enum):
    ELSEWHERE = "another site, or none of our business"
    FINE = "what readers can read"
    MOVED = "it by a former address"
    NOT_PUBLIC = "what readers cannot read"
    NOTHING = "nothing"


class Own(NamedTuple):
    """An address of ours as it was written, its path, and what the resolver made of it."""

    address: str
    path: str
    name: str
    says: dict[str, Any]


def read_address(address: str, base: str) -> Own | Destination:
    """What the resolver makes of it within a text that stands at `base`; where it goes, if that is plain already."""
    try:
        parts = urlsplit(urljoin(settings.SITE_URL + base, address.strip()))
    except ValueError:
        return Destination.NOTHING
    if address.startswith("#") or parts.scheme not in {"http", "https"} or parts.netloc.lower() not in _our_hosts():
        return Destination.ELSEWHERE
    path = unquote(parts.path) or "/"
    if path.startswith(settings.STATIC_URL):
        return Destination.ELSEWHERE
    # Django answers an address that lacks its last stroke with the way to the one that has it.
    for tried in (path, f"{path}/"):
        with suppress(Resolver404):
            match = resolve(tried)
            if any(isinstance(value, int) and value > LARGEST_KEY for value in match.kwargs.values()):
                return Destination.NOTHING
            return Own(
                address, tried, "newsroom" if "admin" in match.namespaces else match.url_name or "", match.kwargs
            )
    return Destination.NOTHING


def _our_hosts() -> set[str]:
    return {urlsplit(settings.SITE_URL).netloc.lower(), *settings.ALLOWED_HOSTS}
