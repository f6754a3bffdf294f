"""Bytes, their digests, signatures and JSON: what every message of kiosk and hub is made of."""

from __future__ import annotations

import hashlib
from typing import TypeVar

import msgspec
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from kiosk.errors import KioskError

KIOSK_HEADER = "Civic-Kiosk-Name"


class WireError(KioskError):
    """Bytes that are not what they should be: wrong shape, wrong signature, wrong key."""


Body = TypeVar("Body", bound=msgspec.Struct)


def digest(data: bytes) -> str:
    """Return the sha-256 of `data` in hex."""
    return hashlib.sha256(data).hexdigest()


def key_id(public: bytes) -> str:
    """Return a public key's id: 16 hex digits."""
    return digest(public)[:16]


def check_signature(message: bytes, signature: bytes, public: bytes) -> None:
    """Raise WireError unless the key `public` signed this message."""
    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, ValueError, TypeError) as error:
        raise WireError("the signature does not fit") from error


def decode(data: bytes, kind: type[Body]) -> Body:
    """Return the struct that `data` holds as JSON. Raises WireError."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:  # msgspec lets some broken UTF-8 through as the latter
        raise WireError(f"not a {kind.__name__}: wrong shape") from error
