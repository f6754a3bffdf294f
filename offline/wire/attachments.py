"""Attached files: cut into chunks, each sealed with the file's own key, and handed over chunk by chunk.

The key stands inside the sealed payload. The digests of all sealed chunks stand in the envelope's header, which the
device signs, so the hub can tell of each chunk alone that it belongs there. File, number and count are bound into each
seal (XChaCha20-Poly1305): a chunk that is swapped, repeated or left out does not open.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from typing import Literal

import msgspec
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError

from kiosk.attachments import (
    CHUNK,
    LARGEST,
    LONGEST_NAME,
    MOST,
    SEAL,
    TOGETHER,
    Attachment,
    AttachmentError,
    EnclosedFile,
    SealedFile,
    check_sizes,
    media_type_of,
)
from offline.wire.codec import WireError, digest

CHUNK_TYPE = "application/vnd.civic-kiosk.chunk"
MOST_CHUNKS = -(-LARGEST // CHUNK)
_PURPOSE = b"civic-kiosk chunk 1\0"


class Missing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The chunks of one file, by number from 0, that the hub does not have."""

    attachment: str
    numbers: list[int]


class ChunkKept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signed body of the answer to one chunk. `unknown`: hand over the envelope first, and then this again.

    `digest` is the sha-256 (hex) of the chunk as it came.
    """

    epoch: str
    id: str
    attachment: str
    number: int
    digest: str
    state: Literal["kept", "unknown"]


def seal_file(name: str, data: bytes) -> Attachment:
    """Return a file sealed with a key of its own. Raises AttachmentError: too-large, empty, kind."""
    check_sizes([len(data)], taken=1)
    media_type = media_type_of(data)
    if not media_type:
        raise AttachmentError("kind")
    identity, key = str(uuid.uuid4()), secrets.token_bytes(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
    pieces = [data[start : start + CHUNK] for start in range(0, len(data), CHUNK)]
    chunks = tuple(
        crypto_aead_xchacha20poly1305_ietf_encrypt(piece, _bound(identity, number, len(pieces)), _nonce(number), key)
        for number, piece in enumerate(pieces)
    )
    sealed = SealedFile(identity, sum(map(len, chunks)), [digest(chunk) for chunk in chunks])
    # A name that is no UTF-8 could not stand in JSON.
    shown = name.encode("utf-8", "replace").decode()[:LONGEST_NAME]
    return Attachment(sealed, EnclosedFile(identity, shown, media_type, len(data), digest(data), key), chunks)


def open_file(enclosed: EnclosedFile, sealed: SealedFile, chunks: Iterable[bytes]) -> bytes:
    """Return a file's plain bytes. Raises WireError where anything about them is not what the kiosk sealed."""
    parts: list[bytes] = []
    hashed = hashlib.sha256()
    try:
        for number, chunk in enumerate(chunks):
            bound = _bound(sealed.id, number, len(sealed.chunks))
            parts.append(crypto_aead_xchacha20poly1305_ietf_decrypt(chunk, bound, _nonce(number), enclosed.key))
            hashed.update(parts[-1])
    except (CryptoError, ValueError, TypeError) as error:
        raise WireError("a chunk of an attached file cannot be opened") from error
    data = b"".join(parts)
    if len(parts) != len(sealed.chunks) or hashed.hexdigest() != enclosed.digest or len(data) != enclosed.size:
        raise WireError("an attached file is not the one that was sealed")
    if media_type_of(data) != enclosed.media_type:
        raise WireError("an attached file is of another type than it says")
    return data


def problem_in(files: list[SealedFile]) -> str:
    """Return what is wrong with what a header says of its files, or an empty text: sizes, counts, ids."""
    if len(files) > MOST:
        return f"There are more than {MOST} attachments."
    if len({file.id for file in files}) != len(files) or not all(_is_uuid(file.id) for file in files):
        return "An attachment's id is not a UUID of its own in its usual lower-case form."
    if any(not _adds_up(file) for file in files):
        return "An attachment's size and its number of chunks do not fit each other, or what is allowed."
    if sum(file.size for file in files) > TOGETHER + MOST * MOST_CHUNKS * SEAL:
        return "The attachments are too large together."
    wrong = (
        found for file in files for found in file.chunks if len(found) != 64 or set(found) - set("0123456789abcdef")
    )
    return "" if next(wrong, None) is None else "A chunk's digest is not a sha-256 in hex."


def size_of_chunk(file: SealedFile, number: int) -> int:
    """Return how many sealed bytes chunk `number` (from 0) of a file has."""
    last = len(file.chunks) - 1
    return CHUNK + SEAL if number < last else file.size - last * (CHUNK + SEAL)


def _adds_up(file: SealedFile) -> bool:
    return 0 < len(file.chunks) <= MOST_CHUNKS and SEAL < size_of_chunk(file, len(file.chunks) - 1) <= CHUNK + SEAL


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _bound(identity: str, number: int, count: int) -> bytes:
    return _PURPOSE + f"{identity} {number} {count}".encode()


def _nonce(number: int) -> bytes:
    # A counter is enough: the key is used for the chunks of this one file and never again.
    return number.to_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "big")
