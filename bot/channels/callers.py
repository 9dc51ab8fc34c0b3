"""Whose request it is, as far as an address tells."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from sanic.request import Request

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
#: Whoever has one address of IPv6 has all of its network.
_OWN_BITS = 64


def caller(request: Request) -> str:
    """The address a request comes from (of IPv6, its network); behind a proxy the one of the header that was named
    at start, else the proxy's own."""
    address = request.remote_addr or request.ip
    try:
        parsed = ip_address(address)
    except ValueError:  # a unix socket has no address
        return ""
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, _OWN_BITS), strict=False))
    return str(parsed)


def is_local(request: Request) -> bool:
    """Whether a request comes from a program on this machine, and through no proxy."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.ip).is_loopback
    except ValueError:  # a unix socket has no address
        return False
