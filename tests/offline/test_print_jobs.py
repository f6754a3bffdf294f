from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from fakes import FakeClock
from sealed_submissions import prepare
from trail import trail

from kiosk.errors import KioskError
from kiosk.submission import Prepared
from offline.print_jobs import JobState, PrintJob
from offline.store import Store


def newest(store: Store, prepared: Prepared) -> PrintJob:
    job = store.print_jobs.of(prepared.header.tracking_code)
    assert job is not None
    return job


def taken(store: Store) -> tuple[Prepared, PrintJob]:
    prepared = prepare(store)
    store.put(prepared)
    job = store.print_jobs.take()
    assert job is not None
    return prepared, job


def test_receipts_come_out_in_order_and_once(store: Store, home: Path) -> None:
    prepared = [prepare(store), prepare(store)]
    for one in prepared:
        store.put(one)
    for one in prepared:
        job = store.print_jobs.take()
        assert job is not None
        assert (job.tracking_code, job.state) == (one.header.tracking_code, JobState.PRINTING)
        assert job.receipt.lines[1].text == one.header.tracking_code
        store.print_jobs.done(job.number)
    assert store.print_jobs.take() is None
    assert set(store.print_jobs.counts().values()) == {0}
    assert trail(home)[0].kind == "printed"


def test_a_receipt_that_failed_waits_for_somebody_with_its_reason(store: Store) -> None:
    prepared = prepare(store)
    store.put(prepared)
    job = store.print_jobs.take()
    assert job is not None
    store.print_jobs.failed(job.number, "paper-out")
    assert store.print_jobs.take() is None
    left = newest(store, prepared)
    assert (left.state, left.reason) == (JobState.FAILED, "paper-out")
    assert store.print_jobs.counts() == {
        JobState.PENDING: 0,
        JobState.PRINTING: 0,
        JobState.FAILED: 1,
        JobState.UNCERTAIN: 0,
    }


def test_printing_again_gives_one_new_job_in_place_of_the_failed_one(store: Store) -> None:
    prepared = prepare(store)
    store.put(prepared)
    first = store.print_jobs.take()
    assert first is not None
    store.print_jobs.failed(first.number, "offline")
    store.print_jobs.again(prepared.header.tracking_code)
    job = newest(store, prepared)
    assert job.number != first.number
    assert job.receipt == first.receipt
    assert job.state == JobState.PENDING
    assert sum(store.print_jobs.counts().values()) == 1


def test_printing_again_what_is_not_known_says_so(store: Store) -> None:
    with pytest.raises(KioskError, match="no receipt"):
        store.print_jobs.again("KK-2222-2222-2")
    assert store.print_jobs.of("KK-2222-2222-2") is None


def test_a_job_of_which_nothing_was_sent_comes_again(store: Store) -> None:
    prepared = prepare(store)
    store.put(prepared)
    first = store.print_jobs.take()
    assert first is not None
    store.print_jobs.held(first.number, "cover-open")
    waiting = newest(store, prepared)
    assert (waiting.state, waiting.reason) == (JobState.PENDING, "cover-open")
    again = store.print_jobs.take()
    assert again is not None
    assert again.number == first.number


def test_where_nobody_asked_for_paper_none_comes_out_until_somebody_does(store: Store) -> None:
    prepared = msgspec.structs.replace(prepare(store), paper=False)
    store.put(prepared)
    assert store.print_jobs.take() is None
    assert store.print_jobs.counts()[JobState.PENDING] == 0
    assert store.receipt(prepared.header.tracking_code) is not None
    store.print_jobs.again(prepared.header.tracking_code)
    assert store.print_jobs.take() is not None


def test_a_receipt_whose_resident_has_gone_is_offered_and_not_printed_alone(store: Store, clock: FakeClock) -> None:
    gone = prepare(store)
    store.put(gone)
    clock.turn(600)
    store.put(prepare(store))
    assert store.print_jobs.set_aside(clock.now() - timedelta(seconds=60)) == 1
    job = store.print_jobs.take()
    assert job is not None
    assert job.tracking_code != gone.header.tracking_code
    assert newest(store, gone).reason == "left"
    assert store.print_jobs.counts()[JobState.FAILED] == 1


