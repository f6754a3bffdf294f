"""What the council has for certain is let go after a hold, and nothing else ever is (R62, fault 8)."""

from __future__ import annotations

import random
import secrets
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from fakes import FakeClock
from held_forms import HubTime, put
from syncing import found

from kiosk.protocols import State
from offline.outbox import Verdict
from offline.print_jobs import JobState
from offline.retention import MARGIN, TOMBSTONE, Retention
from offline.store import Store
from offline.wire import StatusPage

HOLD = timedelta(days=14)
DAY = timedelta(days=1)
TEN_YEARS = timedelta(days=3653)


@pytest.fixture
def retention(store: Store) -> Retention:
    return store.retention(HOLD)


@pytest.fixture
def hub_time(store: Store, clock: FakeClock) -> HubTime:
    return HubTime(store, clock)


def rows(store: Store, table: str) -> int:
    row = store._database.one(f"SELECT COUNT(*) AS n FROM {table}")
    assert row is not None
    return int(row["n"])


def test_a_complete_form_stays_for_the_hold_and_not_longer(
    store: Store, retention: Retention, hub_time: HubTime
) -> None:
    code = put(store)
    hub_time.passes(HOLD - timedelta(minutes=1))
    assert (retention.run(), found(store, code).state) == (0, State.COMPLETE)
    hub_time.passes(timedelta(minutes=1))
    assert (retention.run(), found(store, code).state) == (1, State.PURGED)
    assert retention.run() == 0


@pytest.mark.parametrize("state", [state for state in State if state not in (State.COMPLETE, State.PURGED)])
def test_what_the_hub_has_not_confirmed_is_never_purged_by_age(
    store: Store, retention: Retention, hub_time: HubTime, clock: FakeClock, state: State
) -> None:
    code = put(store, state)
    hub_time.passes(timedelta(days=40))
    clock.at += TEN_YEARS
    assert (retention.run(), found(store, code).state) == (0, state)
    assert rows(store, "envelopes") == rows(store, "print_jobs") == 1


def test_purged_are_envelope_and_receipt_and_what_stays_is_a_tombstone(
    store: Store, retention: Retention, hub_time: HubTime
) -> None:
    code = put(store)
    before = found(store, code)
    hub_time.passes(HOLD)
    retention.run()
    assert (rows(store, "envelopes"), rows(store, "print_jobs")) == (0, 0)
    after = found(store, code)
    assert (after.tracking_code, after.journey, after.sent_at) == (code, before.journey, before.sent_at)
    assert store.receipt(code) is None
    assert store.print_jobs.counts()[JobState.PENDING] == 0
    kept = retention.kept()
    assert (kept.held, kept.tombstones, kept.hold_days) == (0, 1, 14)


