"""Receipts into a file: each whole, one after the other, and none where there is no room."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kiosk.errors import PrinterError
from kiosk.printer_settings import PrinterSettings
from kiosk.protocols import PrinterState
from kiosk.receipt import Line, Receipt
from printer import devices
from printer.devices import printer_for

RECEIPT = Receipt([Line("Hello")])


def test_a_file_takes_receipt_after_receipt(tmp_path: Path) -> None:
    file = tmp_path / "receipts.bin"
    printer = printer_for(PrinterSettings(kind="file", path=str(file)))
    assert printer.state() is PrinterState.READY
    printer.print(RECEIPT)
    printer.print(RECEIPT)
    assert file.read_bytes().count(b"Hello\n") == 2
    assert file.read_bytes().count(b"\x1b@") == 2


def test_an_unknown_profile_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "receipts.bin"
    with pytest.raises(PrinterError, match="TM-T9000") as caught:
        printer_for(PrinterSettings(kind="file", path=str(file), profile="TM-T9000")).print(RECEIPT)
    assert caught.value.reason == PrinterState.OFFLINE
    assert not file.exists()


def test_a_text_file_takes_plain_words(tmp_path: Path) -> None:
    file = tmp_path / "receipts.txt"
    printer_for(PrinterSettings(kind="text", path=str(file))).print(Receipt([Line("Tŷ Gwyn")]))
    assert file.read_text() == "Tŷ Gwyn\n"


def test_a_file_without_its_folder_is_offline(tmp_path: Path) -> None:
    printer = printer_for(PrinterSettings(kind="file", path=str(tmp_path / "gone" / "receipts.bin")))
    assert printer.state() is PrinterState.OFFLINE
    with pytest.raises(PrinterError) as caught:
        printer.print(RECEIPT)
    assert caught.value.reason == PrinterState.OFFLINE


def test_a_full_disk_leaves_no_half_a_receipt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "receipts.txt"
    printer = printer_for(PrinterSettings(kind="text", path=str(file)))
    printer.print(Receipt([Line("first")]))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(devices.os, "fsync", full)
    with pytest.raises(PrinterError, match="No space left"):
        printer.print(Receipt([Line("second")]))
    assert file.read_text() == "first\n"


def test_two_writers_never_mix_their_receipts(tmp_path: Path) -> None:
    file = tmp_path / "receipts.txt"
    texts = [letter * 40 for letter in "abcdefgh"]
    threads = [
        threading.Thread(
            target=printer_for(PrinterSettings(kind="text", path=str(file))).print, args=(Receipt([Line(text)] * 50),)
        )
        for text in texts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = file.read_text().splitlines()
    assert [lines[n * 50 : n * 50 + 50] for n in range(8)] == [[lines[n * 50]] * 50 for n in range(8)]
