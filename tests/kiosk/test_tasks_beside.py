"""Tasks of commands done by the threads of an open kiosk, on a real queue, without its screens."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest
from attached_files import FILE_CANARY, sealed
from canaries import assert_no_canary
from finding import wait_until
from library import join_nobody
from print_fakes import FakePrinter
from sealed_submissions import prepare

from kiosk.attachments import Attachment
from kiosk.errors import KioskError, PrinterError
from kiosk.examples import example
from kiosk.parts import Parts
from kiosk.protocols import PrinterState, State
from kiosk.receipt import Receipt
from kiosk.scripted import begin
from kiosk.submission import Prepared
from kiosk.tasks import messages, place
from kiosk.tasks.beside import door_of
from kiosk.tasks.doing import Bystander
from kiosk.tasks.frames import Frames
from kiosk.tasks.handing import Handed, expect, worker
from offline.database import StorageError
from offline.outbox import Verdict
from offline.print_jobs import JobState
from offline.sync_thread import SyncThread
from printer.queue import PrintQueue


@dataclass
class Beside:
    """An open kiosk: its parts, its two threads, and a command's way to it."""

    parts: Parts
    printer: FakePrinter
    sync: SyncThread
    print_queue: PrintQueue
    command: Handed
    told: list[tuple[str, PrinterState | None]]

    def submit(self, **changes: object) -> messages.Submit:
        """Return answers that complete a journey today."""
        visit = begin(self.parts.pack, "street-light")
        answers = replace(visit, answers=example(visit)).valid_answers()
        told = {"channel": "self", "language": "en", "attached": 0, "paper": False} | changes
        return messages.Submit("street-light", json.loads(json.dumps(answers)), **told)  # type: ignore[arg-type]

    def in_the_queue(self) -> int:
        return sum(self.parts.store.counts().values())

    def until_printed(self) -> None:
        end = time.monotonic() + 10
        while self.parts.store.print_jobs.counts()[JobState.PENDING]:
            assert time.monotonic() < end
            time.sleep(0.01)


@pytest.fixture
def beside(kiosk_home: Path) -> Iterator[Beside]:
    join_nobody(kiosk_home)
    printer = FakePrinter()
    with Parts.open(kiosk_home, program="kiosk run") as opened:
        parts = replace(opened, printer=printer)
        sync = parts.sync_thread(lambda _codes: None)
        told: list[tuple[str, PrinterState | None]] = []
        print_queue = parts.print_queue(lambda code, state: told.append((code, state)))
        door = door_of(parts, sync, print_queue)
        sync.start()
        print_queue.start()
        door.start()
        yield Beside(parts, printer, sync, print_queue, Handed(kiosk_home), told)
        door.close()
        assert sync.stop()
        assert print_queue.stop()
        assert door.wait()


class WithFiles(Bystander):
    def __init__(self, *files: Attachment) -> None:
        self._files = files
        self.most = 0

    def files(self, most: int) -> Sequence[Attachment]:
        self.most = most
        return self._files


def test_a_command_works_by_itself_or_hands_its_work_over(kiosk_home: Path, beside: Beside) -> None:
    with worker(kiosk_home, "kiosk submit") as at_work:
        assert isinstance(at_work, Handed)
        stored = expect(at_work.do(beside.submit(), Bystander()), messages.Stored)
    found = beside.parts.store.find(stored.tracking_code)
    assert found is not None
    assert found.id == stored.id


def test_answers_that_are_refused_leave_nothing(beside: Beside) -> None:
    result = beside.command.do(messages.Submit("street-light", {}, "self", "en", attached=0, paper=False), Bystander())
    assert isinstance(result, messages.Refused)
    assert beside.in_the_queue() == 0
    with pytest.raises(KioskError, match="there is no journey 'nonsense'") as raised:
        beside.command.do(messages.Offer("nonsense", "en"), Bystander())
    assert raised.value.exit_code == 2


