"""Joining a hub: the code that staff type, and the hub's keys, pinned by that code's fingerprint."""

from __future__ import annotations

import base64
import hashlib

import msgspec

from offline.wire.codec import WireError, decode
from offline.wire.replies import Reply, open_reply


class PublicKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The hub's public keys, base64 in JSON. Ids are the first 16 hex digits of the key's sha-256.

    Numbers count the keys of their kind that this hub ever had (`offline.wire.keys`).
    """

    sealing_id: str
    sealing: bytes
    receipt_id: str
    receipt: bytes
    content_id: str
    content: bytes
    sealing_number: int = 1
    receipt_number: int = 1


class EnrolRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of POST /v1/enrolments. `secret` comes from the enrolment code; `device` is the kiosk's public key."""

    secret: str
    device: bytes


class Enrolled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signed answer to an enrolment."""

    kiosk: str
    prefix: str
    token: str
    epoch: str
    public_url: str
    keys: PublicKeys


def fingerprint(receipt_public: bytes) -> bytes:
    """Return what an enrolment code holds of the hub's receipt key: 10 bytes, four groups of the eight."""
    return hashlib.sha256(receipt_public).digest()[:10]


def enrolment_code(secret: bytes, receipt_public: bytes) -> str:
    """Return the code that staff type once: 10 bytes of secret and 10 of the hub key's fingerprint, in eight groups."""
    if len(secret) != 10:
        raise ValueError("an enrolment secret has 10 bytes")
    text = base64.b32encode(secret + fingerprint(receipt_public)).decode()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def read_enrolment_code(code: str) -> tuple[str, bytes]:
    """Return the secret (hex, as EnrolRequest carries it) and the fingerprint. Raises WireError."""
    text = "".join(code.upper().split()).replace("-", "")
    try:
        data = base64.b32decode(text)
    except ValueError as error:
        raise WireError("an enrolment code has eight groups of four letters A to Z and digits 2 to 7") from error
    if len(data) != 20:
        raise WireError("an enrolment code has eight groups of four: some are missing or too many")
    return data[:10].hex(), data[10:]


def open_enrolment(data: bytes, expected: bytes) -> Enrolled:
    """Return the answer to an enrolment: believed only if its key has the `expected` fingerprint. Raises WireError."""
    enrolled = decode(decode(data, Reply).body, Enrolled)
    if fingerprint(enrolled.keys.receipt) != expected:
        raise WireError("the hub's key is not the one that the enrolment code names: somebody may be in between")
    return open_reply(data, Enrolled, enrolled.keys.receipt)
