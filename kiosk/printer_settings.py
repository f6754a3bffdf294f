"""What kiosk.toml says about the printer, as the printer package takes it."""

from __future__ import annotations

from typing import Literal

import msgspec

DEFAULT_PROFILE = "TM-T20II"


class PrinterSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One receipt printer. `kind` says which of the other keys count: see docs/install.md.

    network: host, port · usb: vendor, product (ids) · serial: path, baud · file: path, takes ESC/POS bytes ·
    text: path, takes plain text. `columns` is how many characters of font A fit the paper (80 mm 48, 58 mm 32);
    `profile` is python-escpos's name of the model.
    """

    kind: Literal["none", "network", "usb", "serial", "file", "text"] = "none"
    host: str = ""
    port: int = 9100
    vendor: int = 0
    product: int = 0
    path: str = ""
    baud: int = 9600
    columns: int = 48
    profile: str = DEFAULT_PROFILE
    answers_status: bool = True  # False for a model that never answers DLE EOT: it is then believed to be ready

    @property
    def dots(self) -> int:
        """Width of the paper in dots: font A is 12 dots wide."""
        return self.columns * 12
