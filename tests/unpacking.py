"""What is packed anywhere in some bytes: layer below layer, even where a file is cut or overwritten."""

from __future__ import annotations

import base64
import bz2
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol

_DEEPEST = 4  # packed in packed in packed
_UNPACKED_MOST = 1 << 24


def unpacked(data: bytes, deep: int = 0) -> Iterator[tuple[str, bytes]]:
    """The bytes themselves, and whatever is packed anywhere in them, layer below layer."""
    yield "", data
    if deep == _DEEPEST:
        return
    for name, inner in _layers(data):
        if inner and inner != data:
            for way, bytes_ in unpacked(inner, deep + 1):
                yield f", inside {name}{way}", bytes_


def _layers(data: bytes) -> Iterator[tuple[str, bytes]]:
    for match in re.finditer(rb"\x1f\x8b\x08", data):
        yield "gzip", _inflated(data[match.start() :], zlib.MAX_WBITS | 16)
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        yield "zlib", _inflated(data[match.start() :], zlib.MAX_WBITS)
    for match in re.finditer(rb"PK\x03\x04.{22}(..)(..)", data, re.DOTALL):
        start = match.end() + sum(int.from_bytes(length, "little") for length in match.groups())
        yield "zip", _inflated(data[start:], -zlib.MAX_WBITS)
    if zipfile.is_zipfile(io.BytesIO(data)):
        with suppress(zipfile.BadZipFile, RuntimeError, NotImplementedError), zipfile.ZipFile(io.BytesIO(data)) as file:
            yield from (("zip", file.read(name)) for name in file.namelist())
    for match in re.finditer(rb"BZh[1-9]1AY&SY", data):
        yield "bzip2", _opened(bz2.BZ2Decompressor(), data[match.start() :])
    for match in re.finditer(rb"\xfd7zXZ\x00|\x5d\x00\x00..\xff{7}|\x5d\x00\x00\x80\x00\xff", data, re.DOTALL):
        yield "xz", _opened(lzma.LZMADecompressor(), data[match.start() :])
    yield from _decoded(data)


def _decoded(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Long runs of base64 or hex, decoded from each place a group may begin: what they hold may be packed in turn."""
    for match in re.finditer(rb"[A-Za-z0-9+/_-]{24,}(?:\r?\n[A-Za-z0-9+/_-]+)*", data):
        signs = re.sub(rb"\s", b"", match[0]).translate(bytes.maketrans(b"-_", b"+/"))
        for lead in range(4):
            run = signs[lead:]
            # A last group of one sign is no group: it belongs to what follows.
            whole = run[:-1] if len(run) % 4 == 1 else run
            yield "base64", base64.b64decode(whole + b"=" * (-len(whole) % 4))
    for match in re.finditer(rb"[0-9a-fA-F]{24,}", data):
        for lead in range(2):
            run = match[0][lead:]
            yield "hex", bytes.fromhex(run[: len(run) & ~1].decode())


def _inflated(data: bytes, window: int) -> bytes:
    return _opened(zlib.decompressobj(window), data)


class _Unpacker(Protocol):
    def decompress(self, data: bytes, /) -> bytes: ...


def _opened(unpacker: _Unpacker, data: bytes) -> bytes:
    """What can be read before the first fault; a cut or overwritten file still shows its beginning."""
    out = bytearray()
    for at in range(0, len(data), 256):
        try:
            out += unpacker.decompress(data[at : at + 256])
        except (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError):
            break
        if getattr(unpacker, "eof", False) or len(out) > _UNPACKED_MOST:
            break
    return bytes(out)