def test_files_come_over_in_chunks_and_are_stored_with_their_form(kiosk_home: Path, beside: Beside) -> None:
    giver = WithFiles(*sealed(700_000, 10))
    stored = expect(beside.command.do(beside.submit(attached=2), giver), messages.Stored)
    assert giver.most >= 2
    for file in giver.files(0):
        for number, chunk in enumerate(file.chunks):
            assert beside.parts.store.chunks.get(stored.id, file.sealed.id, number) == chunk
    assert_no_canary(kiosk_home, [FILE_CANARY])


def test_a_chunk_that_is_not_the_one_that_was_named_is_not_stored(beside: Beside) -> None:
    (good,) = sealed(700_000)
    altered = replace(good, chunks=(good.chunks[1], *good.chunks[1:]))
    with pytest.raises(KioskError, match="otherwise than it was named"):
        beside.command.do(beside.submit(attached=1), WithFiles(altered))
    assert beside.in_the_queue() == 0


def test_files_that_the_hub_would_refuse_are_not_taken_in(beside: Beside) -> None:
    (good,) = sealed(700_000)
    names, chunks = (*good.sealed.chunks, *[good.sealed.chunks[0]] * 40), (*good.chunks, *[good.chunks[0]] * 40)
    swollen = replace(good, sealed=msgspec.structs.replace(good.sealed, chunks=list(names)), chunks=chunks)
    with pytest.raises(KioskError, match="do not fit each other, or what is allowed"):
        beside.command.do(beside.submit(attached=1), WithFiles(swollen))
    assert beside.in_the_queue() == 0


@pytest.mark.parametrize("named", [1, 3])
def test_a_form_is_not_stored_with_other_files_than_go_with_it(beside: Beside, named: int) -> None:
    with pytest.raises(KioskError, match=f"2 files came, and {named} go with these answers: nothing was stored"):
        beside.command.do(beside.submit(attached=named), WithFiles(*sealed(3000, 10)))
    assert beside.in_the_queue() == 0


def test_nothing_is_stored_for_a_command_that_left_before_it_heard_the_code(kiosk_home: Path, beside: Beside) -> None:
    frames = Frames(place.connect(kiosk_home))
    frames.send(messages.encode_task(beside.submit()))
    while not isinstance(messages.decode_answer(frames.receive(messages.LARGEST)), messages.Promising):
        pass
    frames.close()
    settled = expect(beside.command.do(beside.submit(), Bystander()), messages.Stored)
    assert beside.in_the_queue() == 1
    assert beside.parts.store.find(settled.tracking_code) is not None


