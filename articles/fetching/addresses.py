"""Which addresses lie out on the Internet, and which may be asked.

Refused is whatever a machine reaches in another way: itself, its own network, a neighbour's door for machines,
and addresses that stand for others. Sources: IANA's registries of special-purpose addresses; RFC 6890, 4291, 6052.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

import httpx

from articles.fetching.trouble import NotFetched, Trouble

SCHEMES = frozenset({"http", "https"})
PORTS = {"http": 80, "https": 443}
# What browsers and servers agree on at least.
LONGEST_ADDRESS = 2_000

_NOT_PUBLIC = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared behind a provider's NAT
        "127.0.0.0/8",
        "168.63.129.16/32",  # a host's own door to its machines, at one large provider
        "169.254.0.0/16",  # link-local, and where clouds tell machines their secrets
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # for documentation
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",  # for measuring
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# All else is local, multicast, reserved, or an IPv4 address in disguise (mapped, or translated by NAT64).
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols' own, Teredo among them
        "2001:db8::/32",  # for documentation
        "2002::/16",  # 6to4, in which any IPv4 address hides
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address, as text, is one that everybody on the Internet reaches alike."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return not any(found in network for network in _NOT_PUBLIC)
    if found.scope_id is not None or found not in _GLOBAL_UNICAST:
        return False
    return not any(found in network for network in _NOT_PUBLIC_V6)


def may_be_asked(address: str | httpx.URL) -> httpx.URL:
    """The address taken apart; raises NotFetched for one that we do not ask whatever it resolves to."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError, ValueError) as problem:
        raise NotFetched(Trouble.NOT_ALLOWED, "not an address") from problem
    if url.scheme not in SCHEMES or not url.host or url.userinfo or len(str(url)) > LONGEST_ADDRESS:
        raise NotFetched(Trouble.NOT_ALLOWED, "not a plain web address")
    if url.port not in {None, *PORTS.values()}:
        raise NotFetched(Trouble.NOT_ALLOWED, f"port {url.port}")
    return url
