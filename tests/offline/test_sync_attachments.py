"""Files travel to the hub: the envelope first, then only the chunks that it lacks; received when all are there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from attached_files import FILE_CANARY, sealed
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub, Reply, Twist, cut, forged, html, status, untwisted, with_results
from sealed_submissions import CANARY, prepare
from syncing import Put, found
from trail import trail

from kiosk.attachments import CHUNK
from kiosk.protocols import State
from offline import wire
from offline.store import Store
from offline.sync import Sync
from offline.wire.attachments import ChunkKept, Missing

PutFiles = Callable[..., str]


@pytest.fixture
def put_files(joined: Store) -> PutFiles:
    def one(*sizes: int) -> str:
        prepared = prepare(joined, attachments=sealed(*sizes))
        joined.put(prepared)
        return prepared.header.tracking_code

    return one


def on_chunk(number: int, twist: Twist) -> Twist:
    """Twist the answer to the chunk of that number, the first time that it comes."""
    done: list[int] = []

    def twisted(hub: MisbehavingHub, reply: Reply) -> Reply:
        if not done and hub.requests[-1][1].endswith(f"/{number}") and "/attachments/" in hub.requests[-1][1]:
            done.append(number)
            return twist(hub, reply)
        return reply

    return twisted


def places(hub: MisbehavingHub) -> list[int]:
    return [number for _, _, number in hub.chunk_deliveries]


def test_the_envelope_goes_first_then_each_chunk_once_and_only_then_is_it_received(
    joined: Store, sync: Sync, hub: MisbehavingHub, put_files: PutFiles
) -> None:
    code = put_files(2 * CHUNK + 1, 50)
    report = sync.once()
    assert (report.sent, report.left, report.trouble, report.paused) == (1, 0, "", "")
    assert found(joined, code).state == State.RECEIVED
    here = f"/v1/submissions/{found(joined, code).id}"
    puts = [path for method, path in hub.requests if method == "PUT"]
    assert (puts[0], puts[-1]) == (here, here)
    assert places(hub) == [0, 1, 2, 0]
    sync.once()
    assert len(hub.chunk_deliveries) == 4


def test_one_with_files_goes_alone_and_after_those_without(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, put_files: PutFiles
) -> None:
    first = put_files(100)
    others = [put() for _ in range(3)]
    second = put_files(100)
    assert sync.once().sent == 5
    order = [identity for identity, _ in hub.deliveries]
    assert order[:3] == [found(joined, code).id for code in others]
    assert order[3:] == [found(joined, first).id] * 2 + [found(joined, second).id] * 2
    assert all(found(joined, code).state == State.RECEIVED for code in (first, *others, second))


@pytest.mark.parametrize(
    ("twist", "trouble", "paused"),
    [
        (status(503), "hub-busy", ""),
        (status(500), "hub-error", ""),
        (cut, "cut-off", ""),
        (status(401), "not-authorised", "not-authorised"),
        (html, "captive-portal", "captive-portal"),
        (status(302, Location="https://elsewhere.example/"), "redirected", "redirected"),
        (forged, "untrusted-answer", "untrusted-answer"),
    ],
    ids=["503", "500", "cut", "401", "portal", "redirect", "forged"],
)
def test_what_comes_between_two_chunks_stops_there_and_goes_on_there(
    joined: Store, sync: Sync, hub: MisbehavingHub, put_files: PutFiles, twist: Twist, trouble: str, paused: str
) -> None:
    code = put_files(4 * CHUNK)
    hub.always = on_chunk(2, twist)
    report = sync.once()
    assert (report.sent, report.trouble, report.paused) == (0, trouble, paused)
    assert found(joined, code).state in (State.WAITING, State.QUEUED)
    assert places(hub) == [0, 1, 2]
    assert sync.once(ignore_backoff=True).sent == 1
    assert places(hub) == [0, 1, 2, 3], "nothing that the hub has is sent again"


def test_an_order_to_wait_is_kept_between_two_chunks(
    joined: Store, sync: Sync, hub: MisbehavingHub, put_files: PutFiles, clock: FakeClock
) -> None:
    put_files(3 * CHUNK)
    hub.always = on_chunk(1, status(429, Retry_After="60"))
    assert sync.once().trouble == "hub-busy"
    sent = len(hub.requests)
    clock.turn(59)
    sync.once(ignore_backoff=True)
    assert len(hub.requests) == sent
    clock.turn(900)
    assert sync.once().sent == 1


def test_a_filter_that_takes_no_chunk_holds_up_this_one_alone(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, put_files: PutFiles
) -> None:
    code = put_files(CHUNK)
    hub.always = on_chunk(0, status(413, "text/html"))
    sync.once()
    assert (found(joined, code).state, found(joined, code).reason) == (State.WAITING, "too-large-for-network")
    other = put()
    hub.always = None
    assert sync.once(ignore_backoff=True).sent == 2
    assert {found(joined, one).state for one in (code, other)} == {State.RECEIVED}


def test_a_chunk_that_was_altered_on_the_way_is_sent_again(
    joined: Store, sync: Sync, hub: MisbehavingHub, put_files: PutFiles, home: Path
) -> None:
    """The hub says it is not the chunk that the envelope names; here it is."""
    code, other = put_files(2 * CHUNK), put_files(100)
    identity = found(joined, code).id

    def altered(hub_: MisbehavingHub, reply: Reply) -> Reply:
        if f"{identity}/attachments/" in hub_.requests[-1][1]:
            return Reply(422, b'{"reason":"chunk"}', "application/problem+json")
        return reply

    hub.always = altered
    report = sync.once()
    assert (report.sent, report.quarantined) == (1, 0)
    assert (found(joined, code).state, found(joined, code).reason) == (State.WAITING, "wrong-digest")
    assert "wrong-digest" in [event.detail for event in trail(home) if event.kind == "alert"]
    assert found(joined, other).state == State.RECEIVED
    hub.always = None
    assert sync.once(ignore_backoff=True).sent == 1


@pytest.mark.parametrize(
    "damage",
    ["UPDATE chunks SET chunk = zeroblob(length(chunk)) WHERE number = 1", "DELETE FROM chunks WHERE number = 1"],
    ids=["altered", "gone"],
)
def test_a_chunk_that_is_not_what_was_stored_is_never_sent(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, put_files: PutFiles, home: Path, damage: str
) -> None:
    code = put_files(3 * CHUNK)
    with closing(sqlite3.connect(home / "queue.db")) as queue, queue:
        queue.execute(damage)
    other = put()
    report = sync.once()
    assert (report.sent, report.quarantined) == (1, 1)
    assert (found(joined, code).state, found(joined, code).reason) == (State.QUARANTINED, "damaged")
    assert found(joined, other).state == State.RECEIVED
    assert places(hub) == [0]


def test_a_hub_restored_between_two_chunks_gets_everything_again(
    joined: Store, sync: Sync, hub: MisbehavingHub, put_files: PutFiles
) -> None:
    code = put_files(3 * CHUNK)

    def restored(hub_: MisbehavingHub, reply: Reply) -> Reply:
        hub_.stored.clear()
        hub_.chunks.clear()
        hub_.epoch = "epoch-2"
        return reply

    hub.always = on_chunk(1, restored)
    assert sync.once().sent == 1
    assert found(joined, code).state == State.RECEIVED
    assert places(hub) == [0, 1, 0, 1, 2]
    assert len(hub.chunks) == 3


def test_a_hub_restored_later_without_the_chunks_gets_them_again(
    joined: Store, sync: Sync, hub: MisbehavingHub, put_files: PutFiles
) -> None:
    code = put_files(2 * CHUNK)
    sync.once()
    hub.chunks.clear()
    hub.epoch = "epoch-2"
    sync.once()
    assert found(joined, code).state == State.RECEIVED
    assert len(hub.chunks) == 2


def test_an_answer_about_another_chunk_is_not_believed(
    joined: Store, sync: Sync, hub: MisbehavingHub, put_files: PutFiles, home: Path
) -> None:
    code = put_files(2 * CHUNK)

    def replayed(hub_: MisbehavingHub, reply: Reply) -> Reply:
        kept = wire.open_reply(reply.body, ChunkKept, bytes(hub_.receipt_key.verify_key))
        return hub_.signed(msgspec.structs.replace(kept, number=0))

    hub.always = on_chunk(1, replayed)
    assert sync.once().paused == "untrusted-answer"
    assert found(joined, code).state == State.QUEUED
    assert "untrusted-answer" in [event.detail for event in trail(home) if event.kind == "alert"]


@pytest.mark.parametrize(
    "missing", [[], [Missing("another", [0])], [Missing("", [99])]], ids=["nothing", "another", "number"]
)
def test_a_hub_that_is_never_satisfied_is_left_alone_for_a_while(
    joined: Store, sync: Sync, hub: MisbehavingHub, put_files: PutFiles, home: Path, missing: list[Missing]
) -> None:
    code = put_files(100)
    hub.always = lambda hub_, reply: (
        with_results(lambda old: msgspec.structs.replace(old, state="incomplete", missing=missing))(hub_, reply)
        if hub_.requests[-1][0] == "PUT" and "/attachments/" not in hub_.requests[-1][1]
        else reply
    )
    assert sync.once().sent == 0
    assert (found(joined, code).state, found(joined, code).reason) == (State.WAITING, "incomplete")
    assert "incomplete" in [event.detail for event in trail(home)]
    assert len(hub.requests) <= 6
    hub.always = None
    assert sync.once(ignore_backoff=True).sent == 1


def test_the_word_incomplete_acknowledges_nothing(joined: Store, sync: Sync, hub: MisbehavingHub, put: Put) -> None:
    """Even for a submission without files."""
    code = put()
    hub.twists.append(with_results(lambda old: msgspec.structs.replace(old, state="incomplete")))
    assert sync.once().sent == 0
    assert found(joined, code).state == State.WAITING


def test_stopping_ends_between_two_chunks(joined: Store, sync: Sync, hub: MisbehavingHub, put_files: PutFiles) -> None:
    code = put_files(4 * CHUNK)

    def stopping(_hub: MisbehavingHub, reply: Reply) -> Reply:
        sync.stop()
        return reply

    hub.always = on_chunk(1, stopping)
    sync.once()
    assert found(joined, code).state == State.QUEUED
    assert places(hub) == [0, 1]


def test_nothing_that_travels_shows_a_file_or_its_name(
    joined: Store, sync: Sync, hub: MisbehavingHub, put_files: PutFiles
) -> None:
    put_files(2 * CHUNK)
    sync.once()
    sent = [*hub.chunks.values(), *(envelope for _, envelope in hub.deliveries)]
    sent += [repr(hub.requests).encode(), repr(hub.seen_headers).encode()]
    assert all(word.encode() not in data for data in sent for word in (FILE_CANARY, CANARY))


def test_a_slow_answer_to_a_chunk_is_given_up_and_taken_up_again(
    joined: Store, sync: Sync, hub: MisbehavingHub, put_files: PutFiles
) -> None:
    put_files(2 * CHUNK)
    hub.always = on_chunk(0, lambda _hub, reply: replace(reply, delay=1.5))
    assert sync.once().trouble == "timeout"
    hub.always = untwisted
    assert sync.once(ignore_backoff=True).sent == 1
    assert places(hub) == [0, 1]
