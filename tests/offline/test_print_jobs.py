from __future__ import annotations

from datetime import timedelta

import pytest
from fakes import FakeClock
from sealed_submissions import prepare

from kiosk.errors import KioskError
from offline.print_jobs import JobState
from offline.store import Store


def test_receipts_come_out_in_order_and_once(store: Store) -> None:
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
    assert store.print_jobs.open_jobs() == []
    assert store.recent_events(1)[0].kind == "printed"


def test_a_receipt_that_failed_waits_for_somebody_with_its_reason(store: Store) -> None:
    prepared = prepare(store)
    store.put(prepared)
    job = store.print_jobs.take()
    assert job is not None
    store.print_jobs.failed(job.number, "paper-out")
    assert store.print_jobs.take() is None
    (left,) = store.print_jobs.open_jobs()
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
    (job,) = store.print_jobs.open_jobs()
    assert job.number != first.number
    assert job.receipt == first.receipt
    newest = store.print_jobs.of(prepared.header.tracking_code)
    assert newest is not None
    assert newest.state == JobState.PENDING


def test_printing_again_what_is_not_known_says_so(store: Store) -> None:
    with pytest.raises(KioskError, match="no receipt"):
        store.print_jobs.again("KK-2222-2222-2")
    assert store.print_jobs.of("KK-2222-2222-2") is None


def test_a_job_of_which_nothing_was_sent_comes_again(store: Store) -> None:
    store.put(prepare(store))
    first = store.print_jobs.take()
    assert first is not None
    store.print_jobs.held(first.number, "cover-open")
    (waiting,) = store.print_jobs.open_jobs()
    assert (waiting.state, waiting.reason) == (JobState.PENDING, "cover-open")
    again = store.print_jobs.take()
    assert again is not None
    assert again.number == first.number


def test_where_nobody_asked_for_paper_none_comes_out_until_somebody_does(store: Store) -> None:
    prepared = prepare(store)
    store.put(prepared)
    store.print_jobs.not_wanted(prepared.header.tracking_code)
    assert store.print_jobs.take() is None
    assert store.receipt(prepared.header.tracking_code) is not None
    store.print_jobs.again(prepared.header.tracking_code)
    assert store.print_jobs.take() is not None
    store.print_jobs.not_wanted(prepared.header.tracking_code)  # too late: it prints
    assert store.print_jobs.counts()[JobState.PRINTING] == 1


def test_a_receipt_whose_resident_has_gone_is_offered_and_not_printed_alone(store: Store, clock: FakeClock) -> None:
    store.put(prepare(store))
    clock.turn(600)
    store.put(prepare(store))
    assert store.print_jobs.set_aside(clock.now() - timedelta(seconds=60)) == 1
    job = store.print_jobs.take()
    assert job is not None
    assert job.tracking_code != store.print_jobs.open_jobs()[0].tracking_code
    assert store.print_jobs.counts()[JobState.FAILED] == 1
