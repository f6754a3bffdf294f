"""Every dress in which the words of an answer can stand in a file, and whether some bytes show one."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import json
import quopri
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, quote_plus

LEAST = 6  # characters; anything shorter turns up by chance


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


def shown(data: bytes, needles: Sequence[Needle]) -> Iterator[str]:
    """Yield for each needle that is in the bytes how it stands there."""
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
