"""A round of sync delivers: once each, and only the hub's signed receipt for these bytes says so."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub, Reply, with_results
from sealed_submissions import CANARY
from syncing import Put, found, ids_delivered
from trail import trail

from kiosk.protocols import State
from offline import wire
from offline.store import Store
from offline.sync import Sync


def test_what_waits_arrives_once_and_is_marked_only_by_the_signed_receipt(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put
) -> None:
    codes = [put() for _ in range(3)]
    told: list[str] = []
    report = sync.once(changed=told.extend)
    assert (report.sent, report.left, report.paused, report.trouble) == (3, 0, "", "")
    assert [found(joined, code).state for code in codes] == [State.RECEIVED] * 3
    assert sorted(told) == sorted(codes)
    assert set(ids_delivered(hub)) == {found(joined, code).id for code in codes}
    sync.once()
    assert len(hub.deliveries) == 3


def test_one_goes_by_put_and_several_by_post(joined: Store, sync: Sync, hub: MisbehavingHub, put: Put) -> None:
    code = put()
    sync.once()
    assert hub.requests[0] == ("PUT", f"/v1/submissions/{found(joined, code).id}")
    put()
    put()
    sync.once()
    assert ("POST", "/v1/submissions") in hub.requests
    assert hub.seen_headers[0]["Authorization"] == "Bearer token-1"
    assert hub.seen_headers[0][wire.KIOSK_HEADER] == "library"


def test_many_go_in_batches(joined: Store, sync: Sync, hub: MisbehavingHub, put: Put) -> None:
    for _ in range(wire.BATCH_LIMIT + 5):
        put()
    assert sync.once().sent == wire.BATCH_LIMIT + 5
    assert [request for request in hub.requests if request[0] == "POST"] == [("POST", "/v1/submissions")] * 2


def test_nothing_that_is_sent_holds_an_answer(joined: Store, sync: Sync, hub: MisbehavingHub, put: Put) -> None:
    put()
    sync.once()
    assert all(CANARY.encode() not in envelope for _, envelope in hub.deliveries)


@pytest.mark.parametrize("count", [1, 2])
def test_an_acknowledgement_of_other_bytes_is_refused_and_leaves_an_alert(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock, home: Path, count: int
) -> None:
    codes = [put() for _ in range(count)]
    hub.twists.append(with_results(lambda old: msgspec.structs.replace(old, digest="0" * 64)))
    assert sync.once().sent == 0
    assert [found(joined, code).state for code in codes] == [State.WAITING] * count
    assert [found(joined, code).reason for code in codes] == ["wrong-digest"] * count
    assert [event.detail for event in trail(home) if event.kind == "alert"] == ["wrong-digest"] * count
    clock.turn(2)
    assert sync.once().sent == count


def test_an_acknowledgement_of_something_else_acknowledges_nothing(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, home: Path
) -> None:
    code = put()
    hub.twists.append(with_results(lambda old: msgspec.structs.replace(old, id="another")))
    assert sync.once().sent == 0
    assert found(joined, code).reason == "no-answer"
    assert "wrong-id" in [event.detail for event in trail(home)]


def test_those_that_a_batch_says_nothing_about_are_asked_about_alone(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put
) -> None:
    """The hub could not even read their ids; alone, it says what is wrong with each."""
    codes = [put() for _ in range(4)]
    left_out = {found(joined, code).id for code in codes[1:3]}

    def silent(hub_: MisbehavingHub, reply: Reply) -> Reply:
        if hub_.requests[-1][0] != "POST":
            return reply
        assert sum(request[0] == "POST" for request in hub_.requests) == 1
        return with_results(lambda old: None if old.id in left_out else old)(hub_, reply)

    hub.always = silent
    assert sync.once().sent == 4
    assert {path for method, path in hub.requests if method == "PUT"} == {f"/v1/submissions/{one}" for one in left_out}


def test_a_fault_of_ours_in_the_middle_leaves_nothing_on_the_wire(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put
) -> None:
    put()

    def broken(_codes: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        sync.once(changed=broken)
    assert joined.counts()[State.SENDING] == 0
