"""Printers as `kiosk.protocols.Printer`: one made from the settings, all of them asked before anything is sent."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import ConfigError, PrinterError
from kiosk.printer_settings import PrinterSettings
from kiosk.protocols import Printer, PrinterState
from kiosk.receipt import Receipt
from printer import status
from printer.channels import Channel, open_channel

if TYPE_CHECKING:
    from collections.abc import Iterator

CAN_PRINT = frozenset({PrinterState.READY, PrinterState.PAPER_LOW})
END_OF_JOB_S = 8.0  # a receipt takes 1–3 s; models that never answer cost this wait

Build = Callable[[Receipt], bytes]
Open = Callable[[], Channel]


class LinePrinter:
    """An ESC/POS printer at the end of a line (network, serial, USB).

    Each call opens the line and lets go of it: many printers talk to one computer at a time.
    """

    def __init__(
        self, open_line: Open, build: Build, *, answers_status: bool = True, end_of_job_s: float = END_OF_JOB_S
    ) -> None:
        self._open = open_line
        self._build = build
        self._answers = answers_status
        self._end_of_job_s = end_of_job_s

    def state(self) -> PrinterState:
        """Ask the printer. Never raises: one that is not reached, or says nothing, is OFFLINE."""
        try:
            with self._line() as line:
                return self._ask(line)
        except OSError:
            return PrinterState.OFFLINE

    def print(self, receipt: Receipt) -> None:
        """Print and return once it is on the paper, as far as the printer can say.

        Raises PrinterError: with a printer state, nothing was sent and it may be tried again; with UNCERTAIN, some of
        it was sent and may be printed, now or once the paper is back.
        """
        job = self._build(receipt)
        try:
            with self._line() as line:
                state = self._ask(line)
                if state not in CAN_PRINT:
                    # Sent now, it would wait inside the printer and come out besides the next try.
                    raise PrinterError(state)
                self._send(line, job)
        except OSError as error:
            raise PrinterError(PrinterState.OFFLINE, f"the printer was not reached: {error.strerror}") from error

    def _send(self, line: Channel, job: bytes) -> None:
        try:
            line.write(job)
            if not self._answers:
                return
            line.write(status.END_OF_JOB)
            if status.wait_for_end_of_job(line, self._end_of_job_s):
                return
            # Some models know no GS r. If this one is well, the job is on its way out.
            state = self._ask(line)
        except OSError as error:
            raise PrinterError(PrinterState.UNCERTAIN, "the line to the printer broke during a receipt") from error
        if state not in CAN_PRINT:
            raise PrinterError(PrinterState.UNCERTAIN, f"the printer stopped during a receipt: {state}")

    def _ask(self, line: Channel) -> PrinterState:
        return status.ask(line) if self._answers else PrinterState.READY

    @contextmanager
    def _line(self) -> Iterator[Channel]:
        line = self._open()
        try:
            yield line
        finally:
            line.close()


class FilePrinter:
    """A file that receipts are added to, whole or not at all: for demos, tests, and spoolers that watch a file."""

    def __init__(self, path: Path, build: Build) -> None:
        self._path = path
        self._build = build

    def state(self) -> PrinterState:
        """READY when the file can be written, else OFFLINE."""
        folder, file = self._path.parent, self._path
        well = os.access(file, os.W_OK) if file.exists() else folder.is_dir() and os.access(folder, os.W_OK)
        return PrinterState.READY if well else PrinterState.OFFLINE

    def print(self, receipt: Receipt) -> None:
        """Add the receipt. Raises PrinterError(OFFLINE) when the file cannot be written; nothing is left then."""
        job = self._build(receipt)
        try:
            _append(self._path, job)
        except OSError as error:  # a lock that others keep is one too
            raise PrinterError(PrinterState.OFFLINE, f"{self._path}: {error.strerror or error}") from error


class NoPrinter:
    """No printer is configured."""

    def state(self) -> PrinterState:
        """Always NONE."""
        return PrinterState.NONE

    def print(self, receipt: Receipt) -> None:
        """Raise PrinterError(NONE)."""
        raise PrinterError(PrinterState.NONE, f"no printer is configured for {len(receipt.lines)} lines")


def printer_for(settings: PrinterSettings) -> Printer:
    """Return the printer that the settings name. Touches no device, and imports python-escpos only when it prints."""
    if settings.kind == "none":
        return NoPrinter()
    if settings.kind == "text":
        return FilePrinter(Path(settings.path), lambda receipt: _text(receipt, settings))
    if settings.kind == "file":
        return FilePrinter(Path(settings.path), lambda receipt: _escpos(receipt, settings))
    return LinePrinter(
        lambda: open_channel(settings),
        lambda receipt: _escpos(receipt, settings),
        answers_status=settings.answers_status,
    )


def _escpos(receipt: Receipt, settings: PrinterSettings) -> bytes:
    from printer.escpos_job import build

    try:
        return build(receipt, settings)
    except ConfigError as error:  # an unknown profile, or no typeface: nothing was sent, and staff can mend it
        raise PrinterError(PrinterState.OFFLINE, str(error)) from error


def _text(receipt: Receipt, settings: PrinterSettings) -> bytes:
    from printer.text_receipt import as_text

    return as_text(receipt, settings.columns).encode()


def _append(path: Path, data: bytes) -> None:
    """Add to the end of a file under a lock; what could not be written whole is taken back."""
    import filelock

    # Opened first: the lock would make a missing folder, and a wrong path go unseen.
    with path.open("ab", buffering=0) as file, filelock.FileLock(f"{path}.lock", timeout=5):
        before = file.seek(0, os.SEEK_END)
        try:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                file.truncate(before)
            raise
