"""A receipt printed from the command line: only the one that was asked for, and never a second time by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from library import join_nobody
from print_fakes import FakePrinter
from sealed_submissions import prepare

from kiosk.commands.reprint import not_printed
from kiosk.errors import KioskError, PrinterError
from kiosk.parts import Parts
from kiosk.protocols import PrinterState
from kiosk.tasks.doing import print_now
from kiosk.tasks.messages import Paper
from offline.print_jobs import JobState


@pytest.fixture
def printer() -> FakePrinter:
    return FakePrinter()


@pytest.fixture
def parts(kiosk_home: Path, printer: FakePrinter) -> Iterator[Parts]:
    join_nobody(kiosk_home)
    with Parts.open(kiosk_home) as opened:
        yield replace(opened, printer=printer)


def sent(parts: Parts) -> str:
    prepared = prepare(parts.store)
    parts.store.put(prepared)
    return prepared.header.tracking_code


def state(parts: Parts, code: str) -> JobState:
    job = parts.store.print_jobs.of(code)
    assert job is not None
    return job.state


def test_the_receipts_of_others_stay_where_they_are(parts: Parts, printer: FakePrinter) -> None:
    before, mine, after = sent(parts), sent(parts), sent(parts)
    assert print_now(parts, mine) is None
    assert len(printer.printed) == 1
    assert [state(parts, code) for code in (before, mine, after)] == [
        JobState.PENDING, JobState.DONE, JobState.PENDING,
    ]  # fmt: skip


def test_one_that_may_have_come_out_is_not_left_for_a_second_time(parts: Parts, printer: FakePrinter) -> None:
    code = sent(parts)
    printer.break_during = PrinterError(PrinterState.UNCERTAIN)
    assert print_now(parts, code) is PrinterState.UNCERTAIN
    assert state(parts, code) is JobState.FAILED
    assert parts.store.print_jobs.take() is None
    assert "may have come out" in not_printed(code, Paper(PrinterState.UNCERTAIN))


def test_one_of_which_nothing_was_sent_waits(parts: Parts, printer: FakePrinter) -> None:
    code = sent(parts)
    printer.now = PrinterState.PAPER_OUT
    assert print_now(parts, code) is PrinterState.PAPER_OUT
    assert state(parts, code) is JobState.PENDING
    assert f"kiosk reprint {code}" in not_printed(code, Paper(PrinterState.PAPER_OUT))


def test_one_that_does_not_wait_is_told(parts: Parts) -> None:
    code = sent(parts)
    assert print_now(parts, code) is None
    with pytest.raises(KioskError, match="no receipt of"):
        print_now(parts, code)