def test_a_tombstone_stays_for_90_days_and_its_code_for_ever(
    store: Store, retention: Retention, hub_time: HubTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = put(store)
    identity = found(store, code).id
    put(store, State.QUEUED)
    hub_time.passes(HOLD)
    retention.run()
    hub_time.passes(TOMBSTONE - timedelta(hours=1))
    retention.run()
    assert found(store, code).state is State.PURGED
    hub_time.passes(timedelta(hours=1))
    retention.run()
    assert store.find(code) is None
    assert [rows(store, table) for table in ("submissions", "ages", "status_history")] == [1, 0, 0]
    assert store._database.one("SELECT 1 FROM events WHERE id = ?", (identity,)) is None
    assert store._database.one("SELECT 1 FROM codes WHERE tracking_code = ?", (code,)) is not None
    offered = iter([code, "KK-2222-2222-2"])
    monkeypatch.setattr("kiosk.tracking_code.new_code", lambda _prefix: next(offered))
    assert store.new_code() == "KK-2222-2222-2", "a code is never issued twice"


def test_the_newest_tombstone_stays_until_there_is_a_newer_form(
    store: Store, retention: Retention, hub_time: HubTime
) -> None:
    code = put(store)
    hub_time.passes(HOLD)
    retention.run()
    hub_time.passes(TOMBSTONE)
    retention.run()
    assert found(store, code).state is State.PURGED, "the high-water mark is compared with it"
    put(store, State.QUEUED)
    retention.run()
    assert store.find(code) is None


@pytest.mark.parametrize("jump", [TEN_YEARS, -TEN_YEARS])
@pytest.mark.parametrize("whose", ["ours", "the hub's", "both"])
def test_no_clock_that_jumps_makes_anything_old(
    store: Store, retention: Retention, hub_time: HubTime, clock: FakeClock, jump: timedelta, whose: str
) -> None:
    code = put(store)
    hub_time.passes(HOLD - 2 * DAY)
    for way in (jump, -jump):
        hub_time.at += way if whose != "ours" else timedelta(0)
        clock.at += way if whose != "the hub's" else timedelta(0)
        hub_time.tell()
    assert (retention.run(), found(store, code).state) == (0, State.COMPLETE)
    hub_time.passes(2 * DAY)
    assert (retention.run(), found(store, code).state) == (1, State.PURGED), "counting went on"


def test_a_kiosk_that_was_away_counts_too_little_never_too_much(
    store: Store, retention: Retention, hub_time: HubTime, clock: FakeClock
) -> None:
    code = put(store)
    hub_time.at += timedelta(days=60)
    clock.at += timedelta(days=60)
    hub_time.tell()
    assert (retention.run(), found(store, code).state) == (0, State.COMPLETE)


def test_without_a_hub_that_tells_its_time_nothing_is_purged(
    store: Store, retention: Retention, clock: FakeClock
) -> None:
    code = put(store)
    for _ in range(50):
        clock.at += timedelta(days=10)
        store.outbox.apply_status(StatusPage("epoch-1", "0", False, []))
        retention.run()
    assert found(store, code).state is State.COMPLETE


@pytest.mark.parametrize(("backup_days", "longer"), [(1, False), (7, False), (13, False), (14, True), (30, True)])
def test_the_hold_is_longer_than_lies_between_two_backups_of_the_hub(
    store: Store, retention: Retention, hub_time: HubTime, backup_days: int, longer: bool
) -> None:
    code = put(store)
    hub_time.passes(HOLD, backup_days=backup_days)
    retention.run()
    assert (found(store, code).state is State.COMPLETE) is longer
    hub_time.passes(timedelta(days=backup_days) + MARGIN - HOLD, backup_days=backup_days)
    retention.run()
    assert found(store, code).state is State.PURGED
    assert retention.kept().hold_days == max(14, backup_days + 1)


def test_a_restored_hub_gets_all_that_is_not_purged_and_the_hold_begins_anew(
    store: Store, retention: Retention, hub_time: HubTime
) -> None:
    old = put(store)
    hub_time.passes(HOLD)
    retention.run()
    young = put(store)
    hub_time.passes(HOLD - DAY)
    assert store.outbox.adopt_epoch("epoch-2", "library") == [young], "what is purged stands in every backup"
    assert (found(store, old).state, found(store, young).state) == (State.PURGED, State.QUEUED)
    store.outbox.settle([Verdict(found(store, young).id, State.COMPLETE)])
    hub_time.passes(HOLD - timedelta(minutes=1))
    assert (retention.run(), found(store, young).state) == (0, State.COMPLETE)


def test_complete_forms_of_a_salvaged_file_begin_their_hold_when_it_is_opened(store: Store, hub_time: HubTime) -> None:
    code = put(store)
    with store._database.transaction() as connection:
        connection.execute("DELETE FROM ages")
    hub_time.passes(3 * HOLD)
    retention = store.retention(HOLD)
    assert retention.run() == 0
    hub_time.passes(HOLD)
    assert (retention.run(), found(store, code).state) == (1, State.PURGED)


def test_the_sealed_bytes_cannot_be_found_in_the_file_afterwards(
    store: Store, retention: Retention, hub_time: HubTime, home: Path
) -> None:
    put(store)
    queued = put(store, State.QUEUED)
    envelopes = [bytes(row["envelope"]) for row in store._database.all("SELECT envelope FROM envelopes ORDER BY rowid")]
    paper = [bytes(row["receipt"]) for row in store._database.all("SELECT receipt FROM print_jobs ORDER BY seq")]
    sealed = envelopes[0][envelopes[0].index(b'"sealed":"') + 10 :]
    gone = [sealed[start : start + 24] for start in range(0, len(sealed) - 24, 24)] + [paper[0]]
    assert all(_anywhere(home, part) for part in gone)
    hub_time.passes(HOLD)
    retention.run()
    assert not any(_anywhere(home, part) for part in gone)
    assert _anywhere(home, envelopes[1]), "the search finds what is there"
    assert found(store, queued).state is State.QUEUED


def _anywhere(home: Path, part: bytes) -> bool:
    return any(part in path.read_bytes() for path in home.iterdir() if path.is_file())


def test_the_chunks_of_attached_files_go_with_their_form(
    store: Store, retention: Retention, hub_time: HubTime, home: Path
) -> None:
    code = put(store)
    chunk = secrets.token_bytes(3000)
    with store._database.transaction() as connection:
        connection.execute("INSERT INTO chunks VALUES (?, 'file', 0, ?)", (found(store, code).id, chunk))
    hub_time.passes(HOLD)
    retention.run()
    assert rows(store, "chunks") == 0
    assert not _anywhere(home, chunk[:32])


def test_much_free_room_goes_back_to_the_disk_and_nothing_else_is_lost(
    store: Store, retention: Retention, hub_time: HubTime, home: Path
) -> None:
    purged, kept = put(store), put(store, State.QUEUED)
    with store._database.transaction() as connection:
        for number in range(40):
            values = (found(store, purged).id, number, random.randbytes(1_000_000))
            connection.execute("INSERT INTO chunks VALUES (?, 'file', ?, ?)", values)
    assert (home / "queue.db").stat().st_size > 40_000_000
    hub_time.passes(HOLD)
    retention.run()
    assert (home / "queue.db").stat().st_size < 1_000_000
    store.check()
    assert [one.tracking_code for one in store.hand_carry.waiting("library")] == [kept]
    assert len(store.outbox.due(10)) == 1


def test_many_are_purged_in_small_transactions_over_several_rounds(
    store: Store, retention: Retention, hub_time: HubTime
) -> None:
    codes = [put(store) for _ in range(50)]
    hub_time.passes(HOLD)
    changes: list[int] = []
    real = store._database.transaction

    def counted() -> object:
        changes.append(rows(store, "envelopes"))
        return real()

    store._database.transaction = counted  # type: ignore[method-assign,assignment]
    assert retention.run() == 50
    assert max(before - after for before, after in pairwise(changes)) <= 20
    assert all(found(store, code).state is State.PURGED for code in codes)