def test_one_receipt_is_taken_by_its_code_and_no_other(store: Store) -> None:
    others, mine = prepare(store), prepare(store)
    store.put(others)
    store.put(mine)
    job = store.print_jobs.take_of(mine.header.tracking_code)
    assert job is not None
    assert (job.tracking_code, job.state) == (mine.header.tracking_code, JobState.PRINTING)
    assert newest(store, others).state == JobState.PENDING
    assert store.print_jobs.take_of(mine.header.tracking_code) is None


def test_only_a_job_that_is_printing_can_end(store: Store, home: Path) -> None:
    prepared, job = taken(store)
    store.print_jobs.failed(job.number, "uncertain")
    for late in (
        lambda: store.print_jobs.done(job.number),
        lambda: store.print_jobs.held(job.number, "offline"),
        lambda: store.print_jobs.failed(job.number, "offline"),
    ):
        late()
        assert (newest(store, prepared).state, newest(store, prepared).reason) == (JobState.FAILED, "uncertain")
    assert [event.kind for event in trail(home)].count("print-failed") == 1
    assert "printed" not in [event.kind for event in trail(home)]


def test_a_receipt_that_is_printing_is_not_joined_by_a_second(store: Store) -> None:
    prepared, job = taken(store)
    store.print_jobs.again(prepared.header.tracking_code)
    store.print_jobs.held(job.number, "paper-out")
    assert store.print_jobs.counts()[JobState.PENDING] == 1
    taken_again = store.print_jobs.take()
    assert taken_again is not None
    store.print_jobs.again(prepared.header.tracking_code)
    store.print_jobs.done(taken_again.number)
    assert store.print_jobs.take() is None
    assert newest(store, prepared).state == JobState.DONE


def test_the_receipt_of_somebody_who_left_is_offered_again_and_the_others_print(store: Store) -> None:
    gone, waits = prepare(store), prepare(store)
    store.put(gone)
    store.put(waits)
    assert store.print_jobs.nobody_waits(gone.header.tracking_code)
    assert not store.print_jobs.nobody_waits(gone.header.tracking_code)
    assert (newest(store, gone).state, newest(store, gone).reason) == (JobState.FAILED, "left")
    job = store.print_jobs.take()
    assert job is not None
    assert job.tracking_code == waits.header.tracking_code
    store.print_jobs.again(gone.header.tracking_code)
    assert newest(store, gone).state == JobState.PENDING


def test_one_that_cannot_print_after_its_resident_left_does_not_wait_for_the_next_one(store: Store) -> None:
    prepared, job = taken(store)
    store.print_jobs.nobody_waits(prepared.header.tracking_code)
    store.print_jobs.held(job.number, "paper-out")
    assert newest(store, prepared).state == JobState.FAILED
    assert store.print_jobs.take() is None


def test_one_that_comes_out_after_its_resident_left_is_done(store: Store) -> None:
    prepared, job = taken(store)
    store.print_jobs.nobody_waits(prepared.header.tracking_code)
    store.print_jobs.done(job.number)
    assert newest(store, prepared).state == JobState.DONE


def test_staff_learn_which_receipts_are_not_on_paper_for_certain(store: Store, home: Path, clock: FakeClock) -> None:
    (_, out), (_, refused), (_, doubtful) = [taken(store) for _ in range(3)]
    left = prepare(store)
    store.put(left)
    store.print_jobs.done(out.number)
    store.print_jobs.failed(refused.number, "paper-out")
    store.print_jobs.nobody_waits(left.header.tracking_code)
    known = [(refused.tracking_code, "paper-out"), (left.header.tracking_code, "left")]
    assert store.print_jobs.not_on_paper() == known
    store.close()
    with Store.open(home, clock=clock) as again:  # whoever printed the third died meanwhile
        assert sorted(again.print_jobs.not_on_paper()) == sorted([*known, (doubtful.tracking_code, "uncertain")])
        for code, _ in known:
            again.print_jobs.again(code)
        assert again.print_jobs.not_on_paper() == [(doubtful.tracking_code, "uncertain")]
