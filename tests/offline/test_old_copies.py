"""A copy made before a migration goes once the queue has let go of all that is in it, and never before (R62)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from fakes import FakeClock
from held_forms import HubTime, put
from sealed_submissions import prepare
from syncing import found

from kiosk.protocols import State
from offline import backups
from offline.drafts import KeptDraft
from offline.outbox import Verdict
from offline.retention import TOMBSTONE, Retention
from offline.store import Store

HOLD = timedelta(days=14)
TEN_YEARS = timedelta(days=3653)
UNSETTLED = [state for state in State if state not in (State.COMPLETE, State.PURGED)]


@pytest.fixture
def retention(store: Store) -> Retention:
    return store.retention(HOLD)


@pytest.fixture
def hub_time(store: Store, clock: FakeClock) -> HubTime:
    return HubTime(store, clock)


def copied(store: Store) -> Path:
    return backups.keep(store._database._ready(), store._database.home, 7)


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as copy:
        for statement in statements:
            copy.execute(statement)


def test_a_copy_goes_with_the_last_form_in_it(store: Store, retention: Retention, hub_time: HubTime) -> None:
    put(store)
    late = put(store, State.QUEUED)
    copy = copied(store)
    hub_time.passes(4 * HOLD)
    store.outbox.settle([Verdict(found(store, late).id, State.COMPLETE)])
    put(store, State.QUEUED)  # is in no copy
    hub_time.passes(HOLD - timedelta(minutes=1))
    retention.run()
    assert copy.exists()
    hub_time.passes(timedelta(minutes=1))
    retention.run()
    assert not copy.exists()
    assert retention.kept().copies == ()


@pytest.mark.parametrize("state", UNSETTLED)
def test_a_form_that_the_hub_has_not_confirmed_keeps_the_copy_however_old(
    store: Store, retention: Retention, hub_time: HubTime, clock: FakeClock, state: State
) -> None:
    put(store, state)
    put(store)
    copy = copied(store)
    hub_time.passes(timedelta(days=40))
    clock.at += TEN_YEARS
    retention.run()
    assert copy.exists()


@pytest.mark.parametrize(
    "lost",
    [
        "DELETE FROM submissions WHERE tracking_code = ?",
        "UPDATE submissions SET digest = 'other' WHERE tracking_code = ?",
    ],
    ids=["gone from the queue", "other bytes in the queue"],
)
def test_a_form_that_the_queue_lost_keeps_the_copy(
    store: Store, retention: Retention, hub_time: HubTime, lost: str
) -> None:
    code = put(store)
    put(store)
    copy = copied(store)
    aside = copy.rename(copy.with_name("aside"))
    hub_time.passes(HOLD)
    assert retention.run() == 2
    with store._database.transaction() as connection:
        connection.execute(lost, (code,))
    aside.rename(copy)
    hub_time.passes(HOLD)
    retention.run()
    assert copy.exists()


def test_a_copy_without_forms_stays_for_the_hold(store: Store, retention: Retention, hub_time: HubTime) -> None:
    put(store)
    hub_time.passes(HOLD)
    retention.run()
    copy = copied(store)
    hub_time.passes(HOLD - timedelta(minutes=1))
    retention.run()
    assert copy.exists(), "a migration that went wrong is noticed within this time"
    hub_time.passes(timedelta(minutes=1))
    retention.run()
    assert not copy.exists()


@pytest.mark.parametrize("whose", ["ours", "the hub's", "both"])
def test_no_clock_that_jumps_makes_a_copy_old(
    store: Store, retention: Retention, hub_time: HubTime, clock: FakeClock, whose: str
) -> None:
    put(store)
    hub_time.passes(HOLD)
    retention.run()
    copy = copied(store)
    for way in (TEN_YEARS, -TEN_YEARS):
        hub_time.at += way if whose != "ours" else timedelta(0)
        clock.at += way if whose != "the hub's" else timedelta(0)
        hub_time.tell()
    retention.run()
    assert copy.exists()


def test_a_copy_older_than_the_count_of_the_hubs_time_is_counted_from_its_beginning(
    store: Store, retention: Retention, hub_time: HubTime
) -> None:
    put(store)
    copy = copied(store)
    change(copy, "DROP TRIGGER submissions_age", "DROP TABLE hub_time", "DROP TABLE drafts")
    hub_time.passes(HOLD - timedelta(minutes=1))
    retention.run()
    assert copy.exists()
    hub_time.passes(timedelta(minutes=1))
    retention.run()
    assert not copy.exists()


def test_a_count_that_a_salvage_began_anew_keeps_a_copy_for_one_hold_more(store: Store, hub_time: HubTime) -> None:
    hub_time.passes(6 * HOLD)
    put(store)
    copy = copied(store)
    with store._database.transaction() as connection:
        connection.execute("UPDATE hub_time SET counted = 0, hub_at = NULL, here_at = NULL")
        connection.execute("DELETE FROM ages")
    hub_time.tell()
    retention = store.retention(HOLD)
    retention.run()
    hub_time.passes(HOLD - timedelta(minutes=1))
    retention.run()
    assert copy.exists()
    hub_time.passes(timedelta(minutes=1))
    retention.run()
    assert not copy.exists()


def test_saved_visits_keep_a_copy_until_they_have_run_out(
    store: Store, retention: Retention, hub_time: HubTime
) -> None:
    put(store)
    store.drafts.keep(KeptDraft("locator", "kept", 1, b"sealed", "proof", None))
    copy = copied(store)
    hub_time.passes(timedelta(days=29))
    retention.run()
    assert copy.exists()
    hub_time.passes(timedelta(days=1))
    retention.run()
    assert not copy.exists()


def cut(copy: Path) -> None:
    os.truncate(copy, copy.stat().st_size // 2)


def no_list_of_tables(copy: Path) -> None:
    with copy.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(3000))


def rows_passed_over(copy: Path) -> None:
    other = "SELECT rootpage FROM sqlite_master WHERE name = 'chunks'"  # of the same kind, and empty
    change(
        copy,
        "PRAGMA writable_schema = 1",
        f"UPDATE sqlite_master SET rootpage = ({other}) WHERE name = 'envelopes'",
    )


@pytest.mark.parametrize("damage", [cut, no_list_of_tables, rows_passed_over])
def test_a_damaged_copy_is_never_deleted_by_itself(
    store: Store, retention: Retention, hub_time: HubTime, damage: Callable[[Path], None]
) -> None:
    put(store)
    copy = copied(store)
    damage(copy)
    hub_time.passes(4 * HOLD)
    retention.run()
    assert copy.exists()


def test_staff_are_told_of_a_copy_that_does_not_go_by_itself(
    store: Store, retention: Retention, hub_time: HubTime
) -> None:
    put(store, State.QUARANTINED)
    copy = copied(store)
    hub_time.passes(HOLD + TOMBSTONE)
    retention.run()
    assert (retention.kept().copies, retention.kept().overdue) == ((copy.name,), ())
    hub_time.passes(timedelta(minutes=1))
    assert retention.kept().overdue == (copy.name,)


def test_staff_are_told_at_once_of_a_copy_that_cannot_be_read(store: Store, retention: Retention) -> None:
    put(store)
    copy = copied(store)
    no_list_of_tables(copy)
    assert retention.kept().overdue == (copy.name,)


def test_what_was_sealed_in_a_copy_is_overwritten(store: Store, retention: Retention, hub_time: HubTime) -> None:
    put(store)
    copy = copied(store)
    the_same_blocks = copy.with_name("link")
    the_same_blocks.hardlink_to(copy)
    hub_time.passes(HOLD)
    retention.run()
    assert the_same_blocks.stat().st_size > 0
    assert not any(the_same_blocks.read_bytes())


def test_a_removal_that_was_cut_short_is_finished_by_the_next_round(
    store: Store, retention: Retention, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store)
    copy = copied(store)
    with monkeypatch.context() as power:
        power.setattr(os, "fsync", _power_cut)
        with pytest.raises(OSError, match="power"):
            backups.remove(copy)
    assert not copy.exists(), "half of it is no copy"
    assert [file.name for file in home.glob("*.unfinished")] == ["queue-backup.unfinished"]
    retention.run()
    assert not list(home.glob("*.unfinished"))


def _power_cut(_handle: int) -> None:
    raise OSError("the power went")


@pytest.mark.parametrize("why", ["a form is missing", "a damaged file stands there"])
def test_no_copy_makes_room_for_newer_ones_while_the_queue_has_lost_something(
    store: Store, home: Path, why: str
) -> None:
    store.put(prepare(store))
    connection = store._database._ready()
    if why == "a form is missing":
        connection.execute("INSERT INTO missing VALUES ('KK-2222-2222-2', '2026-11-01', '2026-11-22', NULL, '')")
    else:
        (home / "queue-damaged-20261122-090000.db").touch()
    copies = [backups.keep(connection, home, version) for version in range(1, 7)]
    assert backups.kept(home) == copies
