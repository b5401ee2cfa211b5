"""Where a request comes from, kept so that it tells networks apart and names none."""

from ipaddress import IPv4Address, ip_address

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# A household's or an office's addresses share these first bits; the rest is not kept.
_KEPT_BITS_4, _KEPT_BITS_6 = 24, 48


def network_of(request: HttpRequest) -> str:
    """A keyed digest of the address's network: 32 hexadecimal digits, the same for neighbours."""
    return network_key(str(get_adapter().get_client_ip(request) or ""))


def network_key(address: str) -> str:
    return salted_hmac("comments.guards.origins", _network(address), algorithm="sha256").hexdigest()[:32]


def _network(address: str) -> str:
    """The address without its last bits; IPv4 written as IPv6 counts as IPv4, and what is none as itself."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    ip = getattr(ip, "ipv4_mapped", None) or ip
    bits, kept = (32, _KEPT_BITS_4) if isinstance(ip, IPv4Address) else (128, _KEPT_BITS_6)
    return f"{int(ip) >> (bits - kept)}/{kept}"
