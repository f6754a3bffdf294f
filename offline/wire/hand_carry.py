"""What a memory stick carries between a kiosk and the hub: sealed submissions there, signed receipts back.

A folder of each kiosk, `kiosk-KK` after the prefix of its codes, and once that is full `kiosk-KK-2` and so on, each
complete in itself; in it one `.sub` file a submission (a SignedEnvelope, the
envelope's bytes exactly as stored) and `.chk` files with the chunks of attached files, `manifest.json`, written last,
and the hub's `.rec` files. Names hold digests only.
"""

from __future__ import annotations

import re
from datetime import datetime

import msgspec
from nacl.signing import SigningKey

from offline.wire.codec import check_signature, decode, digest
from offline.wire.envelopes import Result

FOLDER = "kiosk-"
SUBMISSION = ".sub"
CHUNK = ".chk"
RECEIPTS = ".rec"
MANIFEST = "manifest.json"
KEY_CHAIN = "keys.json"
"""A `KeyChain` from the hub's first receipt key to its present one."""
LARGEST_FILE = 16 * 1024 * 1024  # bytes; more is none of ours
RECEIPTS_TOGETHER = 500
FILES_TOGETHER = 20_000
"""Forms and chunks in one folder: FAT32 holds 21 800 such names, and a list of them stays far below LARGEST_FILE."""
_PURPOSE = b"civic-kiosk manifest 1\0"


class Carried(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a manifest: its name, and the sha-256 (hex) of its bytes."""

    name: str
    digest: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every file that the kiosk put into its folder, at `at` by its own clock."""

    kiosk: str
    at: datetime
    files: list[Carried]


class SignedManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`manifest.json`: a Manifest as JSON, and the device's signature over it."""

    body: bytes
    signature: bytes


class Receipts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signed body of a `.rec` file: the hub's word on submissions of one kiosk, as things stood at `at`."""

    kiosk: str
    epoch: str
    at: datetime
    results: list[Result]


def folder_name(prefix: str, number: int = 1) -> str:
    """Return the name of a kiosk's folder, counted from 1."""
    return f"{FOLDER}{prefix}" if number == 1 else f"{FOLDER}{prefix}-{number}"


def folder_number(name: str, prefix: str) -> int:
    """Return which of a kiosk's folders has this name, whatever its case; 0 where it is none of them."""
    found = re.fullmatch(rf"{re.escape(FOLDER + prefix)}(?:-([2-9]|[1-9][0-9]{{1,5}}))?", name, re.IGNORECASE)
    return 0 if found is None else int(found[1] or 1)


def file_name(data: bytes, ending: str) -> str:
    """Return the name of a file that holds these bytes: 16 hex digits of their sha-256, and its kind."""
    return digest(data)[:16] + ending


def sign_manifest(manifest: Manifest, device: SigningKey) -> bytes:
    """Return the bytes of `manifest.json`."""
    body = msgspec.json.encode(manifest)
    return msgspec.json.encode(SignedManifest(body, device.sign(_PURPOSE + body).signature))


def read_manifest(data: bytes) -> Manifest:
    """Return what a `manifest.json` says, not believed yet. Raises WireError."""
    return decode(decode(data, SignedManifest).body, Manifest)


def check_manifest(data: bytes, device: bytes) -> None:
    """Raise WireError unless `device` (a public key) signed this `manifest.json`."""
    signed = decode(data, SignedManifest)
    check_signature(_PURPOSE + signed.body, signed.signature, device)
