"""A printer at the end of a line: asked first, printed once, and what became of it told as it is."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kiosk.errors import PrinterError
from kiosk.protocols import PrinterState
from kiosk.receipt import Line, Receipt
from printer import channels, status
from printer.channels import SerialChannel, TcpChannel
from printer.devices import LinePrinter

RECEIPT = Receipt([Line("Hello")])
READY = {1: b"\x12", 2: b"\x12", 3: b"\x12", 4: b"\x12"}


class StubPrinter:
    """A TCP printer that does what emupos cannot: stay mute, hang up, not read, know no GS r."""

    def __init__(self, behave: Callable[[StubPrinter, socket.socket], None]) -> None:
        self._behave = behave
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self.printed = b""
        self.answers = dict(READY)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                try:
                    self._behave(self, connection)
                except OSError:
                    continue

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)


def well(printer: StubPrinter, line: socket.socket) -> None:
    """Answer every status question, and GS r in turn."""
    while data := line.recv(4096):
        for question in (1, 2, 3, 4):
            if data == bytes((0x10, 4, question)):
                line.sendall(printer.answers[question])
                break
        else:
            printer.printed += data
            if data.endswith(status.END_OF_JOB):
                line.sendall(b"\x00")


def without_gs_r(printer: StubPrinter, line: socket.socket) -> None:
    while data := line.recv(4096):
        if data[:2] == b"\x10\x04":
            line.sendall(printer.answers[data[2]])
        else:
            printer.printed += data


def paper_ends_during_the_job(printer: StubPrinter, line: socket.socket) -> None:
    while data := line.recv(4096):
        if data[:2] == b"\x10\x04":
            line.sendall(printer.answers[data[2]])
        else:
            printer.printed += data
            printer.answers = {1: b"\x1a", 2: b"\x32", 3: b"\x12", 4: b"\x7e"}


def hangs_up_during_the_job(printer: StubPrinter, line: socket.socket) -> None:
    while data := line.recv(4096):
        if data[:2] != b"\x10\x04":
            printer.printed += data
            return
        line.sendall(printer.answers[data[2]])


def mute(printer: StubPrinter, line: socket.socket) -> None:
    while data := line.recv(4096):
        printer.printed += data if data[:2] != b"\x10\x04" else b""


def hangs_up_at_once(printer: StubPrinter, line: socket.socket) -> None:
    line.recv(1)


@contextmanager
def stub(behave: Callable[[StubPrinter, socket.socket], None]) -> Iterator[StubPrinter]:
    printer = StubPrinter(behave)
    try:
        yield printer
    finally:
        printer.close()


def line_to(printer: StubPrinter, *, answers_status: bool = True) -> LinePrinter:
    return LinePrinter(
        lambda: TcpChannel("127.0.0.1", printer.port),
        lambda receipt: b"JOB" + receipt.lines[0].text.encode(),
        answers_status=answers_status,
        end_of_job_s=0.2,
    )


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "WRITE_S", 1.0)
    monkeypatch.setattr(status.ask, "__defaults__", (0.2,))


def test_a_printer_that_is_well_prints_and_says_when_it_is_done() -> None:
    with stub(well) as printer:
        assert line_to(printer).state() is PrinterState.READY
        line_to(printer).print(RECEIPT)
        assert printer.printed == b"JOBHello" + status.END_OF_JOB


def test_paper_that_runs_low_still_prints() -> None:
    with stub(well) as printer:
        printer.answers[4] = b"\x1e"
        line_to(printer).print(RECEIPT)
        assert b"JOBHello" in printer.printed


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({1: b"\x1a", 2: b"\x32", 4: b"\x7e"}, PrinterState.PAPER_OUT),
        ({1: b"\x1a", 2: b"\x16"}, PrinterState.COVER_OPEN),
        ({1: b"\x1a"}, PrinterState.OFFLINE),
    ],
)
def test_a_printer_that_cannot_print_gets_not_one_byte_of_the_receipt(
    answers: dict[int, bytes], reason: PrinterState
) -> None:
    with stub(well) as printer:
        printer.answers |= answers
        with pytest.raises(PrinterError) as caught:
            line_to(printer).print(RECEIPT)
        assert caught.value.reason == reason
        assert printer.printed == b""


def test_a_model_without_gs_r_is_believed_when_it_is_still_well() -> None:
    with stub(without_gs_r) as printer:
        line_to(printer).print(RECEIPT)
        assert b"JOBHello" in printer.printed


@pytest.mark.parametrize("behave", [paper_ends_during_the_job, hangs_up_during_the_job])
def test_a_fault_during_the_job_is_uncertain(behave: Callable[[StubPrinter, socket.socket], None]) -> None:
    with stub(behave) as printer:
        with pytest.raises(PrinterError) as caught:
            line_to(printer).print(RECEIPT)
        assert caught.value.reason == PrinterState.UNCERTAIN


def test_a_mute_printer_is_offline_within_its_deadline_and_gets_nothing() -> None:
    with stub(mute) as printer:
        began = time.monotonic()
        assert line_to(printer).state() is PrinterState.OFFLINE
        assert time.monotonic() - began < 1
        with pytest.raises(PrinterError) as caught:
            line_to(printer).print(RECEIPT)
        assert caught.value.reason == PrinterState.OFFLINE
        assert printer.printed == b""


def test_a_mute_printer_prints_where_the_settings_say_that_it_never_answers() -> None:
    with stub(mute) as printer:
        assert line_to(printer, answers_status=False).state() is PrinterState.READY
        line_to(printer, answers_status=False).print(RECEIPT)
        deadline = time.monotonic() + 2
        while printer.printed != b"JOBHello" and time.monotonic() < deadline:
            time.sleep(0.01)
        assert printer.printed == b"JOBHello"


def test_a_printer_that_hangs_up_is_offline() -> None:
    with stub(hangs_up_at_once) as printer:
        assert line_to(printer).state() is PrinterState.OFFLINE


def test_a_printer_that_stops_reading_does_not_hold_us_for_ever() -> None:
    def stalls(printer: StubPrinter, line: socket.socket) -> None:
        for _ in range(4):
            line.sendall(printer.answers[line.recv(3)[2]])
        time.sleep(3)

    with stub(stalls) as printer:
        slow = LinePrinter(lambda: TcpChannel("127.0.0.1", printer.port), lambda _: b"x" * 50_000_000)
        began = time.monotonic()
        with pytest.raises(PrinterError) as caught:
            slow.print(RECEIPT)
        assert caught.value.reason == PrinterState.UNCERTAIN
        assert time.monotonic() - began < 3


def test_a_serial_printer_speaks_both_ways() -> None:
    """A pseudo terminal stands for the port."""
    ours, theirs = os.openpty()
    os.set_blocking(ours, True)
    got = b""

    def answer() -> None:
        nonlocal got
        while not got.endswith(status.END_OF_JOB):
            data = os.read(ours, 4096)
            if data[:2] == b"\x10\x04":
                os.write(ours, b"\x12")
            else:
                got += data
        os.write(ours, b"\x00")

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    LinePrinter(lambda: SerialChannel(os.ttyname(theirs), 9600), lambda _: b"JOB").print(RECEIPT)
    thread.join(5)
    os.close(theirs)
    os.close(ours)
    assert got == b"JOB" + status.END_OF_JOB
