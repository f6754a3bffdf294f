from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from print_fakes import FakePrinter, Job, MemoryJobs

from kiosk.errors import KioskError, PrinterError
from kiosk.protocols import PrinterState
from kiosk.receipt import Line, Receipt
from printer.queue import PrintQueue
from printer.states import Held, Idle, Printing, Uncertain, after_failure, poll_after

OUT, READY, OPEN = PrinterState.PAPER_OUT, PrinterState.READY, PrinterState.COVER_OPEN


class Bench:
    """A queue whose steps the test takes itself."""

    def __init__(self, *codes: str, now: PrinterState = READY) -> None:
        self.jobs = MemoryJobs(*codes)
        self.printer = FakePrinter(now)
        self.told: list[tuple[str, PrinterState | None]] = []
        self.queue = PrintQueue(self.jobs, self.printer, lambda code, state: self.told.append((code, state)))

    def steps(self, count: int = 3) -> float:
        return [self.queue.step() for _ in range(count)][-1]


def test_jobs_print_in_order_and_are_done() -> None:
    bench = Bench("A", "B")
    bench.steps()
    assert bench.printer.printed == ["A", "B"]
    assert bench.told == [("A", None), ("B", None)]
    assert bench.jobs.notes == [("A", "done"), ("B", "done")]
    assert bench.queue.state == Idle()


def test_the_next_job_follows_without_a_pause() -> None:
    bench = Bench("A", "B")
    assert bench.queue.step() == 0


def test_without_paper_a_job_is_held_told_once_and_printed_once_when_there_is_some() -> None:
    bench = Bench("A", now=OUT)
    bench.steps(5)
    assert bench.told == [("A", OUT)]
    assert bench.jobs.notes == [("A", "pending paper-out")]
    assert bench.queue.state == Held("A", OUT, 4)
    bench.printer.now = READY
    bench.steps(5)
    assert bench.printer.printed == ["A"]
    assert bench.told == [("A", OUT), ("A", None)]


def test_a_new_reason_is_told() -> None:
    bench = Bench("A", now=OUT)
    bench.steps()
    bench.printer.now = OPEN
    bench.steps()
    assert bench.told == [("A", OUT), ("A", OPEN)]


def test_those_who_wait_behind_a_held_job_are_told_too() -> None:
    bench = Bench("A", now=OUT)
    bench.queue.wake("A")
    bench.steps()
    bench.jobs.add("B")
    bench.queue.wake("B")
    bench.steps()
    assert bench.told == [("A", OUT), ("B", OUT)]
    bench.printer.now = READY
    bench.steps()
    assert bench.told[2:] == [("A", None), ("B", None)]


def test_a_job_in_doubt_is_over_and_the_next_one_prints() -> None:
    bench = Bench("A", "B")
    bench.printer.break_during = PrinterError(PrinterState.UNCERTAIN)
    bench.queue.step()
    assert bench.queue.state == Uncertain("A")
    bench.printer.break_during = None
    bench.steps()
    assert bench.printer.printed == ["B"]
    assert bench.jobs.notes == [("A", "failed uncertain"), ("B", "done")]
    assert bench.told == [("A", PrinterState.UNCERTAIN), ("B", None)]


def test_a_printer_lost_between_question_and_job_holds_it() -> None:
    bench = Bench("A")
    bench.printer.break_during = PrinterError(PrinterState.OFFLINE)
    bench.queue.step()
    assert bench.queue.state == Held("A", PrinterState.OFFLINE)
    bench.printer.break_during = None
    bench.steps()
    assert bench.printer.printed == ["A"]


def test_an_unknown_failure_is_in_doubt_and_not_hidden() -> None:
    bench = Bench("A")
    bench.printer.break_during = RuntimeError("bug")
    with pytest.raises(RuntimeError):
        bench.queue.step()
    assert bench.jobs.notes == [("A", "failed uncertain")]
    bench.printer.break_during = None
    bench.steps()
    assert bench.printer.printed == []


def test_a_job_replaced_while_it_was_held_does_not_come_out() -> None:
    bench = Bench("A", now=OUT)
    bench.steps()
    bench.jobs.states[1] = "done"
    bench.jobs.add("A")
    bench.printer.now = READY
    bench.steps()
    assert bench.printer.printed == ["A"]


@pytest.mark.parametrize(("tries", "seconds"), [(0, 2), (1, 4), (2, 8), (4, 32), (5, 60), (10_000, 60)])
def test_a_held_printer_is_asked_less_and_less_often(tries: int, seconds: float) -> None:
    assert poll_after(Held("A", OUT, tries)) == seconds


def test_what_follows_a_failure() -> None:
    assert after_failure("A", OUT, Idle()) == Held("A", OUT)
    assert after_failure("A", OPEN, Held("A", OUT, 3)) == Held("A", OPEN, 4)
    assert after_failure("B", OUT, Held("A", OUT, 3)) == Held("B", OUT)
    assert after_failure("A", PrinterState.UNCERTAIN, Printing("A")) == Uncertain("A")


FAULTS = [READY, PrinterState.PAPER_LOW, OUT, OPEN, PrinterState.OFFLINE, "doubt", "lost"]


