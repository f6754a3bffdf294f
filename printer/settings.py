"""What the configuration says about the printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["none", "network", "usb", "serial", "file", "text"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True)
class PrinterSettings:
    """One printer. `kind` says which of the other fields count.

    network: host, port · usb: vendor, product (ids) · serial: path, baud · file: path, takes ESC/POS bytes ·
    text: path, takes plain text. `columns` is how many characters of font A fit the paper (80 mm 48, 58 mm 32);
    `profile` is python-escpos's name of the model.
    """

    kind: Kind = "none"
    host: str = ""
    port: int = 9100
    vendor: int = 0
    product: int = 0
    path: str = ""
    baud: int = 9600
    columns: int = 48
    profile: str = "TM-T20II"
    answers_status: bool = True  # False for a model that never answers DLE EOT: it is then believed to be ready

    @property
    def dots(self) -> int:
        """Width of the paper in dots: font A is 12 dots wide."""
        return self.columns * 12
