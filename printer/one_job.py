"""One stored receipt on its way to paper, and the durable note of how it ended."""

from __future__ import annotations

from typing import Protocol

from kiosk.errors import PrinterError
from kiosk.protocols import Printer, PrinterState
from kiosk.receipt import Receipt
from printer.devices import CAN_PRINT


class PrintJob(Protocol):
    """One stored receipt to print."""

    @property
    def number(self) -> int:
        """Its place in the store."""

    @property
    def tracking_code(self) -> str:
        """The submission that it belongs to."""

    @property
    def receipt(self) -> Receipt:
        """What is printed."""


class JobNotes(Protocol):
    """Where the end of a job that was taken is noted durably. May raise KioskError."""

    def held(self, number: int, reason: str) -> None:
        """Nothing of the job was sent, and why: it is pending again."""

    def done(self, number: int) -> None:
        """The job is printed."""

    def failed(self, number: int, reason: str) -> None:
        """The job may be printed: it is never taken again by itself."""


def print_one(job: PrintJob, notes: JobNotes, printer: Printer) -> PrinterState | None:
    """Print a job that was taken and note how it ended; returns None once it is printed, else why it is not.

    Raises KioskError where the note cannot be kept: then the job stays `printing`, and is in doubt after a restart.
    """
    try:
        reason = tried(job.receipt, printer)
    except BaseException:
        # Nobody knows how far it came; it must not come back on its own.
        notes.failed(job.number, PrinterState.UNCERTAIN)
        raise
    if reason is None:
        notes.done(job.number)
    elif reason is PrinterState.UNCERTAIN:
        notes.failed(job.number, reason)
    else:
        notes.held(job.number, reason)
    return reason


def tried(receipt: Receipt, printer: Printer) -> PrinterState | None:
    """Print a receipt once; returns None once it is printed, else why it is not."""
    state = printer.state()
    if state not in CAN_PRINT:
        return state
    try:
        printer.print(receipt)
    except PrinterError as error:
        return PrinterState(error.reason)
    return None
