"""What stands apart lies in the queue without a time or a paper, and leaves hours later, with nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from sealed_submissions import prepare
from syncing import Put, ids_delivered

from kiosk.apart import only_the_day
from kiosk.errors import NotStoredError
from kiosk.protocols import State
from offline import events
from offline import store as stores
from offline.apart import LATEST, SOONEST, leaves_at
from offline.database import StorageError
from offline.outbox import Verdict
from offline.store import Store
from offline.sync import Sync

HOURS = LATEST.total_seconds()


def put_apart(store: Store) -> str:
    prepared = prepare(store)
    header = only_the_day(prepared.header)
    store.put(msgspec.structs.replace(prepared, header=header, receipt=b"", paper=False))
    return header.id


def put(store: Store) -> str:
    prepared = prepare(store)
    store.put(prepared)
    return prepared.header.id


def due(store: Store) -> list[str]:
    return [one.id for one in store.outbox.due(50)]


def lines_about(store: Store, *words: str) -> list[str]:
    """Every row of every table of the queue that has one of these words in it, without its sealed bytes."""
    tables = store._database.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'envelopes'")
    rows = [row for table in tables for row in store._database.all(f"SELECT * FROM {table['name']}")]
    said = [" ".join(str(value) for value in tuple(row)) for row in rows]
    return [line for line in said if any(word in line for word in words)]


def test_it_leaves_between_two_and_twenty_hours_later(store: Store, clock: FakeClock) -> None:
    now = clock.now()
    moments = {leaves_at(now) - now.timestamp() for _ in range(200)}
    assert len(moments) == 200
    assert SOONEST.total_seconds() <= min(moments) <= max(moments) <= LATEST.total_seconds()


def test_it_is_not_sent_before_its_time_whoever_asks(store: Store, clock: FakeClock) -> None:
    case, apart = put(store), put_apart(store)
    store.outbox.make_all_due()
    assert due(store) == [case]
    store.outbox.mark_sending([case])
    assert due(store) == []
    assert store.outbox.unsent() == 2
    clock.turn(HOURS)
    assert due(store) == [apart]


def test_it_never_goes_together_with_a_case_nor_in_the_order_in_which_it_came(store: Store, clock: FakeClock) -> None:
    cases, apart = [], []
    for _ in range(6):
        cases.append(put(store))
        apart.append(put_apart(store))
    clock.turn(HOURS)
    assert due(store) == cases
    store.outbox.mark_sending(cases)
    assert due(store) == sorted(apart)


def test_it_goes_by_itself_also_after_a_line_that_failed(store: Store, clock: FakeClock) -> None:
    case, apart = put(store), put_apart(store)
    clock.turn(HOURS)
    for one in (case, apart):
        store.outbox.mark_sending([one])
        store.outbox.settle([Verdict(one, State.WAITING, "no-answer")])
    assert due(store) == [case]


def test_it_goes_by_itself_also_after_the_hub_was_restored(store: Store, clock: FakeClock) -> None:
    case, apart = put(store), put_apart(store)
    clock.turn(HOURS)
    for one in (case, apart):
        store.outbox.mark_sending([one])
        store.outbox.settle([Verdict(one, State.RECEIVED)])
    assert len(store.outbox.adopt_epoch("another", "library")) == 2
    assert due(store) == [case]


def test_a_stick_has_it_behind_all_cases(store: Store) -> None:
    apart = [put_apart(store) for _ in range(5)]
    case = put(store)
    assert [one.id for one in store.hand_carry.waiting("library")] == [case, *sorted(apart)]


def test_nothing_about_it_has_a_time_or_a_word_of_the_case_and_there_is_no_paper(store: Store) -> None:
    case, apart = put(store), put_apart(store)
    rows = {row["id"]: row for row in store._database.all("SELECT * FROM submissions")}
    [code] = {rows[apart]["tracking_code"]}
    lines = lines_about(store, apart, code)
    assert len(lines) == 3  # the form, its code, and that it was stored
    assert [line for line in lines if case in line or rows[case]["tracking_code"] in line] == []
    assert [line for line in lines if "T00:00:00+00:00" not in line] == []
    assert store.print_jobs.of(code) is None
    assert store.receipt(code) is None
    assert len(lines_about(store, rows[case]["tracking_code"])) > 0


@pytest.mark.parametrize("broken", ["add_row", "leaves_at"])
def test_a_fault_in_the_middle_leaves_nothing_of_it(store: Store, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    before = lines_about(store, "")

    def fault(*_given: object, **_more: object) -> None:
        raise StorageError("the disk answers no more")

    with monkeypatch.context() as patch:
        patch.setattr(stores, broken, fault)
        with pytest.raises(NotStoredError):
            put_apart(store)
    with monkeypatch.context() as patch:
        patch.setattr(events, "record", fault)
        with pytest.raises(NotStoredError):
            put_apart(store)
    assert lines_about(store, "") == before


def test_it_is_still_apart_after_a_salvage(home: Path, store: Store, clock: FakeClock) -> None:
    case, apart = put(store), put_apart(store)
    store._database.close()
    queue = home / "queue.db"
    data = bytearray(queue.read_bytes())
    data[16:20] = b"\xff" * 4  # a header that nobody can read
    queue.write_bytes(bytes(data))
    clock.turn(HOURS)
    with Store.open(home, clock=clock) as again:
        assert due(again) == [case]
        again.outbox.mark_sending([case])
        assert due(again) == [apart]


def test_a_kiosk_sends_a_case_at_once_and_what_stands_apart_the_next_day(
    joined: Store, put: Put, sync: Sync, hub: MisbehavingHub, clock: FakeClock
) -> None:
    put()
    apart = put_apart(joined)
    assert sync.once(ignore_backoff=True).sent == 1
    assert apart not in ids_delivered(hub)
    clock.turn(HOURS)
    assert sync.once().sent == 1
    assert ids_delivered(hub)[-1] == apart


def test_of_when_it_was_sent_only_the_day_is_in_its_header(store: Store) -> None:
    header = only_the_day(
        msgspec.structs.replace(prepare(store).header, sent_at=datetime(2026, 7, 1, 23, 59, tzinfo=UTC))
    )
    assert header.sent_at == datetime(2026, 7, 1, tzinfo=UTC)
    assert (header.language, header.channel, header.apart) == ("und", "self", True)
