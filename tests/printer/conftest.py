"""The emulated printer, and the receipts put into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import emulated_printer
import pytest

from kiosk.receipt import Line, Receipt

ADDRESS = "https://kiosk.example.org/t/KK-4T7X-M2PC-W"


@pytest.fixture(scope="session")
def _emulator_installed() -> None:
    if reason := emulated_printer.why_not():
        pytest.skip(f"needs the printer emulator: {reason}")


@pytest.fixture
def emulator(_emulator_installed: None, tmp_path: Path) -> Iterator[emulated_printer.Emulator]:
    """A fresh TM-T20III on a port of its own; skips, saying why, where it cannot be had."""
    with emulated_printer.running(tmp_path) as found:
        yield found


@pytest.fixture
def english() -> Receipt:
    return Receipt(
        [
            Line("Northwick Borough Council", "heading"),
            Line("", "space"),
            Line("Missed bin", "bold"),
            Line("You sent this on Friday 20 November 2026 at 10:42. It is stored safely here."),
            Line("Your tracking code:"),
            Line("KK-4T7X-M2PC-W", "code"),
            Line(ADDRESS, "qr"),
            Line("", "rule"),
            Line("What happens next", "bold"),
            Line("We will collect it within 2 working days of the council getting it. It costs £0."),
            Line("Text 07700 900123 or ask at the desk.", "small"),
        ],
        "en",
    )


@pytest.fixture
def welsh() -> Receipt:
    return Receipt(
        [
            Line("Cyngor Bwrdeistref Tŷ'r Gogledd", "heading"),
            Line("", "space"),
            Line("Bin heb ei gasglu", "bold"),
            Line("Anfonwyd hwn ddydd Gwener 20 Tachwedd 2026 am 10:42. Mae wedi'i gadw'n ddiogel yma."),
            Line("Eich cod olrhain:"),
            Line("KK-4T7X-M2PC-W", "code"),
            Line(ADDRESS, "qr"),
            Line("", "rule"),
            Line("Beth sy'n digwydd nesaf", "bold"),
            Line("Byddwn yn ei gasglu o fewn 2 ddiwrnod gwaith, gyda'r dŵr a'r gŵyr wrth gefn."),
            Line("Tecstiwch 07700 900123 neu gofynnwch wrth y ddesg.", "small"),
        ],
        "cy",
    )
