"""Looks for what residents answered in everything a data folder holds: in any encoding, packed, cut or reversed.

A test gives answers that stand nowhere else (canaries), and asks afterwards that no file, file name or attribute of
the folder shows them. What is sealed stays unseen; what is merely dressed up does not.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import codecs
import html
import io
import json
import lzma
import os
import quopri
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, quote_plus

LEAST = 6  # characters; anything shorter turns up by chance
_BLOCK = 1 << 16
_BETWEEN = b"\x00\xff\x00\xff"  # part of no needle
_DEEPEST = 4  # packed in packed in packed
_UNPACKED_MOST = 1 << 24


@dataclass(frozen=True)
class Needle:
    """Bytes that must not be there, and how they were made. `folded`: big and small letters are the same.

    `close`: the same without line breaks and spaces. `steps`: as a mask of one byte leaves it, empty if not looked for.
    """

    how: str
    bytes_: bytes
    folded: bool
    close: bytes
    steps: bytes


def assert_no_canary(folder: Path, answers: Sequence[str]) -> None:
    """Fail naming each file and encoding in which one of the answers shows; the answers themselves are not printed."""
    found = find_canaries(folder, answers)
    assert not found, "\n".join(found)


def find_canaries(folder: Path, answers: Sequence[str]) -> list[str]:
    """Return one line for each place: file, which answer, encoding. Raises ValueError for answers too short to tell."""
    needles = {f"answer {number}": needles_for(answer) for number, answer in enumerate(answers, start=1)}
    longest = max((len(needle.bytes_) for some in needles.values() for needle in some), default=0)
    found: dict[str, None] = {}
    for where, content in _everything_in(folder):
        for pieces in _handfuls(_unpacked(content)):
            together = _BETWEEN.join(data for _, data in pieces)
            for which, some in needles.items():
                if len(pieces) > 1 and not any(_shown(together, some)):
                    continue
                for way, data in pieces:
                    for block in _new_blocks(data, longest):
                        found |= dict.fromkeys(f"{where}: {which} {how}{way}" for how in _shown(block, some))
    return list(found)


def _handfuls(pieces: Iterator[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    """Thousands of small pieces are looked through a handful at a time: looking costs by the look, not by the byte."""
    gathered: list[tuple[str, bytes]] = []
    size = 0
    for way, data in pieces:
        if len(data) > _BLOCK:
            yield [(way, data)]
            continue
        gathered.append((way, data))
        size += len(data)
        if size > _BLOCK:
            yield gathered
            gathered, size = [], 0
    if gathered:
        yield gathered


@cache
def needles_for(answer: str) -> list[Needle]:
    """Return every dress of an answer, of its halves if it is long: a cut at a page's end leaves one half whole."""
    if len(answer) < LEAST:
        raise ValueError(f"a canary needs {LEAST} characters or more, or it is found by chance")
    middle = len(answer) // 2
    pieces = [answer] if middle < 2 * LEAST else [answer[:middle], answer[middle:]]
    made: dict[tuple[bytes, bool], Needle] = {}
    for text in dict.fromkeys(form for piece in pieces for form in _forms(piece)):
        for how, needle, folded in _dresses(text):
            known = needle.lower() if folded else needle
            if len(needle) >= LEAST:
                steps = _steps(needle) if how in {"utf-8", "utf-16-le"} else b""
                made.setdefault((known, folded), Needle(how, known, folded, _close(known), steps))
    return list(made.values())


def _forms(text: str) -> Iterator[str]:
    """The same words as programs like to rewrite them."""
    for kind in ("NFC", "NFD"):
        normal = unicodedata.normalize(kind, text)
        yield from (normal, normal.lower(), normal.upper())
        yield from (joint.join(normal.split()) for joint in ("", "_", "-", "+", "\\n"))
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    if len(plain) >= LEAST:
        yield plain


def _dresses(text: str) -> Iterator[tuple[str, bytes, bool]]:
    yield from _as_text(text)
    for charset in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "latin-1", "cp1252", "cp037"):
        with suppress(UnicodeEncodeError):
            data = text.encode(charset)
            yield charset, data, charset != "cp037"
            yield f"{charset} reversed", data[::-1], charset != "cp037"
            yield from _as_digits(charset, data)
            yield from _in_alphabets(charset, data)


def _as_text(text: str) -> Iterator[tuple[str, bytes, bool]]:
    rot13 = codecs.encode(text, "rot13")
    entities = "".join(f"&#{ord(sign)};" for sign in text)
    written = {
        "json": json.dumps(text)[1:-1],
        "json twice": json.dumps(json.dumps(text))[3:-3],
        "python": ascii(text)[1:-1],
        "python bytes": repr(text.encode())[2:-1],
        "url": quote(text),
        "url form": quote_plus(text),
        "url, all": "".join(f"%{byte:02x}" for byte in text.encode()),
        "url twice": quote(quote(text)),
        "html": html.escape(text),
        "html entities": entities,
        "html entities, some": text.encode("ascii", "xmlcharrefreplace").decode(),
        "html hex entities": "".join(f"&#x{ord(sign):x};" for sign in text),
        "unicode escapes": "".join(f"\\u{ord(sign):04x}" for sign in text),
        "utf-7": text.encode("utf-7").decode(),
        "quoted-printable": quopri.encodestring(text.encode()).decode().replace("=\n", ""),
        "punycode": text.encode("punycode").decode(),
        "reversed": text[::-1],
        "rot13": rot13,
        "sql": text.replace("'", "''"),
    }
    for how, dressed in written.items():
        yield how, dressed.encode(), True


