"""Prints the stored jobs off the GUI thread, each at most once by itself."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeVar

from kiosk.asked import Asked
from kiosk.errors import KioskError
from kiosk.protocols import Printer, PrinterState
from kiosk.receipt import Receipt
from printer.devices import CAN_PRINT
from printer.one_job import JobNotes, PrintJob, print_one, tried
from printer.states import Held, Idle, Printing, QueueState, after_failure, poll_after

_log = logging.getLogger(__name__)

OnResult = Callable[[str, PrinterState | None], None]
Told = Callable[[PrinterState | None], None]
Result = TypeVar("Result")
_IDLE_POLL_S = 30.0  # a job of this program comes with wake(); this is for those that another one stored


class WaitingJobs(JobNotes, Protocol):
    """The durable jobs, as the store keeps them. Called from the queue's thread; may raise KioskError."""

    def take(self) -> PrintJob | None:
        """Return the oldest pending job, durably noted as printing; after a crash it is uncertain, not pending."""


class PrintQueue:
    """A thread that prints job after job. A held job waits in the store, unsent, and goes when the printer is ready.

    `on_result(tracking code, None)` tells that a receipt is printed, `on_result(tracking code, state)` why not; a held
    one is told once for every new reason, and each one that `wake` named. It is called from the queue's thread.
    """

    def __init__(self, jobs: WaitingJobs, printer: Printer, on_result: OnResult) -> None:
        self._jobs = jobs
        self._printer = printer
        self._on_result = on_result
        self._state: QueueState = Idle()
        self._announced: deque[str] = deque()
        self._unstored: deque[tuple[Receipt, Told]] = deque()
        self._wake = threading.Event()
        self._asked = Asked(self._wake.set)
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

    def print_unstored(self, receipt: Receipt, told: Told) -> None:
        """Print something that may stand nowhere but on the paper: now or not at all, and from memory alone.

        `told` hears how it went, as `on_result` does, from the queue's thread.
        """
        self._unstored.append((receipt, told))
        self._wake.set()

    def between_jobs(self, work: Callable[[], Result]) -> Future[Result]:
        """Do `work` on this thread, so that nothing else is printed meanwhile."""
        return self._asked.ask(work)

    def tell(self, tracking_code: str, reason: PrinterState | None) -> None:
        """Tell how a receipt fared that something `between_jobs` printed. Call it there, on this thread."""
        self._on_result(tracking_code, reason)

    def stop(self, timeout: float = 5.0) -> bool:
        """Stop after the job in hand. Returns False when the printer still kept it busy after `timeout` seconds."""
        self._stopping.set()
        self._asked.close()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._print_unstored()
            self._asked.do_all()
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

    def _print_unstored(self) -> None:
        while self._unstored and not self._stopping.is_set():
            receipt, told = self._unstored.popleft()
            try:
                reason = tried(receipt, self._printer)
            except Exception as error:  # noqa: BLE001 - its type only: what is printed here may stand in no log
                _log.error("the printer failed: %s", type(error).__name__)
                reason = PrinterState.UNCERTAIN
            told(reason)

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
        self._print(job)
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
            reason = print_one(job, self._jobs, self._printer)
        except KioskError:
            self._state = Idle()
            raise
        except BaseException:
            self._ended(job, PrinterState.UNCERTAIN, before)
            raise
        self._ended(job, reason, before)

    def _ended(self, job: PrintJob, reason: PrinterState | None, before: QueueState) -> None:
        after = Idle() if reason is None else after_failure(job.tracking_code, reason, before)
        self._state = after
        told = (
            isinstance(before, Held)
            and isinstance(after, Held)
            and (before.job, before.reason) == (after.job, after.reason)
        )
        if not told:
            self._on_result(job.tracking_code, reason)
