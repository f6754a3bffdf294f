"""What every exchange with a kiosk needs: a body of bounded size, who is asking, and a signed answer."""

from __future__ import annotations

import base64
import ipaddress

import msgspec
from fastapi import Request, Response

from hub.api.problems import ProblemError
from hub.key_ring import KeyRing
from hub.kiosks import EnrolledKiosk, Kiosks, NotAuthenticatedError
from offline.wire import KIOSK_HEADER, REPLY_TYPE, SIGNATURE_HEADER, signed_reply
from offline.wire.keys import SEALING_HEADER

BODY_LIMIT = 10 * 1024 * 1024
SAFE_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Replies:
    """Signs what the hub promises."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring

    def signed(self, body: msgspec.Struct, status: int = 200) -> Response:
        """Return an answer that holds `body`, signed; beside it which sealing key is the present one."""
        keys = self._ring.now()
        headers = {**SAFE_HEADERS, SEALING_HEADER: keys.public().sealing_id}
        return Response(signed_reply(body, keys.receipt), status, headers, REPLY_TYPE)


async def read_body(request: Request, kind: str, limit: int = BODY_LIMIT) -> bytes:
    """Return the request's body, at most `limit` bytes of it. Raises ProblemError for another type or more bytes."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != kind:
        raise ProblemError(415, "content-type", f"The body must be {kind}.")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise _too_large(limit)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        parts.append(part)
    return b"".join(parts)


def sender(request: Request, kiosks: Kiosks) -> EnrolledKiosk:
    """Return the kiosk that asks. Raises NotAuthenticatedError or RevokedError."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    name = request.headers.get(KIOSK_HEADER, "")
    if scheme.lower() != "bearer" or not token.strip() or not name:
        raise NotAuthenticatedError(f"Say who asks: {KIOSK_HEADER} and Authorization: Bearer TOKEN.")
    return kiosks.authenticate(name, token.strip())


def device_signature(request: Request) -> bytes:
    """Return the device's signature, or nothing where it is not base64: checking it says so."""
    try:
        return base64.b64decode(request.headers.get(SIGNATURE_HEADER, ""), validate=True)
    except ValueError:
        return b""


def client(request: Request) -> str:
    """Return who asks, as far as the network tells: the key of rate limits, kept nowhere.

    One household or phone has a whole /64 of IPv6 addresses, so those count as one.
    """
    host = request.client.host if request.client else "unknown"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return host if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def _too_large(limit: int) -> ProblemError:
    return ProblemError(413, "too-large", f"The body may have at most {limit} bytes. Send fewer items at once.")
