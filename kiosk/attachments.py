"""Files that go with a submission: what may be attached, and how each stands in clear, in the seal and in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from kiosk.errors import KioskError

MOST = 4
"""Files of one submission; a journey may take fewer, and takes none unless it says so."""
LARGEST = 8 * 1024 * 1024
"""Bytes of one file: a phone's photo has 2 to 6 million."""
TOGETHER = 16 * 1024 * 1024
"""Bytes of all files of one submission. The disk reserve is made for this (`offline.reserve`)."""
CHUNK = 256 * 1024
"""Bytes of a file that are sealed and sent together: a minute is enough for them on the slowest line in use."""
SEAL = 16
"""Bytes that sealing adds to a chunk."""
LONGEST_NAME = 200

_BEGINNINGS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "application/pdf": b"%PDF-"}
_HEIC = frozenset({b"heic", b"heix", b"mif1"})  # what phones write; "mif1" is the general form of the same
_WORDS = {
    "not-taken": "this journey takes no files: leave --attach out, or see `attachments` in docs/writing-journeys.md",
    "too-many": "there are more files than this journey takes",
    "too-large": f"this file has more than {LARGEST // 1024**2} MB: send a smaller one",
    "too-large-together": f"the files have more than {TOGETHER // 1024**2} MB together: leave one out",
    "empty": "this file is empty",
    "kind": "this is no JPEG, PNG, WebP, HEIC or PDF by what is in it, whatever its name says",
}


class AttachmentError(KioskError):
    """A file that is not taken. `code` is not-taken, too-many, too-large, too-large-together, empty or kind.

    `number` counts from 1, 0 where it is about all of them. The text never has the file's name in it.
    """

    def __init__(self, code: str, number: int = 0) -> None:
        super().__init__((f"attachment {number}: " if number else "") + _WORDS[code])
        self.code = code
        self.number = number


class SealedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in clear of one file: `size` is that of its sealed chunks together, `chunks` their sha-256 in hex."""

    id: str
    size: int
    chunks: list[str]


class EnclosedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What only the hub's opener learns of one file. `size` and `digest` (sha-256, hex) are those of its plain bytes.

    `key` opens its chunks: random, 32 bytes, used for this file of this submission alone.
    """

    id: str
    name: str
    media_type: str
    size: int
    digest: str
    key: bytes  # base64 in JSON


@dataclass(frozen=True)
class Attachment:
    """One file, sealed already: its plain bytes are in none of these."""

    sealed: SealedFile
    enclosed: EnclosedFile
    chunks: tuple[bytes, ...]


def check_sizes(sizes: Sequence[int], taken: int) -> None:
    """Raise AttachmentError unless a journey that takes so many files takes files of these sizes (bytes)."""
    if sizes and not taken:
        raise AttachmentError("not-taken")
    if len(sizes) > min(taken, MOST):
        raise AttachmentError("too-many")
    for number, size in enumerate(sizes, start=1):
        if not size:
            raise AttachmentError("empty", number)
        if size > LARGEST:
            raise AttachmentError("too-large", number)
    if sum(sizes) > TOGETHER:
        raise AttachmentError("too-large-together")


def media_type_of(data: bytes) -> str:
    """Return what a file is by its first bytes, empty where it is nothing that may be attached."""
    for kind, beginning in _BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/heic" if data[4:8] == b"ftyp" and data[8:12] in _HEIC else ""
