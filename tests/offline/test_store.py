from __future__ import annotations

import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from nacl.public import PrivateKey
from sealed_submissions import CANARY, enrolled, prepare
from trail import trail

from kiosk import tracking_code
from kiosk.errors import KioskError, NotStoredError
from kiosk.protocols import NotStored, State
from kiosk.submission import Prepared
from offline import wire
from offline.identity import Identity
from offline.print_jobs import JobState
from offline.store import Store

ALLOWED_IN_CLEAR = {
    "id", "tracking_code", "kiosk", "journey", "journey_version", "channel", "language", "sent_at", "clock_trusted",
    "digest", "attachments", "apart",
}  # fmt: skip
OF_THE_QUEUE = {
    "seq", "size", "state", "reason", "tries", "next_try_at", "received_at", "status", "status_at", "note", "due",
}  # fmt: skip


def test_what_is_put_is_found_by_its_code(store: Store) -> None:
    prepared = prepare(store)
    store.put(prepared)
    found = store.find(prepared.header.tracking_code)
    assert found is not None
    assert (found.id, found.state, found.journey) == (prepared.header.id, State.QUEUED, "missed-bin")
    assert (found.sent_at, found.language, found.status, found.due) == (prepared.header.sent_at, "cy", "", None)
    assert store.find("KK-2222-2222-2") is None
    assert store.counts()[State.QUEUED] == 1
    assert store.counts()[State.COMPLETE] == 0


def test_the_hub_can_open_what_was_put_and_the_header_inside_is_the_same(home: Path, clock: FakeClock) -> None:
    hub = MisbehavingHub()
    with Store.open(home, clock=clock) as store:
        enrolled(store, hub)
        prepared = prepare(store, b'{"secret": 1}')
        store.put(prepared)
        (due,) = store.outbox.due(50)
    envelope = wire.read_envelope(due.envelope)
    assert wire.unseal(envelope, hub.sealing_key) == b'{"secret": 1}'
    assert envelope.header == prepared.header
    assert due.digest == wire.digest(due.envelope)
    with pytest.raises(wire.WireError):
        wire.unseal(envelope, PrivateKey.generate())


def test_no_file_of_the_home_holds_an_answer_in_any_encoding(home: Path, store: Store) -> None:
    for _ in range(5):
        store.put(prepare(store))
    store.close()
    names = {CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode("utf-16-be"), CANARY.split()[1].encode()}
    for path in [path for path in home.rglob("*") if path.is_file()]:
        content = path.read_bytes()
        assert not [name for name in names if name in content], path.name


def test_only_the_agreed_columns_stand_in_clear(home: Path, store: Store) -> None:
    store.put(prepare(store))
    connection = sqlite3.connect(f"{(home / 'queue.db').as_uri()}?mode=ro", uri=True)
    columns = {row[1] for row in connection.execute("PRAGMA table_info(submissions)")}
    connection.close()
    assert columns == ALLOWED_IN_CLEAR | OF_THE_QUEUE


def test_before_enrolment_send_is_refused_and_says_what_to_do(home: Path) -> None:
    with Store.open(home) as store:
        assert store.identity() is None
        with pytest.raises(NotStoredError, match="kiosk enrol") as refused:
            store.new_code()
        assert refused.value.reason == NotStored.NO_SEALING_KEY


def test_without_a_usable_sealing_key_nothing_is_stored(store: Store) -> None:
    prepared = prepare(store)
    known = store.identity()
    assert known is not None
    broken = msgspec.structs.replace(known.keys, sealing=b"short")
    store.enrol(Identity(known.kiosk, known.prefix, known.hub_url, known.public_url, broken), "epoch-1")
    with pytest.raises(NotStoredError) as refused:
        store.put(prepared)
    assert refused.value.reason == NotStored.NO_SEALING_KEY
    assert store.counts()[State.QUEUED] == 0


def test_a_visit_begun_under_another_enrolment_is_refused(store: Store) -> None:
    prepared = prepare(store)
    other = Prepared(msgspec.structs.replace(prepared.header, kiosk="other"), prepared.payload, prepared.receipt)
    with pytest.raises(NotStoredError) as refused:
        store.put(other)
    assert refused.value.reason == NotStored.NO_SEALING_KEY


def test_a_code_or_id_that_is_taken_is_refused_and_leaves_nothing_behind(store: Store) -> None:
    first = prepare(store)
    store.put(first)
    with pytest.raises(NotStoredError) as refused:
        store.put(first)
    assert refused.value.reason == NotStored.STORAGE
    again = prepare(store)
    same_id = msgspec.structs.replace(again.header, id=first.header.id)
    with pytest.raises(NotStoredError):
        store.put(Prepared(same_id, again.payload, again.receipt))
    assert store.counts()[State.QUEUED] == 1
    assert sum(store.print_jobs.counts().values()) == 1
    # The failed put took its code back with it.
    store.put(again)
    assert store.counts()[State.QUEUED] == 2


