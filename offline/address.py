"""The hub's address: encrypted always, but on this very machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from kiosk.errors import UsageError


class AddressError(UsageError):
    """The hub's address cannot be used."""


def checked(url: str) -> str:
    """Return the address without a slash at its end. Raises AddressError for plain HTTP to another machine."""
    try:
        parts = urlsplit(url.strip())
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressError("the hub's address cannot be read. It looks like https://hub.example.gov.uk") from error
    if parts.scheme not in ("http", "https") or not host:
        raise AddressError("the hub's address must begin with https:// and name a machine")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise AddressError("the hub's address must hold no name, password, ? or #")
    if parts.scheme == "http" and not is_loopback(host):
        raise AddressError("plain http:// is only for a hub on this same machine. Use https://")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def is_loopback(host: str) -> bool:
    """Say whether a host name or number is this very machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
