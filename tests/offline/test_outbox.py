from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from sealed_submissions import prepare
from trail import trail

from kiosk.protocols import State
from offline import outbox
from offline.identity import Identity
from offline.outbox import Verdict
from offline.store import Store


def put(store: Store, size: int = 10) -> str:
    prepared = prepare(store, b"x" * size)
    store.put(prepared)
    return prepared.header.id


def state(store: Store, submission: str) -> State:
    codes = [due.tracking_code for due in store.outbox.due(500) if due.id == submission]
    stored = store.find(codes[0])
    assert stored is not None
    return stored.state


def test_the_oldest_is_due_first_and_no_more_than_asked_for(store: Store) -> None:
    ids = [put(store) for _ in range(5)]
    assert [due.id for due in store.outbox.due(3)] == ids[:3]


def test_a_batch_is_bounded_in_bytes_but_never_empty(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "BATCH_BYTES", 3000)
    ids = [put(store, 5000), put(store, 500), put(store, 500), put(store, 500)]
    assert [due.id for due in store.outbox.due(50)] == ids[:1]
    store.outbox.mark_sending(ids[:1])
    assert [due.id for due in store.outbox.due(50)] == ids[1:3]


def test_what_is_on_the_wire_is_not_due_and_what_waits_is_due_at_its_time(store: Store, clock: FakeClock) -> None:
    submission = put(store)
    store.outbox.mark_sending([submission])
    assert store.outbox.due(5) == []
    assert store.outbox.unsent() == 1
    at = clock.now().timestamp() + 60
    store.outbox.settle([Verdict(submission, State.WAITING, "no-answer", at)])
    assert store.outbox.due(5) == []
    assert store.outbox.next_due_at() == at
    clock.turn(60)
    (due,) = store.outbox.due(5)
    assert due.tries == 1


def test_a_verdict_that_the_table_of_states_forbids_changes_nothing(store: Store) -> None:
    submission = put(store)
    assert store.outbox.settle([Verdict(submission, State.PURGED), Verdict("nobody", State.RECEIVED)]) == []
    assert state(store, submission) == State.QUEUED


def test_only_what_is_quarantined_can_be_released(store: Store) -> None:
    submission = put(store)
    store.outbox.settle([Verdict(submission, State.RECEIVED)])
    store.outbox.release(submission)
    assert store.counts()[State.RECEIVED] == 1


def test_nothing_that_an_earlier_enrolment_sealed_is_sent_to_the_new_hub(store: Store) -> None:
    old = put(store)
    store.outbox.settle([Verdict(old, State.RECEIVED)])
    known = store.identity()
    assert known is not None
    store.enrol(Identity("annexe", "KL", known.hub_url, known.public_url, MisbehavingHub().keys), "epoch-9")
    assert store.outbox.line().epoch == "epoch-9"
    prepared = prepare(store)
    renamed = msgspec.structs.replace(prepared, header=msgspec.structs.replace(prepared.header, kiosk="annexe"))
    store.put(renamed)
    store.outbox.settle([Verdict(renamed.header.id, State.RECEIVED)])
    assert store.outbox.adopt_epoch("epoch-10", "annexe") == [renamed.header.tracking_code]
    assert store.outbox.adopt_epoch("epoch-10", "annexe") == []


def test_a_pause_is_told_once_and_cleared_by_an_answer(store: Store, home: Path) -> None:
    for _ in range(3):
        store.outbox.pause("tls", 5.0)
    assert store.outbox.line().paused == "tls"
    store.outbox.hub_answered()
    store.outbox.hub_answered()
    assert (store.outbox.line().paused, store.outbox.line().failures) == ("", 0)
    kinds = [event.kind for event in trail(home) if event.kind in ("paused", "resumed")]
    assert kinds == ["resumed", "paused"]


def test_what_a_failing_disk_changed_since_it_was_stored_is_never_sent(store: Store, home: Path) -> None:
    changed, gone, sound = prepare(store), prepare(store), prepare(store)
    for prepared in (changed, gone, sound):
        store.put(prepared)
    with store._database.transaction() as connection:
        connection.execute("UPDATE envelopes SET envelope = zeroblob(99) WHERE id = ?", (changed.header.id,))
        connection.execute("DELETE FROM envelopes WHERE id = ?", (gone.header.id,))
    assert [item.id for item in store.outbox.due(1)] == [sound.header.id], "the others go on"
    codes = sorted([changed.header.tracking_code, gone.header.tracking_code])
    assert sorted(store.outbox.quarantined()) == [(code, "damaged") for code in codes]
    assert [event.kind for event in trail(home)][:2] == ["quarantined", "quarantined"]
