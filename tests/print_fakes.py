"""Print jobs in memory and a printer that does as it is told, both as strict as the real ones."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from kiosk.errors import PrinterError
from kiosk.protocols import PrinterState
from kiosk.receipt import Line, Receipt


@dataclass(frozen=True)
class Job:
    number: int
    tracking_code: str
    receipt: Receipt


class MemoryJobs:
    """`printer.queue.WaitingJobs` in memory: `notes` holds every state a job has been in."""

    def __init__(self, *codes: str) -> None:
        self._lock = threading.Lock()
        self.jobs: list[Job] = []
        self.states: dict[int, str] = {}
        self.notes: list[tuple[str, str]] = []
        for code in codes:
            self.add(code)

    def add(self, code: str, receipt: Receipt | None = None) -> None:
        with self._lock:
            number = len(self.jobs) + 1
            self.jobs.append(Job(number, code, receipt or Receipt([Line(code)])))
            self.states[number] = "pending"

    def take(self) -> Job | None:
        with self._lock:
            for job in self.jobs:
                if self.states[job.number] == "pending":
                    self.states[job.number] = "printing"
                    return job
            return None

    def held(self, number: int, reason: str) -> None:
        self._note(number, "pending", reason)

    def done(self, number: int) -> None:
        self._note(number, "done", "")

    def failed(self, number: int, reason: str) -> None:
        self._note(number, "failed", reason)

    def _note(self, number: int, state: str, reason: str) -> None:
        with self._lock:
            assert self.states[number] == "printing", "only a taken job moves on"
            self.states[number] = state
            self.notes.append((self.jobs[number - 1].tracking_code, f"{state} {reason}".strip()))


class FakePrinter:
    """Prints into `printed`. `now` is its state; `break_during` is raised while a job prints."""

    def __init__(self, now: PrinterState = PrinterState.READY) -> None:
        self.now = now
        self.break_during: BaseException | None = None
        self.printed: list[str] = []
        self.asked = 0

    def state(self) -> PrinterState:
        self.asked += 1
        return self.now

    def print(self, receipt: Receipt) -> None:
        if self.now not in (PrinterState.READY, PrinterState.PAPER_LOW):
            raise PrinterError(self.now)
        if self.break_during:
            raise self.break_during
        self.printed.append(receipt.lines[0].text)
