"""Against emupos: the text, the square, and every fault of a printer nobody here wrote."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

import pytest
from emulated_printer import Emulator
from print_fakes import MemoryJobs

from kiosk.errors import PrinterError
from kiosk.printer_settings import PrinterSettings
from kiosk.protocols import Printer, PrinterState
from kiosk.receipt import Line, Receipt
from printer import devices
from printer.channels import TcpChannel
from printer.devices import LinePrinter, printer_for
from printer.escpos_job import build
from printer.queue import PrintQueue

ADDRESS = "https://kiosk.example.org/t/KK-4T7X-M2PC-W"
FAULTS = {
    "paper-out": PrinterState.PAPER_OUT,
    "cover-open": PrinterState.COVER_OPEN,
    "offline": PrinterState.OFFLINE,
}


def printer_at(emulator: Emulator) -> Printer:
    return printer_for(PrinterSettings(kind="network", host="127.0.0.1", port=emulator.port))


def codes_in(image: bytes, folder: Path) -> list[str]:
    file = folder / "printed.png"
    file.write_bytes(image)
    found = subprocess.run(["zbarimg", "--raw", "-q", file], capture_output=True, text=True, check=True)
    return found.stdout.split()


@pytest.mark.needs("zbar")
@pytest.mark.parametrize("language", ["english", "welsh"])
def test_a_receipt_comes_out_and_its_square_reads_back(
    language: str, emulator: Emulator, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    receipt: Receipt = request.getfixturevalue(language)
    printer_at(emulator).print(receipt)
    assert len(emulator.wait_for(1)) == 1
    assert codes_in(emulator.image(), tmp_path) == [ADDRESS]
    text = " ".join(emulator.text().split())
    assert "KK-4T7X-M2PC-W" in text
    assert "?" not in text
    assert "\ufffd" not in text


@pytest.mark.parametrize(
    "text", ["£5 for Siân's café", "łódź żółć", "€20 – “now”…", "Zürich Ærø ½ °C", "Ďáblický čaj, Őrség"]
)
def test_what_our_code_pages_hold_the_printer_prints_as_that(text: str, emulator: Emulator) -> None:
    printer_at(emulator).print(Receipt([Line(text)]))
    emulator.wait_for(1)
    assert text in emulator.text()


def test_a_well_printer_is_ready_and_low_paper_is_told(emulator: Emulator) -> None:
    printer = printer_at(emulator)
    assert printer.state() is PrinterState.READY
    emulator.fault("paper-near-end")
    assert printer.state() is PrinterState.PAPER_LOW


@pytest.mark.parametrize(("fault", "state"), FAULTS.items())
def test_a_fault_is_named_nothing_is_sent_and_once_mended_it_prints_once(
    fault: str, state: PrinterState, emulator: Emulator, english: Receipt
) -> None:
    printer = printer_at(emulator)
    emulator.fault(fault)
    assert printer.state() is state
    for _ in range(2):
        with pytest.raises(PrinterError) as caught:
            printer.print(english)
        assert caught.value.reason == state
    emulator.mend(fault)
    assert emulator.receipts() == []
    printer.print(english)
    assert len(emulator.settled()) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_the_queue_waits_for_the_printer_and_prints_once(fault: str, emulator: Emulator, english: Receipt) -> None:
    jobs = MemoryJobs()
    jobs.add("KK-4T7X-M2PC-W", english)
    told: list[PrinterState | None] = []
    came = threading.Event()

    def hear(_: str, state: PrinterState | None) -> None:
        told.append(state)
        came.set()

    emulator.fault(fault)
    queue = PrintQueue(jobs, printer_at(emulator), hear)
    queue.start()
    assert came.wait(10)
    came.clear()
    emulator.mend(fault)
    queue.wake()
    assert came.wait(10)
    assert queue.stop()
    assert told == [FAULTS[fault], None]
    assert len(emulator.settled()) == 1


def test_paper_that_ends_before_the_cut_leaves_the_job_in_doubt_and_is_not_sent_again(
    emulator: Emulator, english: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The printer holds it and prints on reload: a second copy from us would be one too many."""
    jobs = MemoryJobs()
    jobs.add("KK-4T7X-M2PC-W", english)
    told: list[PrinterState | None] = []
    asked = iter([PrinterState.READY, PrinterState.READY])
    real = devices.status.ask
    monkeypatch.setattr(devices.status, "ask", lambda line: next(asked, None) or real(line))
    emulator.fault("paper-out")
    settings = PrinterSettings()
    printer = LinePrinter(
        lambda: TcpChannel("127.0.0.1", emulator.port), lambda receipt: build(receipt, settings), end_of_job_s=0.3
    )
    queue = PrintQueue(jobs, printer, lambda _, state: told.append(state))
    queue.step()
    assert told == [PrinterState.UNCERTAIN]
    emulator.mend("paper-out")
    queue.step()
    assert len(emulator.settled()) == 1
