"""Which certificate is shown where the hub should be, and who vouches for it. Nothing is sent but the handshake."""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from kiosk.errors import KioskError
from offline.address import is_loopback
from offline.transport import HubSettings

_SECONDS = 5.0
# OpenSSL's numbers (X509_V_ERR_…).
_NOT_YET, _EXPIRED = 9, 10
_WRONG_HOST = (62, 64)


class Doubt(StrEnum):
    """Why a certificate is not trusted."""

    EXPIRED = "expired"
    NOT_YET = "not-valid-yet"
    WRONG_HOST = "wrong-host"
    UNKNOWN_ISSUER = "unknown-issuer"


class NotShownError(KioskError):
    """No certificate came: nobody was reached, or who answered speaks no TLS."""


@dataclass(frozen=True)
class Way:
    """How the hub is reached. `proxy` is empty where there is none."""

    host: str
    port: int
    encrypted: bool
    proxy: str

    @property
    def proxy_shown(self) -> str:
        """The proxy without name and password."""
        parts = urlsplit(self.proxy)
        return f"{parts.hostname}:{_port(parts)}" if self.proxy else ""


@dataclass(frozen=True)
class Shown:
    """A certificate as it was shown. `names`: the hosts it is for; `sha256`: its fingerprint in hex."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    valid_from: datetime
    valid_until: datetime
    sha256: str
    protocol: str


def way_to(settings: HubSettings) -> Way:
    """Return how `offline.transport` goes to the hub."""
    from requests.utils import get_environ_proxies, select_proxy

    parts = urlsplit(settings.url)
    host, proxy = parts.hostname or "", ""
    if not is_loopback(host):
        proxy = settings.proxy or select_proxy(settings.url, get_environ_proxies(settings.url)) or ""
    return Way(host, _port(parts), parts.scheme == "https", proxy)


def addresses(host: str) -> list[str]:
    """Return what a name stands for now, nothing where it is not known."""
    try:
        return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)})
    except OSError:
        return []


def shown(way: Way) -> Shown:
    """Return the certificate that is shown, believed or not. Raises NotShownError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # It is only looked at: the connection ends with the handshake, and nothing is ever sent over it.
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return _read(*_handshake(way, context))


def doubt(way: Way, ca_file: str) -> Doubt | None:
    """Return why the certificate is not trusted by `ca_file` (empty: the public authorities), None where it is.

    A `ca_file` that holds no certificate trusts nobody. Raises NotShownError.
    """
    from certifi import where

    try:
        context = ssl.create_default_context(cafile=ca_file or where())
    except OSError:
        return Doubt.UNKNOWN_ISSUER
    try:
        _handshake(way, context)
    except ssl.SSLCertVerificationError as error:
        if error.verify_code in _WRONG_HOST:
            return Doubt.WRONG_HOST
        return {_EXPIRED: Doubt.EXPIRED, _NOT_YET: Doubt.NOT_YET}.get(error.verify_code, Doubt.UNKNOWN_ISSUER)
    return None


def _handshake(way: Way, context: ssl.SSLContext) -> tuple[bytes, str]:
    """Return the certificate's bytes and the protocol's name.

    Raises NotShownError, and ssl.SSLCertVerificationError where the context does not believe what was shown.
    """
    try:
        with closing(_connection(way, context)) as connection:
            connection.connect()
            encrypted = connection.sock
            if not isinstance(encrypted, ssl.SSLSocket):
                raise NotShownError("who answered speaks no TLS")
            return encrypted.getpeercert(binary_form=True) or b"", encrypted.version() or ""
    except ssl.SSLCertVerificationError:
        raise
    except (OSError, http.client.HTTPException) as error:
        raise NotShownError(f"no certificate was shown ({type(error).__name__})") from error


def _connection(way: Way, context: ssl.SSLContext) -> http.client.HTTPSConnection:
    if not way.proxy:
        return http.client.HTTPSConnection(way.host, way.port, timeout=_SECONDS, context=context)
    proxy = urlsplit(way.proxy)
    if proxy.scheme != "http":
        raise NotShownError(f"the way leads through {way.proxy_shown}, and cannot be looked at from here")
    connection = http.client.HTTPSConnection(proxy.hostname or "", _port(proxy), timeout=_SECONDS, context=context)
    connection.set_tunnel(way.host, way.port, _proof(proxy))
    return connection


def _proof(proxy: SplitResult) -> dict[str, str]:
    """Return what a proxy with a password wants to see."""
    from urllib.parse import unquote

    from urllib3.util import make_headers

    if not proxy.username:
        return {}
    named = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return dict(make_headers(proxy_basic_auth=named))


def _read(data: bytes, protocol: str) -> Shown:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    try:
        certificate = x509.load_der_x509_certificate(data)
        named = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        names = (*named.get_values_for_type(x509.DNSName), *map(str, named.get_values_for_type(x509.IPAddress)))
    except x509.ExtensionNotFound:
        names = ()
    except ValueError as error:
        raise NotShownError("what was shown is no certificate") from error
    return Shown(
        subject=certificate.subject.rfc4514_string(),
        issuer=certificate.issuer.rfc4514_string(),
        names=names,
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        sha256=certificate.fingerprint(SHA256()).hex(),
        protocol=protocol,
    )


def _port(parts: SplitResult) -> int:
    return parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
