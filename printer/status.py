"""What a printer says of itself: DLE EOT 1–4, asked by hand, and GS r 1 after a job.

Sources: Epson ESC/POS reference, *DLE EOT* and *GS r*. python-escpos asks for less, and takes silence for paper.
"""

from __future__ import annotations

import time

from kiosk.protocols import PrinterState
from printer.channels import Channel

ANSWER_S = 1.5
END_OF_JOB = b"\x1dr\x01"  # GS r 1 is answered in turn: only once all before it is on the paper

_OFFLINE = 0x08  # of 1
_COVER_OPEN, _PAPER_END, _ERROR = 0x04, 0x20, 0x40  # of 2
_ERRORS = 0x08 | 0x20 | 0x40  # of 3: cutter, cannot recover, too hot
_NEAR_END, _NO_PAPER = 0x0C, 0x60  # of 4


def ask(channel: Channel, seconds: float = ANSWER_S) -> PrinterState:
    """Ask for all four answers. One that does not come means OFFLINE: silence is never taken for paper.

    Raises OSError when the line breaks.
    """
    answers: list[int] = []
    for number in (1, 2, 3, 4):
        channel.write(bytes((0x10, 0x04, number)))
        answer = _next(channel, seconds, mask=0x93, value=0x12)
        if answer is None:
            return PrinterState.OFFLINE
        answers.append(answer)
    return state_from(*answers)


def state_from(printer: int, cause: int, error: int, paper: int) -> PrinterState:
    """Return the state for the four answers; what a person can mend comes first."""
    if cause & _COVER_OPEN:
        return PrinterState.COVER_OPEN
    if paper & _NO_PAPER or cause & _PAPER_END:
        return PrinterState.PAPER_OUT
    if printer & _OFFLINE or cause & _ERROR or error & _ERRORS:
        return PrinterState.OFFLINE
    return PrinterState.PAPER_LOW if paper & _NEAR_END else PrinterState.READY


def wait_for_end_of_job(channel: Channel, seconds: float) -> bool:
    """Say whether the answer to END_OF_JOB came: all that was sent before it has been printed. Raises OSError."""
    return _next(channel, seconds, mask=0x90, value=0x00) is not None


def _next(channel: Channel, seconds: float, *, mask: int, value: int) -> int | None:
    """Return the next byte of the wanted form; flow control and late answers to other questions are passed over."""
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        for byte in channel.read(left):
            if byte & mask == value:
                return byte
    return None
