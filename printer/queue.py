"""Prints the stored jobs off the GUI thread, each at most once by itself."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

from kiosk.errors import KioskError, PrinterError
from kiosk.protocols import Printer, PrinterState
from kiosk.receipt import Receipt
from printer.devices import CAN_PRINT
from printer.states import Held, Idle, Printing, QueueState, Uncertain, after_failure, poll_after

_log = logging.getLogger(__name__)

OnResult = Callable[[str, PrinterState | None], None]
_IDLE_POLL_S = 30.0  # a job of this program comes with wake(); this is for those that another one stored


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


class PrintJobs(Protocol):
    """The durable jobs, as the store keeps them. Called from the queue's thread; may raise KioskError."""

    def take(self) -> PrintJob | None:
        """Return the oldest pending job, durably noted as printing; after a crash it is uncertain, not pending."""

    def held(self, number: int, reason: str) -> None:
        """Note durably that nothing of the job was sent, and why: it is pending again."""

    def done(self, number: int) -> None:
        """Note durably that the job is printed."""

    def failed(self, number: int, reason: str) -> None:
        """Note durably that the job may be printed, or never can be: `take` does not give it again."""


class PrintQueue:
    """A thread that prints job after job. A held job waits in the store, unsent, and goes when the printer is ready.

    `on_result(tracking code, None)` tells that a receipt is printed, `on_result(tracking code, state)` why not; a held
    one is told once for every new reason, and each one that `wake` named. It is called from the queue's thread.
    """

    def __init__(self, jobs: PrintJobs, printer: Printer, on_result: OnResult) -> None:
        self._jobs = jobs
        self._printer = printer
        self._on_result = on_result
        self._state: QueueState = Idle()
        self._announced: deque[str] = deque()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="print-queue", daemon=True)

    @property
    def state(self) -> QueueState:
        """Where the printing stands."""
        return self._state

    def start(self) -> None:
        """Begin to print what is stored."""
        self._thread.start()

    def wake(self, tracking_code: str = "") -> None:
        """Look at the jobs, or at the printer of a held one, now: somebody put paper in, or a job was stored.

        With the `tracking_code` of a new job, its result is told even when it only joins those that wait.
        """
        if tracking_code:
            self._announced.append(tracking_code)
        self._wake.set()

    def stop(self, timeout: float = 5.0) -> bool:
        """Stop after the job in hand. Returns False when the printer still kept it busy after `timeout` seconds."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            pause = self._step_safely()
            self._wake.wait(pause)
            self._wake.clear()

    def _step_safely(self) -> float:
        try:
            return self.step()
        except KioskError as error:
            _log.warning("a print job could not be taken or noted: %s", type(error).__name__)
        except Exception:  # noqa: BLE001 - told in full; the thread lives on for the receipts that come after
            _log.exception("a step of the print queue failed")
        return _IDLE_POLL_S

    def step(self) -> float:
        """Do what is due and return the seconds until the next step; 0 when there may be more at once.

        Raises KioskError when the store cannot give or note a job.
        """
        if isinstance(self._state, Held):
            state = self._printer.state()
            if state not in CAN_PRINT:
                return self._keep_waiting(self._state, state)
        job = self._jobs.take()
        if job is None:
            self._state = Idle()
            self._announced.clear()
            return _IDLE_POLL_S
        state = self._printer.state()
        if state in CAN_PRINT:
            self._print(job)
        else:
            self._not_printed(job, state)
        if isinstance(self._state, Held):
            self._tell_those_behind(self._state)
            return poll_after(self._state)
        return 0.0

    def _keep_waiting(self, held: Held, reason: PrinterState) -> float:
        waiting = Held(held.job, reason, held.tries + 1)
        self._state = waiting
        if reason is not held.reason:
            self._on_result(held.job, reason)
        self._tell_those_behind(waiting)
        return poll_after(waiting)

    def _tell_those_behind(self, held: Held) -> None:
        while self._announced:
            code = self._announced.popleft()
            if code != held.job:
                self._on_result(code, held.reason)

    def _print(self, job: PrintJob) -> None:
        before, self._state = self._state, Printing(job.tracking_code)
        try:
            self._printer.print(job.receipt)
        except PrinterError as error:
            self._not_printed(job, PrinterState(error.reason), before)
        except BaseException:
            # Nobody knows how far it came; it must not come back on its own.
            self._not_printed(job, PrinterState.UNCERTAIN)
            raise
        else:
            self._state = Idle()
            self._jobs.done(job.number)
            self._on_result(job.tracking_code, None)

    def _not_printed(self, job: PrintJob, reason: PrinterState, before: QueueState | None = None) -> None:
        before = before or self._state
        after = after_failure(job.tracking_code, reason, before)
        self._state = after
        if isinstance(after, Uncertain):
            self._jobs.failed(job.number, reason)
        else:
            self._jobs.held(job.number, reason)
            if isinstance(before, Held) and (before.job, before.reason) == (after.job, after.reason):
                return
        self._on_result(job.tracking_code, reason)