class OverABadLine:
    """A connection whose COMMIT reports a disk error: once it is done (`durable`), or in its place."""

    def __init__(self, connection: sqlite3.Connection, *, durable: bool) -> None:
        self._connection = connection
        self._durable = durable

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        if sql != "COMMIT":
            return self._connection.execute(sql, *values)
        if self._durable:
            self._connection.execute(sql)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    def close(self) -> None:
        self._connection.close()


def break_the_commit(store: Store, *, durable: bool) -> None:
    database = store._database
    assert database._connection is not None
    database._connection = OverABadLine(database._connection, durable=durable)  # type: ignore[assignment]


def test_what_a_failing_disk_kept_after_all_is_stored_and_not_sent_a_second_time(store: Store) -> None:
    prepared = prepare(store)
    break_the_commit(store, durable=True)
    store.put(prepared)
    found = store.find(prepared.header.tracking_code)
    assert found is not None
    assert found.id == prepared.header.id
    assert sum(store.counts().values()) == sum(store.print_jobs.counts().values()) == 1


def test_what_a_failing_disk_did_not_keep_is_refused(store: Store) -> None:
    prepared = prepare(store)
    break_the_commit(store, durable=False)
    with pytest.raises(NotStoredError) as refused:
        store.put(prepared)
    assert refused.value.reason == NotStored.STORAGE
    assert store.find(prepared.header.tracking_code) is None


def test_other_bytes_under_the_same_id_do_not_pass_for_this_submission(store: Store) -> None:
    first = prepare(store)
    store.put(first)
    other = prepare(store)
    same_id = msgspec.structs.replace(other.header, id=first.header.id)
    sealed = wire.seal(same_id, b"{}", store.identity().keys.sealing)  # type: ignore[union-attr]
    assert not store._kept_after_all([(msgspec.structs.replace(other, header=same_id), sealed)])


def test_a_code_that_was_refused_is_not_kept_for_ever(store: Store) -> None:
    prepared = prepare(store)
    break_the_commit(store, durable=False)
    with pytest.raises(NotStoredError):
        store.put(prepared)
    assert len(store.codes_given) == 0


def test_a_code_is_never_handed_out_twice(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = prepare(store)
    store.put(taken)
    promised = store.new_code()
    fresh = tracking_code.new_code("KK")
    answers = iter([taken.header.tracking_code, promised, fresh])
    monkeypatch.setattr(tracking_code, "new_code", lambda _prefix: next(answers))
    assert store.new_code() == fresh


def test_codes_have_the_prefix_of_the_enrolment_and_a_right_check_symbol(store: Store) -> None:
    code = store.new_code()
    assert code.startswith("KK-")
    assert tracking_code.read(code) == code


def test_the_receipt_can_be_printed_again(store: Store) -> None:
    prepared = prepare(store)
    store.put(prepared)
    printed = store.receipt(prepared.header.tracking_code)
    assert printed is not None
    assert printed.lines[1].text == prepared.header.tracking_code
    assert store.receipt("KK-2222-2222-2") is None


def test_threads_share_one_store(store: Store) -> None:
    prepared = [prepare(store) for _ in range(24)]
    faults: list[Exception] = []

    def work(part: list[Prepared]) -> None:
        try:
            for one in part:
                store.put(one)
                assert store.find(one.header.tracking_code) is not None
        except (KioskError, AssertionError) as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(prepared[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not faults
    assert store.counts()[State.QUEUED] == 24
    store.check()


def test_after_a_crash_what_was_on_the_wire_is_sent_again_and_a_receipt_half_printed_is_uncertain(home: Path) -> None:
    with Store.open(home) as store:
        enrolled(store, MisbehavingHub())
        prepared = prepare(store)
        store.put(prepared)
        store.outbox.mark_sending([prepared.header.id])
        assert store.print_jobs.take() is not None
    code = prepared.header.tracking_code
    with Store.open(home) as store:
        found, job = store.find(code), store.print_jobs.of(code)
        assert found is not None
        assert found.state == State.QUEUED
        assert job is not None
        assert job.state == JobState.UNCERTAIN
        assert store.print_jobs.take() is None, "never printed twice by itself"
        assert trail(home)[0].kind == "came-back"


def test_a_reader_sees_the_data_while_a_writer_lives_and_cannot_write(home: Path, store: Store) -> None:
    prepared = prepare(store)
    store.put(prepared)
    with Store.open(home, read_only=True) as reader:
        assert reader.find(prepared.header.tracking_code) is not None
        assert reader.outbox.unsent() == 1
        late = prepare(store)
        store.put(late)
        assert reader.find(late.header.tracking_code) is not None
        with pytest.raises(NotStoredError):
            reader.put(prepare(store))


def test_age_of_the_oldest_unsent(store: Store, clock: FakeClock) -> None:
    assert store.outbox.oldest_unsent() is None
    store.put(prepare(store))
    clock.turn(3600)
    assert store.outbox.oldest_unsent() == clock.now() - timedelta(hours=1)


def test_every_step_leaves_a_line_without_answers(store: Store, home: Path) -> None:
    prepared = prepare(store)
    store.put(prepared)
    newest = trail(home)[0]
    assert (newest.kind, newest.id, newest.detail) == ("stored", prepared.header.id, "")