def test_a_code_is_answered_only_once_its_form_is_durable(beside: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    promised, goes_on, put = threading.Event(), threading.Event(), beside.parts.store.put
    came: list[messages.Result] = []

    class Listening(Bystander):
        def promising(self, tracking_code: str) -> None:
            promised.set()

    def late(prepared: Prepared) -> None:
        goes_on.wait(20)
        put(prepared)

    monkeypatch.setattr(beside.parts.store, "put", late)
    waits = threading.Thread(target=lambda: came.append(beside.command.do(beside.submit(), Listening())))
    waits.start()
    try:
        assert promised.wait(10)
        waits.join(0.7)
        assert (came, beside.in_the_queue()) == ([], 0), "a promise and a sign of life are no answer"
    finally:
        goes_on.set()
        waits.join(10)
    stored = expect(came[0], messages.Stored)
    assert beside.parts.store.find(stored.tracking_code) is not None


def test_a_receipt_that_nobody_asked_for_stays_inside_until_somebody_does(beside: Beside) -> None:
    stored = expect(beside.command.do(beside.submit(), Bystander()), messages.Stored)
    beside.print_queue.wake()
    assert beside.print_queue.between_jobs(lambda: list(beside.printer.printed)).result(5) == []
    printed = beside.command.do(messages.PrintReceipt(stored.tracking_code, again=True), Bystander())
    assert printed == messages.Paper()
    assert len(beside.printer.printed) == 1


@pytest.mark.parametrize("taken_up", [False, True])
def test_a_receipt_comes_out_once_though_the_kiosk_may_print_it_first(beside: Beside, taken_up: bool) -> None:
    stored = expect(beside.command.do(beside.submit(paper=True), Bystander()), messages.Stored)
    if taken_up:
        beside.print_queue.wake()
        beside.until_printed()
    printed = beside.command.do(messages.PrintReceipt(stored.tracking_code, again=False), Bystander())
    assert printed == messages.Paper()
    assert len(beside.printer.printed) == 1


def test_a_receipt_that_the_kiosk_took_up_itself_is_in_doubt_and_counts_as_one_fault_not_two(beside: Beside) -> None:
    beside.printer.break_during = PrinterError(PrinterState.UNCERTAIN)
    stored = expect(beside.command.do(beside.submit(paper=True), Bystander()), messages.Stored)
    beside.print_queue.wake()
    beside.until_printed()
    paper = beside.command.do(messages.PrintReceipt(stored.tracking_code, again=False), Bystander())
    assert paper == messages.Paper(PrinterState.UNCERTAIN, by_itself=False)
    days = beside.parts.store.usage.unsent("epoch")
    assert [total.name for day in days for total in day.totals if total.family == "fault"] == []


def test_only_the_kiosks_own_thread_talks_to_the_printer(beside: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[str] = []
    whole = beside.printer.print

    def noted(receipt: Receipt) -> None:
        threads.append(threading.current_thread().name)
        whole(receipt)

    monkeypatch.setattr(beside.printer, "print", noted)
    stored = expect(beside.command.do(beside.submit(), Bystander()), messages.Stored)
    beside.command.do(messages.PrintReceipt(stored.tracking_code, again=True), Bystander())
    assert threads == ["print-queue"]


def test_one_that_may_have_come_out_says_so(beside: Beside) -> None:
    stored = expect(beside.command.do(beside.submit(), Bystander()), messages.Stored)
    beside.printer.break_during = PrinterError(PrinterState.UNCERTAIN)
    paper = beside.command.do(messages.PrintReceipt(stored.tracking_code, again=True), Bystander())
    assert paper == messages.Paper(PrinterState.UNCERTAIN, by_itself=False)


def test_without_paper_it_waits_and_comes_out_by_itself(beside: Beside) -> None:
    stored = expect(beside.command.do(beside.submit(), Bystander()), messages.Stored)
    beside.printer.now = PrinterState.PAPER_OUT
    paper = beside.command.do(messages.PrintReceipt(stored.tracking_code, again=True), Bystander())
    assert paper == messages.Paper(PrinterState.PAPER_OUT, by_itself=True)
    beside.printer.now = PrinterState.READY
    beside.print_queue.wake()
    beside.until_printed()
    assert len(beside.print_queue.between_jobs(lambda: list(beside.printer.printed)).result(5)) == 1


def test_a_receipt_whose_end_could_not_be_noted_is_printed_when_staff_ask_for_it(
    beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = beside.parts.store.print_jobs

    def unwritable(_number: int) -> None:
        raise StorageError("the disk is full", full=True)

    with monkeypatch.context() as failing:
        failing.setattr(jobs, "done", unwritable)
        code = expect(beside.command.do(beside.submit(paper=True), Bystander()), messages.Stored).tracking_code
        beside.print_queue.wake(code)
        wait_until(lambda: len(beside.printer.printed) == 1)
        assert beside.print_queue.between_jobs(jobs.counts).result(5)[JobState.PRINTING] == 1
    assert beside.command.do(messages.PrintReceipt(code, again=True), Bystander()) == messages.Paper()
    assert len(beside.printer.printed) == 2
    assert not any(jobs.counts().values())


@pytest.mark.parametrize("ends", [None, PrinterState.UNCERTAIN])
def test_whoever_waits_at_the_screen_for_paper_is_told_when_staff_print_it(
    beside: Beside, monkeypatch: pytest.MonkeyPatch, ends: PrinterState | None
) -> None:
    beside.printer.now = PrinterState.PAPER_OUT
    code = expect(beside.command.do(beside.submit(paper=True), Bystander()), messages.Stored).tracking_code
    beside.print_queue.wake(code)
    wait_until(lambda: beside.told == [(code, PrinterState.PAPER_OUT)])
    again = beside.parts.store.print_jobs.again

    def with_paper_again(tracking_code: str, **how: bool) -> None:
        """Only now, so that the queue does not print it first."""
        beside.printer.now = PrinterState.READY
        beside.printer.break_during = PrinterError(ends) if ends else None
        again(tracking_code, **how)

    monkeypatch.setattr(beside.parts.store.print_jobs, "again", with_paper_again)
    printed = beside.command.do(messages.PrintReceipt(code, again=True), Bystander())
    assert printed == messages.Paper(ends or "")
    assert beside.told == [(code, PrinterState.PAPER_OUT), (code, ends)]
    assert len(beside.printer.printed) == (0 if ends else 1)


def test_what_was_set_aside_is_released_between_two_rounds_and_nothing_else(
    beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []
    release = beside.parts.store.outbox.release

    def noted(submission: str) -> None:
        threads.append(threading.current_thread().name)
        release(submission)

    monkeypatch.setattr(beside.parts.store.outbox, "release", noted)
    prepared = prepare(beside.parts.store)
    beside.parts.store.put(prepared)
    code, id_ = prepared.header.tracking_code, prepared.header.id
    beside.parts.store.outbox.mark_sending([id_])
    beside.parts.store.outbox.settle([Verdict(id_, State.QUARANTINED, "conflict")])
    assert beside.command.do(messages.Release(code), Bystander()) == messages.Released(id_)
    assert threads == ["sync"]
    again = beside.command.do(messages.Release(code), Bystander())
    assert isinstance(again, messages.NotReleased)
    with pytest.raises(KioskError, match="this kiosk has no submission KK-2345-6789-X"):
        beside.command.do(messages.Release("KK-2345-6789-X"), Bystander())


def test_staff_say_that_they_saw_to_a_missing_form(kiosk_home: Path, beside: Beside) -> None:
    with pytest.raises(KioskError, match="not missing here: KK-2345-6789-X"):
        beside.command.do(messages.SeeToMissing(["KK-2345-6789-X"], "Ann"), Bystander())
    with sqlite3.connect(kiosk_home / "queue.db") as queue:
        queue.execute(
            "INSERT INTO missing (tracking_code, day, noticed_at) VALUES (?, '', ?)",
            ("KK-2345-6789-X", "2026-03-02T09:00:00+00:00"),
        )
    queue.close()
    seen = expect(beside.command.do(messages.SeeToMissing([], "Ann"), Bystander()), messages.Seen)
    assert [(one.tracking_code, one.seen_by) for one in seen.missing] == [("KK-2345-6789-X", "Ann")]


def test_a_round_is_done_on_the_thread_that_syncs_and_its_report_comes_back(beside: Beside) -> None:
    expect(beside.command.do(beside.submit(), Bystander()), messages.Stored)
    report = expect(beside.command.do(messages.SyncNow(ignore_backoff=True), Bystander()), messages.Synced).report
    assert (report.sent, report.left) == (0, 1)
    assert report.paused or report.trouble, "nobody is at that hub"


def test_a_kiosk_that_closes_tells_commands_that_nothing_was_begun(beside: Beside) -> None:
    beside.sync.stop()
    for task in (messages.SyncNow(ignore_backoff=True), messages.Release("KK-2345-6789-X")):
        with pytest.raises(KioskError, match="closed before this was begun"):
            beside.command.do(task, Bystander())
