"""The links of a text, and the domains that they lead to."""

import re
from typing import NamedTuple

# As many letters as a domain can have; longer runs are none.
LONGEST_DOMAIN = 253
_ADDRESS = re.compile(r"https?://([^\s<>()\[\]\"'/?#\\]+)[^\s<>()\[\]\"']*", re.IGNORECASE)
# Whole runs are taken at once, so that no text makes it go back and forth.
_RUN = re.compile(r"[\w.-]+")


class Link(NamedTuple):
    """Where it stands in the text, and the domain in small letters."""

    start: int
    end: int
    domain: str


def links_of(text: str) -> list[Link]:
    """What becomes a link when it is published: addresses that begin with http."""
    return [Link(match.start(), match.end(), _domain(match[1])) for match in _ADDRESS.finditer(text)]


def domains_in(text: str) -> list[Link]:
    """Every domain that is named, in links or without ("see example.com")."""
    found = links_of(text)
    taken = [(link.start, link.end) for link in found]
    for match in _RUN.finditer(text):
        start, end = match.span()
        if "." in match[0].strip(".") and end - start <= LONGEST_DOMAIN:
            while taken and taken[0][1] <= start:
                taken.pop(0)
            if not (taken and taken[0][0] <= start):
                found.append(Link(start, end, _domain(match[0])))
    return sorted(found)


def _domain(host: str) -> str:
    """Without a name and a port, as it is looked up: other letters by their ASCII form, where they have one."""
    bare = host.rpartition("@")[2].split(":", 1)[0].strip(".-").lower()[:LONGEST_DOMAIN]
    if bare.isascii():
        return bare
    try:
        return bare.encode("idna").decode("ascii")
    except UnicodeError:
        return bare


def is_of(domain: str, listed: frozenset[str]) -> bool:
    """Whether the domain, or one that it is part of, is among the `listed`."""
    parts = domain.split(".")
    return any(".".join(parts[number:]) in listed for number in range(len(parts)))


def tidy_domain(entry: str) -> str:
    """A line of a list as a domain: without scheme, path, a star or a dot in front."""
    host = re.sub(r"^[a-z]+://", "", entry.strip().lower()).split("/", 1)[0]
    return _domain(host.removeprefix("*").removeprefix("www.").lstrip("."))
