from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.printer_settings import PrinterSettings
from kiosk.receipt import Line, Receipt
from printer.escpos_job import build

RASTER = b"\x1dv0"
SETTINGS = PrinterSettings()


def job(*lines: Line, settings: PrinterSettings = SETTINGS) -> bytes:
    return build(Receipt(list(lines)), settings)


def test_a_job_begins_with_a_reset_and_ends_with_a_cut() -> None:
    found = job(Line("Hello"))
    assert found.startswith(b"\x1b@")
    assert found.endswith(b"\x1dV\x01")
    assert b"Hello\n" in found


def test_the_code_is_bold_centred_and_double() -> None:
    found = job(Line("KK-4T7X-M2PC-W", "code"))
    before = found[: found.index(b"KK-4T7X-M2PC-W")]
    assert b"\x1d!\x11" in before
    assert b"\x1bE\x01" in before
    assert b"\x1ba\x01" in before


def test_a_style_does_not_leak_into_the_next_line() -> None:
    found = job(Line("KK-4T7X-M2PC-W", "code"), Line("after"))
    between = found[found.index(b"-W\n") : found.index(b"after")]
    for command in (b"\x1d!\x00", b"\x1bE\x00", b"\x1ba\x00", b"\x1bM\x00"):
        assert command in between


def test_the_square_is_drawn_by_the_printer_and_centred() -> None:
    found = job(Line("https://example.org/t/1", "qr"))
    assert b"\x1d(k" in found
    assert b"https://example.org/t/1" in found
    assert RASTER not in found


def test_a_printer_without_squares_gets_a_picture() -> None:
    found = job(Line("https://example.org/t/1", "qr"), settings=PrinterSettings(profile="POS-5890", columns=32))
    assert RASTER in found
    assert b"\x1d(k" not in found


@pytest.mark.parametrize("text", ["Tŷ", "gŵyr", "Timișoara, Constanța", "مرحبا", "中文"])
def test_a_line_that_no_code_page_holds_becomes_a_picture(text: str) -> None:
    found = job(Line(text))
    assert RASTER in found
    assert b"?" not in found.split(RASTER)[0]


def test_only_that_line_becomes_a_picture() -> None:
    found = job(Line("Siân lives"), Line("in Tŷ Gwyn"), Line("by the sea"))
    assert found.count(RASTER) == 1
    assert b"by the sea\n" in found


@pytest.mark.parametrize(("columns", "profile"), [(48, "TM-T20II"), (32, "POS-5890"), (42, "default"), (32, "simple")])
def test_a_picture_is_as_wide_as_the_paper(columns: int, profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = job(Line("Tŷ"), settings=PrinterSettings(columns=columns, profile=profile))
    at = found.index(RASTER) + 4
    wide, high = int.from_bytes(found[at : at + 2], "little"), int.from_bytes(found[at + 2 : at + 4], "little")
    assert wide == -(-columns * 12 // 8)
    assert 20 <= high <= 60
    assert capsys.readouterr().out == ""


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF, exclude_characters="?"), max_size=60))
def test_no_text_ever_prints_a_question_mark_that_was_not_there(text: str) -> None:
    plain = b"".join(part for part in job(Line(text)).split(RASTER)[:1])
    assert b"?" not in plain


def test_a_text_cannot_smuggle_a_command() -> None:
    assert job(Line("a\x1dV\x00b")).count(b"\x1dV") == 1