@given(st.lists(st.sampled_from(FAULTS), max_size=30), st.integers(1, 4))
def test_whatever_the_printer_does_no_job_prints_twice_or_is_forgotten(faults: list[str], count: int) -> None:
    codes = [f"J{n}" for n in range(count)]
    bench = Bench(*codes)
    for fault in faults:
        bench.printer.now = fault if isinstance(fault, PrinterState) else READY
        reason = {"doubt": PrinterState.UNCERTAIN, "lost": PrinterState.OFFLINE}.get(fault)
        bench.printer.break_during = PrinterError(reason) if reason else None
        bench.queue.step()
    bench.printer.now, bench.printer.break_during = READY, None
    bench.steps(2 * count + 2)
    doubtful = [code for code, note in bench.jobs.notes if note == "failed uncertain"]
    assert sorted(bench.printer.printed + doubtful) == codes
    assert bench.told[-1][0] in codes


def wait_until(what: object, seconds: float = 5) -> None:
    assert callable(what)
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        time.sleep(0.005)
    assert what()


def test_the_thread_prints_what_is_stored_and_what_comes_and_stops() -> None:
    bench = Bench("A")
    bench.queue.start()
    wait_until(lambda: bench.told == [("A", None)])
    bench.jobs.add("B")
    bench.queue.wake("B")
    wait_until(lambda: ("B", None) in bench.told)
    assert bench.queue.stop()
    assert not any(thread.name == "print-queue" for thread in threading.enumerate())


def test_paper_put_in_is_seen_at_once_when_woken() -> None:
    bench = Bench("A", now=OUT)
    bench.queue.start()
    wait_until(lambda: bench.told == [("A", OUT)])
    bench.printer.now = READY
    bench.queue.wake()
    wait_until(lambda: bench.printer.printed == ["A"], 1)
    assert bench.queue.stop()


def test_stop_does_not_wait_for_ever_for_a_printer() -> None:
    bench = Bench("A")
    release = threading.Event()
    bench.printer.print = lambda receipt: (release.wait(10), None)[1]  # type: ignore[method-assign]
    bench.queue.start()
    wait_until(lambda: bench.queue.state == Printing("A"))
    began = time.monotonic()
    assert not bench.queue.stop(0.1)
    assert time.monotonic() - began < 1
    release.set()
    assert bench.queue.stop()


def test_stop_before_start_is_fine() -> None:
    assert Bench().queue.stop()


@pytest.mark.parametrize("error", [KioskError("the store is busy"), RuntimeError("a bug")])
def test_the_thread_outlives_a_store_that_fails(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench()
    failing = threading.Event()

    class Jobs(MemoryJobs):
        def take(self) -> Job | None:
            if not failing.is_set():
                failing.set()
                raise error
            return super().take()

    jobs = Jobs("A")
    queue = PrintQueue(jobs, bench.printer, lambda code, state: bench.told.append((code, state)))
    queue.start()
    assert failing.wait(5)
    wait_until(lambda: caplog.records)
    queue.wake()
    wait_until(lambda: bench.told == [("A", None)])
    assert queue.stop()


def test_the_receipt_reaches_the_printer_as_it_was_stored(welsh: Receipt) -> None:
    bench = Bench()
    bench.jobs.add("A", welsh)
    bench.steps()
    assert bench.printer.printed == [welsh.lines[0].text]


def test_a_note_that_cannot_be_kept_is_not_hidden_and_says_nothing_about_the_printer() -> None:
    bench = Bench("A")

    def lost(number: int) -> None:
        raise KioskError("the disk")

    bench.jobs.done = lost  # type: ignore[method-assign]
    with pytest.raises(KioskError, match="disk"):
        bench.queue.step()
    assert bench.queue.state == Idle()
    assert (bench.printer.printed, bench.jobs.notes, bench.told) == (["A"], [], [])
    assert bench.jobs.take() is None, "it stays in doubt"


def unstored(bench: Bench, *texts: str) -> list[PrinterState | None]:
    """Print these from memory on the queue's own thread, and return what was told of each."""
    told: list[PrinterState | None] = []
    for text in texts:
        bench.queue.print_unstored(Receipt([Line(text)]), told.append)
    bench.queue.start()
    end = time.monotonic() + 5
    while len(told) < len(texts) and time.monotonic() < end:
        time.sleep(0.01)
    bench.queue.stop()
    return told


def test_what_may_stand_on_paper_alone_is_printed_once_and_no_job_is_noted() -> None:
    bench = Bench()
    assert unstored(bench, "code 1", "code 2") == [None, None]
    assert bench.printer.printed == ["code 1", "code 2"]
    assert bench.jobs.notes == []
    assert bench.told == []


@pytest.mark.parametrize("state", [OUT, OPEN, PrinterState.OFFLINE])
def test_it_is_printed_now_or_not_at_all(state: PrinterState) -> None:
    bench = Bench(now=state)
    assert unstored(bench, "code") == [state]
    bench.printer.now = READY
    bench.steps()
    assert bench.printer.printed == []


def test_a_fault_of_the_printer_leaves_no_word_of_it_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench("A")

    def fall_over(receipt: Receipt) -> None:
        raise RuntimeError(f"cannot print {receipt.lines[0].text}")

    bench.printer.print = fall_over  # type: ignore[method-assign]
    with caplog.at_level("DEBUG"):
        assert unstored(bench, "7KD4-N9WH-3FXR-T")[0] is PrinterState.UNCERTAIN
    assert "RuntimeError" in caplog.text
    assert "7KD4" not in caplog.text


def test_what_must_not_meet_a_job_is_done_on_the_thread_that_prints() -> None:
    bench = Bench("A")
    bench.queue.start()
    assert bench.queue.between_jobs(lambda: threading.current_thread().name).result(5) == "print-queue"
    assert bench.queue.stop()
    assert bench.queue.between_jobs(lambda: "too late").cancelled()
