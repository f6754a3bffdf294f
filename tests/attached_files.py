"""Files to attach: by their content what they say, and as large as a test wants them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from kiosk.attachments import Attachment
from offline.wire.attachments import seal_file

FILE_CANARY = "Photograph-of-Blodwen-Canary"
"""Stands in every file made here, and in its name: neither may ever be readable on a disk."""
BEGINNINGS = {
    "image/jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "application/pdf": b"%PDF-1.7\n",
    "image/webp": b"RIFF\x00\x00\x00\x00WEBP",
    "image/heic": b"\x00\x00\x00\x18ftypheic",
}


def file_of(size: int, kind: str = "image/jpeg", seed: int = 1) -> bytes:
    """Return a file of `size` bytes: a beginning, the canary, and the same noise for the same seed."""
    start = BEGINNINGS[kind] + FILE_CANARY.encode()
    noise = hashlib.shake_128(f"{kind} {seed}".encode()).digest(max(0, size - len(start)))
    return (start + noise)[:size]


def sealed(*sizes: int) -> list[Attachment]:
    """Return files of these sizes, sealed."""
    return [seal_file(f"{FILE_CANARY}-{seed}.jpg", file_of(size, seed=seed)) for seed, size in enumerate(sizes)]


def in_clear(files: Sequence[Attachment]) -> dict[str, object]:
    """Return what a header says of them, as changes to one."""
    return {"attachments": [file.sealed for file in files]}
