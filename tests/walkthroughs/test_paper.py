"""Receipts that wait for paper, and a printer that is quicker than the screen."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from finding import wait_until
from library import CODE, Command, begin_missed_bin, open_library, report_a_missed_bin, send, settle_in
from PySide6.QtWidgets import QApplication
from tcp_printer import NO_PAPER, WELL, TcpPrinter, network_printer, tcp_printer

from kiosk.parts import Parts
from offline.store import Store
from printer.queue import OnResult, PrintQueue

HELD = "The printer needs paper, or its cover is open."


@pytest.fixture
def empty(away: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TcpPrinter]:
    """A printer without paper, which is asked four times a second whether it has some again."""
    monkeypatch.setattr("printer.states.FIRST_POLL_S", 0.25)
    monkeypatch.setattr("printer.states.LONGEST_POLL_S", 0.25)
    with tcp_printer(NO_PAPER) as printer:
        settle_in(away, network_printer(printer.port))
        yield printer


def test_a_receipt_whose_resident_has_left_does_not_come_out_for_the_next_and_can_be_printed_again(
    away: Path, empty: TcpPrinter, kiosk: Command
) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        code = send(library)
        library.hands.see_text(HELD)
        library.hands.touch("Finish")
        library.hands.see_text("What you sent is safe.")
        begin_missed_bin(library)
        empty.answers = WELL
        library.hands.wait(1.0)
        library.hands.see("What is the postcode where the bin is?")
        assert empty.received == b""
    assert kiosk("reprint", code).stdout == f"printed {code}\n"
    assert code.encode() in empty.received


def test_a_receipt_comes_out_while_the_same_resident_does_something_else(away: Path, empty: TcpPrinter) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        code = send(library)
        library.hands.see_text(HELD)
        library.hands.touch("Do something else")
        begin_missed_bin(library)
        library.hands.see("What is the postcode where the bin is?")
        empty.answers = WELL
        wait_until(lambda: code.encode() in empty.received)


def test_a_printer_quicker_than_the_screen_is_believed(
    away: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receipt is out before the screen hears what its tracking code is."""
    queues: list[PrintQueue] = []
    told = threading.Event()
    make_queue, really_put = Parts.print_queue, Store.put

    def print_queue(parts: Parts, on_result: OnResult) -> PrintQueue:
        def tell(*said: Any) -> None:
            on_result(*said)
            told.set()

        queues.append(make_queue(parts, tell))
        return queues[-1]

    def put(store: Store, prepared: Any) -> None:
        really_put(store, prepared)
        queues[0].wake()
        told.wait(10)

    monkeypatch.setattr(Parts, "print_queue", print_queue)
    monkeypatch.setattr(Store, "put", put)
    with tcp_printer(WELL) as printer:
        settle_in(away, network_printer(printer.port))
        with open_library(away) as library:
            report_a_missed_bin(library)
            code = send(library)
            library.hands.see_text("Please take your receipt.")
            assert code.encode() in printer.received


class SlowToCommit:
    """A connection that waits before it commits a submission, and then reports a disk error in place of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._submitting = False
        self.committing, self.go_on = threading.Event(), threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        self._submitting = self._submitting or sql.startswith("INSERT INTO submissions")
        if sql != "COMMIT" or not self._submitting:
            return self._connection.execute(sql, *values)
        self.committing.set()
        self.go_on.wait(10)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error


def test_nothing_is_printed_before_it_is_committed_and_nothing_that_was_refused(away: Path) -> None:
    with tcp_printer(WELL) as printer:
        settle_in(away, network_printer(printer.port))
        with open_library(away) as library:
            report_a_missed_bin(library)
            database = library.parts.store._database
            assert database._connection is not None
            slow = SlowToCommit(database._connection)
            database._connection = slow  # type: ignore[assignment]
            library.hands.touch("Send")
            wait_until(slow.committing.is_set)
            library.hands.wait(1.0)
            assert printer.received == b"", "everything is written, and nothing is committed"
            slow.go_on.set()
            library.hands.see_text("Touch “Try again”.")
            library.hands.wait(1.0)
            assert printer.received == b"", "what was refused is not printed"
            library.hands.touch("Try again")
            library.hands.see_text("Stored safely here.")
            code = library.hands.read(CODE)
            wait_until(lambda: code.encode() in printer.received)
