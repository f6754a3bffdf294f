"""A council pack on its way to kiosks: a list of its files, signed by the content key that the hub does not hold."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePosixPath
from typing import Annotated

import msgspec
from nacl.signing import SigningKey

from offline.wire.codec import WireError, check_signature, decode, key_id

MANIFEST_TYPE = "application/vnd.civic-kiosk.content+json"
FILE_TYPE = "application/octet-stream"
MANIFEST_PATH = "/v1/content/manifest"
FILES_PATH = "/v1/content/files/"

FILE_TYPES = (".csv", ".jpg", ".md", ".png", ".po", ".pot", ".svg", ".toml", ".txt")
MOST_FILES = 2000
LARGEST_FILE = 256 * 1024 * 1024
LARGEST_PACK = 512 * 1024 * 1024
LARGEST_MANIFEST = 1024 * 1024
LARGEST_VERSION = 2**31 - 1
_PURPOSE = b"civic-kiosk content 1\0"
_DEEPEST = 4
_SEGMENT = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_-])?")
# Names that are devices to Windows, whatever follows the first dot.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}


class ContentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: its path in the pack with `/`, its size in bytes, and its sha-256 in hex."""

    path: str
    size: Annotated[int, msgspec.Meta(ge=0, le=LARGEST_FILE)]
    sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a version consists of. `pack` is the council's id, `version` grows by every publication."""

    pack: str
    version: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_VERSION)]
    made_at: datetime
    expires_at: datetime
    files: list[ContentFile]


class SignedManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of GET /v1/content/manifest: the JSON of a Manifest, and the content key's signature over it."""

    body: bytes
    key_id: str
    signature: bytes


def signed_manifest(manifest: Manifest, content_key: SigningKey) -> bytes:
    """Return the bytes that kiosks fetch. Raises WireError for a list that no kiosk would take."""
    _check(manifest)
    body = msgspec.json.encode(manifest)
    signature = content_key.sign(_PURPOSE + body).signature
    return msgspec.json.encode(SignedManifest(body, key_id(bytes(content_key.verify_key)), signature))


def open_manifest(data: bytes, content_public: bytes) -> Manifest:
    """Return the list: believed only with the signature of this key, and where every name and size can be used.

    Raises WireError.
    """
    if len(data) > LARGEST_MANIFEST:
        raise WireError("the list of files is too long")
    signed = decode(data, SignedManifest)
    if signed.key_id != key_id(content_public):
        raise WireError("the content is signed with another key than the one this kiosk joined with")
    check_signature(_PURPOSE + signed.body, signed.signature, content_public)
    manifest = decode(signed.body, Manifest)
    _check(manifest)
    return manifest


def why_not_a_path(path: str) -> str:
    """Return why no file of a pack may be called this, "" where it may. Whatever is allowed is safe on every disk."""
    segments = path.split("/")
    if len(segments) > _DEEPEST:
        return f"folders may be {_DEEPEST - 1} deep"
    for segment in segments:
        if not _SEGMENT.fullmatch(segment):
            return "names have letters a to z, digits, dots, hyphens and underscores, and do not begin with a dot"
        if segment.partition(".")[0].lower() in _DEVICES:
            return f"{segment!r} is no name on Windows"
    if not path.endswith(FILE_TYPES):
        return f"a pack has files of these kinds only: {', '.join(FILE_TYPES)}"
    return ""


def _check(manifest: Manifest) -> None:
    if not _SEGMENT.fullmatch(manifest.pack):
        raise WireError("the content has no usable name")
    if manifest.made_at.tzinfo is None or manifest.expires_at.tzinfo is None:
        raise WireError("the content's times have no zone")
    if not 1 <= len(manifest.files) <= MOST_FILES:
        raise WireError(f"a pack has 1 to {MOST_FILES} files")
    if sum(file.size for file in manifest.files) > LARGEST_PACK:
        raise WireError(f"a pack has at most {LARGEST_PACK // 1024**2} MB")
    names: set[str] = set()
    folders: set[str] = set()
    for file in manifest.files:
        if reason := why_not_a_path(file.path):
            raise WireError(f"a file's name cannot be used: {reason}")
        # Some disks take Name and name for one.
        name = file.path.lower()
        if name in names:
            raise WireError("two files have the same name")
        names.add(name)
        folders.update(str(folder) for folder in PurePosixPath(name).parents)
    if names & folders:
        raise WireError("one name is a file and a folder")