def _as_digits(charset: str, data: bytes) -> Iterator[tuple[str, bytes, bool]]:
    for joint in ("", " ", ":", "\\x"):
        yield f"{charset} hex", joint.join(f"{byte:02x}" for byte in data).encode(), True
    pairs = [data[at : at + 2].hex() for at in range(0, len(data) & ~1, 2)]
    swapped = [data[at : at + 2][::-1].hex() for at in range(0, len(data) & ~1, 2)]
    yield f"{charset} hexdump", " ".join(pairs).encode(), True
    yield f"{charset} hexdump, swapped", " ".join(swapped).encode(), True
    for joint in (",", ", ", " "):
        yield f"{charset} numbers", joint.join(map(str, data)).encode(), True
    yield f"{charset} octal", "".join(f"\\{byte:03o}" for byte in data).encode(), True
    yield f"{charset} bits", "".join(f"{byte:08b}" for byte in data).encode(), True


def _in_alphabets(charset: str, data: bytes) -> Iterator[tuple[str, bytes, bool]]:
    """Encodings that take several bytes at once: the answer may begin at any place within a group."""
    alphabets: list[tuple[str, Callable[[bytes], bytes], int]] = [
        ("base64", base64.b64encode, 3),
        ("base64 url", base64.urlsafe_b64encode, 3),
        ("uuencode", _uuencoded, 3),
        ("base32", base64.b32encode, 5),
        ("base32 hex", base64.b32hexencode, 5),
        ("base85", base64.b85encode, 4),
        ("ascii85", base64.a85encode, 4),
    ]
    for name, encode, taken in alphabets:
        for lead in range(taken):
            # Only whole groups: what shares a group with a neighbour looks different each time.
            skipped = (taken - lead) % taken
            whole = data[skipped : skipped + (len(data) - skipped) // taken * taken]
            encoded = encode(whole)
            if len(encoded) >= LEAST:
                yield f"{charset} {name}", encoded, False


def _uuencoded(data: bytes) -> bytes:
    lines = (binascii.b2a_uu(data[at : at + 45])[1:-1] for at in range(0, len(data), 45))
    return b"".join(lines)


def _everything_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Contents, names, link targets and extended attributes of all that stands in a folder."""
    for path in sorted(folder.rglob("*")):
        where = path.relative_to(folder).as_posix()
        yield f"the name of {where}", os.fsencode(where)
        if path.is_symlink():
            yield f"the target of {where}", os.fsencode(path.readlink())
            continue
        with suppress(OSError):
            for name in os.listxattr(path):
                yield f"an attribute of {where}", os.fsencode(name) + b"\0" + os.getxattr(path, name)
        if path.is_file():
            yield where, path.read_bytes()


def _new_blocks(data: bytes, overlap: int) -> Iterator[bytes]:
    """Overlapping blocks, each only once: a file of one byte repeated costs next to nothing."""
    seen: set[bytes] = set()
    for at in range(0, max(len(data), 1), _BLOCK):
        block = data[at : at + _BLOCK + overlap]
        if block not in seen:
            seen.add(block)
            yield block


def _shown(data: bytes, needles: Sequence[Needle]) -> Iterator[str]:
    low, steps = data.lower(), _steps(data)
    close = _close(data)
    close_low = close.lower()
    for needle in needles:
        if needle.bytes_ in (low if needle.folded else data):
            yield f"as {needle.how}"
        elif len(needle.close) >= LEAST and needle.close in (close_low if needle.folded else close):
            yield f"as {needle.how}, broken over lines"
        elif needle.steps and needle.steps in steps:
            yield f"as {needle.how} under a mask of one byte"


def _close(data: bytes) -> bytes:
    return re.sub(rb"=\r?\n|[\r\n\t ]", b"", data)


def _steps(data: bytes) -> bytes:
    """In what each byte differs from the next: the same for every mask of one byte (XOR), and for big and small."""
    size = max(len(data) - 1, 0)
    number = int.from_bytes(data)
    letters = int.from_bytes(b"\xdf" * size)
    return (((number >> 8) ^ number) & letters).to_bytes(size)


def _unpacked(data: bytes, deep: int = 0) -> Iterator[tuple[str, bytes]]:
    """The bytes themselves, and whatever is packed anywhere in them, layer below layer."""
    yield "", data
    if deep == _DEEPEST:
        return
    for name, inner in _layers(data):
        if inner and inner != data:
            for way, bytes_ in _unpacked(inner, deep + 1):
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
