"""Sealed submissions: an envelope's bytes are made once and never change, and the device signs them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey

from kiosk.submission import Header
from offline.wire.attachments import Missing
from offline.wire.codec import WireError, check_signature, decode, key_id

ENVELOPE_TYPE = "application/vnd.civic-kiosk.envelope+json"
SIGNATURE_HEADER = "Civic-Kiosk-Signature"
BATCH_LIMIT = 50
_PURPOSE = b"civic-kiosk envelope 1\0"


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sealed submission: header in clear, payload sealed (libsodium sealed box) to hub key `key_id`."""

    header: Header
    key_id: str
    sealed: bytes  # base64 in JSON


class SignedEnvelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item of a batch: the envelope's bytes and the device's signature over them."""

    envelope: bytes
    signature: bytes


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of POST /v1/submissions: at most BATCH_LIMIT items."""

    items: list[SignedEnvelope]


class Result(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The hub's word on one submission. `digest` is the sha-256 (hex) of the envelope's bytes as the hub has them.

    `incomplete` promises nothing: the hub keeps the envelope and lacks the chunks in `missing`.
    """

    id: str
    digest: str
    state: Literal["received", "complete", "refused", "incomplete"]
    reason: str = ""  # a code, only with `refused`: conflict, signature, wrong-kiosk, malformed, unknown-key, revoked
    # and, where the hub took it but could not open it: seal, payload, header, attachment, fault
    received_at: datetime | None = None
    missing: list[Missing] = []


class Results(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signed body of an answer to PUT and POST."""

    epoch: str
    results: list[Result]


def seal(header: Header, payload: bytes, sealing: bytes) -> bytes:
    """Return the envelope's bytes: the payload sealed to the hub's public sealing key. Raises WireError."""
    try:
        sealed = SealedBox(PublicKey(sealing)).encrypt(payload)
    except (CryptoError, ValueError, TypeError) as error:
        raise WireError("the hub's sealing key cannot be used") from error
    return msgspec.json.encode(Envelope(header, key_id(sealing), sealed))


def check_sealing_key(sealing: bytes) -> None:
    """Raise WireError for a public key that nothing can be sealed to: of another length, or a point of low order."""
    try:
        SealedBox(PublicKey(sealing)).encrypt(b"")
    except (CryptoError, ValueError, TypeError) as error:
        raise WireError("the hub's sealing key cannot be used") from error


def unseal(envelope: Envelope, private: PrivateKey) -> bytes:
    """Return the payload's bytes. Raises WireError where the key or the seal is wrong."""
    try:
        return SealedBox(private).decrypt(envelope.sealed)
    except CryptoError as error:
        raise WireError("the seal cannot be opened with this key") from error


def sign_envelope(envelope: bytes, device: SigningKey) -> bytes:
    """Return the device's signature over the envelope's bytes."""
    return device.sign(_PURPOSE + envelope).signature


def check_envelope(envelope: bytes, signature: bytes, device: bytes) -> None:
    """Raise WireError unless `device` (a public key) signed these bytes."""
    check_signature(_PURPOSE + envelope, signature, device)


def read_envelope(data: bytes) -> Envelope:
    """Return the envelope. Raises WireError."""
    return decode(data, Envelope)
