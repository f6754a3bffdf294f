"""The way to the hub for `kiosk doctor`: who shows which certificate, and what a firewall team must let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.protocols import Finding

if TYPE_CHECKING:
    from offline.certificate import Shown, Way
    from offline.transport import HubSettings

_CLOCK = "Look at this computer's clock first; if it is right, tell whoever runs the hub."
_LARGEST_REQUEST = "10 MB"


def certificate(settings: HubSettings) -> Finding:
    """Look at the certificate that is shown for the hub. Nothing is sent but the handshake."""
    from offline.certificate import NotShownError, doubt, shown, way_to

    way = way_to(settings)
    if not way.encrypted:
        return Finding("certificate", ok=True, found="none is needed on this same machine")
    try:
        seen = shown(way)
        wrong = doubt(way, settings.ca_file)
        public = wrong if not settings.ca_file else doubt(way, "")
    except NotShownError as error:
        remedy = "Ask the network team to let this kiosk reach the hub: `kiosk doctor --network` lists what it needs."
        return Finding("certificate", ok=False, found=f"{way.host}: {error}", remedy=remedy)
    details = _details(seen)
    if wrong is None:
        through = ""
        if public is not None:
            through = (
                ", trusted through [network] ca_file: your network inspects TLS, or the hub's is the council's own"
            )
        return Finding("certificate", ok=True, found=f"issued by {seen.issuer}{through}", details=details)
    found, remedy = _words(wrong, way, seen, settings.ca_file)
    return Finding("certificate", ok=False, found=found, remedy=remedy, details=details)


def _words(wrong: str, way: Way, seen: Shown, ca_file: str) -> tuple[str, str]:
    """Return what was found and what helps."""
    if wrong == "expired":
        return f"{way.host} shows one that ended on {seen.valid_until:%d %B %Y}", _CLOCK
    if wrong == "not-valid-yet":
        return f"{way.host} shows one that begins on {seen.valid_from:%d %B %Y}", _CLOCK
    if wrong == "wrong-host":
        names = ", ".join(seen.names) or "no host"
        remedy = "Check the hub's address, and whether something answers in its place; then tell the network team."
        return f"{way.host} shows one for {names}", remedy
    found = f"your network inspects TLS, or somebody is in between: {way.host} shows one issued by {seen.issuer}"
    known = f"{ca_file} does not vouch for it. " if ca_file else "No public authority vouches for it. "
    remedy = (
        f"{known}Ask the network team for the certificate of {seen.issuer}, compare its fingerprint with them by "
        'another way, and give it as [network] ca_file = "…" in kiosk.toml. Or ask them not to inspect '
        f"{way.host}: what this kiosk sends is sealed besides. The check is never skipped."
    )
    return found, remedy


def for_the_firewall_team(settings: HubSettings) -> dict[str, str]:
    """Return what the network must let through, by name."""
    from offline.certificate import NotShownError, addresses, shown, way_to

    way = way_to(settings)
    needs = {
        "direction": "outgoing only: nothing connects to a kiosk",
        "host": way.host,
        # Through a proxy it is the proxy that looks the name up.
        "addresses": ", ".join([] if way.proxy else addresses(way.host)) or "not looked up from here",
        "port": f"{way.port}/tcp",
        "protocol": "HTTPS: HTTP/1.1 over TLS 1.2 or 1.3" if way.encrypted else "HTTP on this same machine",
        "requests": "GET, PUT, POST to /v1/…, without redirects, cookies or WebSockets",
        "largest request": _LARGEST_REQUEST,
        "proxy": f"{way.proxy_shown} (CONNECT)" if way.proxy else "none",
        "trusted authorities": settings.ca_file or "the public ones",
    }
    if not way.encrypted:
        return needs
    try:
        return needs | {f"certificate {name}": value for name, value in _details(shown(way)).items()}
    except NotShownError as error:
        return needs | {"certificate": str(error)}


def _details(seen: Shown) -> dict[str, str]:
    return {
        "subject": seen.subject,
        "issuer": seen.issuer,
        "names": ", ".join(seen.names),
        "valid until": seen.valid_until.date().isoformat(),
        "sha-256": seen.sha256,
        "protocol": seen.protocol,
    }
