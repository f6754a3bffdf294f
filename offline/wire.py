"""What kiosk and hub say to each other: envelopes, signed replies, enrolment. Both programs import it.

An envelope's bytes are made once and never change: their sha-256 is what the hub acknowledges. The device's signature
travels beside them. Replies that promise something (received, complete, enrolled, status) are bytes signed by the
hub's receipt key; nothing is believed before `open_reply` has checked them.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date, datetime
from typing import Literal, TypeVar

import msgspec
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from kiosk.errors import KioskError
from kiosk.submission import Header

ENVELOPE_TYPE = "application/vnd.civic-kiosk.envelope+json"
REPLY_TYPE = "application/vnd.civic-kiosk.reply+json"
SIGNATURE_HEADER = "Civic-Kiosk-Signature"
KIOSK_HEADER = "Civic-Kiosk-Name"
BATCH_LIMIT = 50
_ENVELOPE_PURPOSE = b"civic-kiosk envelope 1\0"
_REPLY_PURPOSE = b"civic-kiosk reply 1\0"

Case = Literal["received", "in_progress", "waiting_for_you", "closed", "refused"]
"""The state of a case at the council, as the hub publishes it."""


class WireError(KioskError):
    """Bytes that are not what they should be: wrong shape, wrong signature, wrong key."""


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


class Result(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The hub's word on one submission. `digest` is the sha-256 (hex) of the envelope's bytes as the hub has them."""

    id: str
    digest: str
    state: Literal["received", "complete", "refused"]
    reason: str = ""  # a code, only with `refused`: conflict, signature, wrong-kiosk, malformed, unknown-key, revoked
    # and, where the hub took it but could not open it: seal, payload, header, fault
    received_at: datetime | None = None


class Results(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signed body of an answer to PUT and POST."""

    epoch: str
    results: list[Result]


class CaseStatus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where one submission stands. `note` is the council's public note in words, never the resident's."""

    id: str
    tracking_code: str
    state: Literal["received", "complete", "refused"]
    status: Case
    at: datetime
    note: str = ""
    due: str = ""  # ISO date, empty where there is none


class StatusPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signed body of GET /v1/status?after=CURSOR: changes to this kiosk's submissions, oldest first."""

    epoch: str
    cursor: str
    more: bool
    items: list[CaseStatus]


class Tracked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What anybody holding the code may see: GET /v1/tracking/CODE. `journey` is empty where it is sensitive.

    `state` is `refused` where the hub has it and cannot open it.
    """

    tracking_code: str
    status: Case
    at: datetime
    received_at: datetime
    journey: str = ""
    note: str = ""
    due: str = ""
    state: Literal["received", "complete", "refused"] = "received"


def iso_date(text: str) -> date | None:
    """Return a date that the hub sent, None where it is none: a wrong one must not stop the queue."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class PublicKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The hub's public keys, base64 in JSON. Ids are the first 16 hex digits of the key's sha-256."""

    sealing_id: str
    sealing: bytes
    receipt_id: str
    receipt: bytes
    content_id: str
    content: bytes


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


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signed answer of the hub: `body` is the JSON of one of the structs above."""

    body: bytes
    key_id: str
    signature: bytes


Body = TypeVar("Body", bound=msgspec.Struct)


def digest(data: bytes) -> str:
    """Return the sha-256 of `data` in hex."""
    return hashlib.sha256(data).hexdigest()


def key_id(public: bytes) -> str:
    """Return a public key's id: 16 hex digits."""
    return digest(public)[:16]


def seal(header: Header, payload: bytes, sealing: bytes) -> bytes:
    """Return the envelope's bytes: the payload sealed to the hub's public sealing key. Raises WireError."""
    try:
        sealed = SealedBox(PublicKey(sealing)).encrypt(payload)
    except (CryptoError, ValueError, TypeError) as error:
        raise WireError("the hub's sealing key cannot be used") from error
    return msgspec.json.encode(Envelope(header, key_id(sealing), sealed))


def unseal(envelope: Envelope, private: PrivateKey) -> bytes:
    """Return the payload's bytes. Raises WireError where the key or the seal is wrong."""
    try:
        return SealedBox(private).decrypt(envelope.sealed)
    except CryptoError as error:
        raise WireError("the seal cannot be opened with this key") from error


def sign_envelope(envelope: bytes, device: SigningKey) -> bytes:
    """Return the device's signature over the envelope's bytes."""
    return device.sign(_ENVELOPE_PURPOSE + envelope).signature


def check_envelope(envelope: bytes, signature: bytes, device: bytes) -> None:
    """Raise WireError unless `device` (a public key) signed these bytes."""
    _check(_ENVELOPE_PURPOSE + envelope, signature, device)


def read_envelope(data: bytes) -> Envelope:
    """Return the envelope. Raises WireError."""
    return _decode(data, Envelope)


def signed_reply(body: msgspec.Struct, receipt_key: SigningKey) -> bytes:
    """Return the bytes of a Reply around `body`, signed with the hub's receipt key."""
    data = msgspec.json.encode(body)
    signature = receipt_key.sign(_REPLY_PURPOSE + data).signature
    return msgspec.json.encode(Reply(data, key_id(bytes(receipt_key.verify_key)), signature))


def open_reply(data: bytes, kind: type[Body], receipt_public: bytes) -> Body:
    """Return the body of a signed reply. Raises WireError where shape, key or signature is wrong."""
    reply = _decode(data, Reply)
    if reply.key_id != key_id(receipt_public):
        raise WireError("the reply is signed with another key than the one this kiosk joined with")
    _check(_REPLY_PURPOSE + reply.body, reply.signature, receipt_public)
    return _decode(reply.body, kind)


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
    enrolled = _decode(_decode(data, Reply).body, Enrolled)
    if fingerprint(enrolled.keys.receipt) != expected:
        raise WireError("the hub's key is not the one that the enrolment code names: somebody may be in between")
    return open_reply(data, Enrolled, enrolled.keys.receipt)


def _check(message: bytes, signature: bytes, public: bytes) -> None:
    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, ValueError, TypeError) as error:
        raise WireError("the signature does not fit") from error


def _decode(data: bytes, kind: type[Body]) -> Body:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:  # msgspec lets some broken UTF-8 through as the latter
        raise WireError(f"not a {kind.__name__}: wrong shape") from error
