"""A receipt as lines, before any device knows of it. Holds nothing personal: it waits in clear in the print queue."""

from __future__ import annotations

from typing import Literal

import msgspec

Style = Literal["normal", "bold", "heading", "code", "small", "qr", "rule", "space"]


class Line(msgspec.Struct, frozen=True):
    """One line: wrapped to the paper by the printer. For `qr`, `text` is what the square says."""

    text: str = ""
    style: Style = "normal"


class Receipt(msgspec.Struct, frozen=True):
    """What is printed, top to bottom, and the language it is in (its fonts and shaping depend on it)."""

    lines: list[Line]
    language: str = "en"


def encode(receipt: Receipt) -> bytes:
    """Return the receipt as JSON bytes."""
    return msgspec.json.encode(receipt)


def decode(data: bytes) -> Receipt:
    """Return the receipt from JSON bytes. Raises msgspec.ValidationError or msgspec.DecodeError."""
    return msgspec.json.decode(data, type=Receipt)
