"""The kiosk's own store, sync and enrolment against the hub itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import msgspec
import pytest
from attached_files import file_of, sealed
from fakes import FakeClock, MemorySecrets
from sealed_submissions import prepare
from sending_kiosk import CANARY, SetClock

from hub.database import begin_new_epoch
from hub.parts import Parts
from hub.tables import attachment_chunk
from kiosk.attachments import CHUNK
from kiosk.protocols import State
from kiosk.submission import AnsweredQuestion, Payload, encode_payload
from offline.enrolment import enrol
from offline.hub_client import HubClient
from offline.store import Store
from offline.sync import Sync
from offline.transport import HubSettings


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "kiosk", clock=FakeClock(datetime(2026, 11, 20, 10, tzinfo=UTC))) as opened:
        yield opened


@pytest.fixture
def sync(store: Store, parts: Parts, client: httpx.Client) -> Iterator[Sync]:
    secrets, settings = MemorySecrets(), HubSettings(str(client.base_url))
    enrol(store, secrets, settings, parts.kiosks.invite("library"))
    sync = Sync(
        store,
        secrets,
        lambda identity, known: HubClient(settings, identity, known),
        FakeClock(datetime(2026, 11, 20, 10, tzinfo=UTC)),
    )
    yield sync
    sync.close()


def put(store: Store) -> str:
    prepared = prepare(store)
    header = msgspec.structs.replace(prepared.header, sent_at=datetime(2026, 11, 20, 10, tzinfo=UTC))
    answers = [AnsweredQuestion("name", "Your name?", CANARY, CANARY)]
    payload = Payload(header, "Methu bin", answers, "CM004", 524, 17, working_days=2)
    store.put(msgspec.structs.replace(prepared, header=header, payload=encode_payload(payload)))
    return header.tracking_code


def state(store: Store, code: str) -> State:
    found = store.find(code)
    assert found is not None
    return found.state


@pytest.mark.parametrize("count", [1, 3, 60])
def test_what_a_kiosk_stored_arrives_once_and_comes_back_as_complete(
    parts: Parts, store: Store, sync: Sync, count: int
) -> None:
    codes = [put(store) for _ in range(count)]
    report = sync.once()
    assert (report.sent, report.left, report.trouble, report.paused) == (count, 0, "", "")
    assert {state(store, code) for code in codes} == {State.RECEIVED}
    while parts.opener.verify_waiting():
        pass
    sync.once()
    assert {state(store, code) for code in codes} == {State.COMPLETE}
    assert sorted(one.tracking_code for one in parts.casework.submissions()) == sorted(codes)


def test_a_moved_case_reaches_the_kiosk_with_its_note_and_due_date(parts: Parts, store: Store, sync: Sync) -> None:
    code = put(store)
    sync.once()
    parts.opener.verify_waiting()
    parts.casework.move(code, "in_progress", "Ar y ffordd.", "ann", public=True)
    sync.once()
    found = store.find(code)
    assert found is not None
    assert (found.status, found.note, found.due) == ("in_progress", "Ar y ffordd.", date(2026, 11, 24))


def test_a_restored_hub_gets_everything_again(
    parts: Parts, store: Store, sync: Sync, clock: SetClock, truncated: Callable[[], None]
) -> None:
    code = put(store)
    sync.once()
    truncated()
    with parts.database.writing() as connection:
        begin_new_epoch(connection)
    clock.pass_by(hours=1)
    sync.once(ignore_backoff=True)
    sync.once(ignore_backoff=True)
    assert [one.tracking_code for one in parts.casework.submissions()] == [code]


@pytest.fixture
def truncated(parts: Parts) -> Callable[[], None]:
    """Forget every submission, as a backup from before them does."""

    def forget() -> None:
        from hub.tables import history, submission

        with parts.database.writing() as connection:
            connection.execute(history.delete())
            connection.execute(submission.delete())

    return forget


def test_the_kiosk_asks_about_a_code(parts: Parts, client: httpx.Client, store: Store, sync: Sync) -> None:
    code = put(store)
    identity = store.identity()
    assert identity is not None
    asking = HubClient(HubSettings(str(client.base_url)), identity, None)
    assert asking.track(code) is None
    sync.once()
    tracked = asking.track(code)
    assert tracked is not None
    assert (tracked.tracking_code, tracked.status) == (code, "received")
    asking.close()


def test_a_revoked_kiosk_pauses_and_keeps_everything(parts: Parts, store: Store, sync: Sync) -> None:
    code = put(store)
    parts.kiosks.revoke("library")
    assert sync.once().paused == "revoked"
    assert state(store, code) in {State.QUEUED, State.WAITING}


@pytest.mark.parametrize("chunks_too", [True, False], ids=["files gone too", "files still there"])
def test_files_arrive_whole_also_at_a_hub_that_was_restored(
    parts: Parts, store: Store, sync: Sync, clock: SetClock, truncated: Callable[[], None], chunks_too: bool
) -> None:
    files = sealed(2 * CHUNK + 3, 900)
    prepared = prepare(store, attachments=files)
    header = msgspec.structs.replace(prepared.header, sent_at=datetime(2026, 11, 20, 10, tzinfo=UTC))
    answers = [AnsweredQuestion("name", "Your name?", CANARY, CANARY)]
    enclosed = [file.enclosed for file in files]
    payload = Payload(header, "Methu bin", answers, "CM004", 524, 17, working_days=2, attachments=enclosed)
    store.put(msgspec.structs.replace(prepared, header=header, payload=encode_payload(payload)))
    assert sync.once().sent == 1
    truncated()
    with parts.database.writing() as connection:
        begin_new_epoch(connection)
        if chunks_too:
            connection.execute(attachment_chunk.delete())
    clock.pass_by(hours=1)
    sync.once(ignore_backoff=True)
    parts.opener.verify_waiting()
    sync.once(ignore_backoff=True)
    assert state(store, header.tracking_code) == State.COMPLETE
    opened = parts.opener.files(parts.opener.show(header.id, "ann"), "ann")
    assert [data for _, data in opened] == [file_of(2 * CHUNK + 3, seed=0), file_of(900, seed=1)]
