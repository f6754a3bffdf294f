"""A round of sync finds the one item that a hub cannot take, and sends all the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes import FakeClock
from misbehaving_hub import PROBLEM, MisbehavingHub, Reply, Twist, status, with_results
from syncing import Put, found

from kiosk.protocols import State
from offline import wire
from offline.store import Store
from offline.sync import Sync


def refuses_requests(which: Callable[[list[wire.Result]], bool], code: int) -> Twist:
    """What a hub does that chokes on some requests: the whole request fails, whatever else is in it."""

    def twist(hub: MisbehavingHub, reply: Reply) -> Reply:
        if hub.requests[-1][0] == "GET":
            return reply
        body = wire.open_reply(reply.body, wire.Results, bytes(hub.receipt_key.verify_key))
        return Reply(code, b"{}", PROBLEM) if which(body.results) else reply

    return twist


def refuses_requests_with(identity: str, code: int) -> Twist:
    return refuses_requests(lambda results: any(result.id == identity for result in results), code)


def test_one_poison_item_of_a_hundred_is_quarantined_alone(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put
) -> None:
    codes = [put() for _ in range(100)]
    poison = found(joined, codes[37]).id
    hub.poison = lambda identity: "signature" if identity == poison else ""
    report = sync.once()
    assert (report.sent, report.quarantined, report.left) == (99, 1, 0)
    assert (found(joined, codes[37]).state, found(joined, codes[37]).reason) == (State.QUARANTINED, "signature")
    joined.outbox.release(poison)
    hub.poison = lambda _identity: ""
    assert sync.once().sent == 1


@pytest.mark.parametrize(
    ("code", "body", "reason"),
    [
        (400, b"{}", "malformed"),
        (409, b"{}", "conflict"),
        (422, b'{"reason": "unknown-key"}', "unknown-key"),
        (422, b'{"reason": "made up by somebody"}', "malformed"),
        (422, b"not json", "malformed"),
        (422, b'{"reason": "\xff"}', "malformed"),
        (422, b'{"more": ' + b"[" * 5000 + b"]" * 5000 + b"}", "malformed"),
    ],
)
def test_a_hub_that_refuses_one_for_ever_quarantines_it(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, code: int, body: bytes, reason: str
) -> None:
    refused = put()
    hub.twists.append(lambda _hub, _reply: Reply(code, body, PROBLEM))
    report = sync.once()
    assert (report.quarantined, report.left, report.paused) == (1, 0, "")
    assert (found(joined, refused).state, found(joined, refused).reason) == (State.QUARANTINED, reason)


def test_a_batch_that_is_refused_whole_is_split_until_the_one_is_found(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put
) -> None:
    codes = [put() for _ in range(20)]
    hub.always = refuses_requests_with(found(joined, codes[11]).id, 422)
    report = sync.once()
    assert (report.sent, report.quarantined) == (19, 1)
    assert found(joined, codes[11]).state == State.QUARANTINED


def test_one_that_makes_the_hub_stumble_every_time_does_not_stop_the_others(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    codes = [put() for _ in range(8)]
    hub.always = refuses_requests_with(found(joined, codes[0]).id, 500)
    for _ in range(5):
        sync.once()
        clock.turn(900)
    states = [found(joined, code).state for code in codes]
    assert states == [State.WAITING] + [State.RECEIVED] * 7


def test_a_batch_that_is_too_large_is_halved(joined: Store, sync: Sync, hub: MisbehavingHub, put: Put) -> None:
    for _ in range(12):
        put()
    hub.always = refuses_requests(lambda results: len(results) > 3, 413)
    assert sync.once().sent == 12


def test_one_that_is_too_large_alone_is_quarantined(joined: Store, sync: Sync, hub: MisbehavingHub, put: Put) -> None:
    code = put()
    hub.twists.append(status(413))
    assert sync.once().quarantined == 1
    assert found(joined, code).reason == "too-large"


def test_what_a_filter_finds_too_large_waits_alone_and_is_never_quarantined(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    """Only a hub says that a submission can never come: a filter on the way may be told better."""
    codes = [put() for _ in range(9)]
    large = found(joined, codes[4]).id

    def limit(hub_: MisbehavingHub, reply: Reply) -> Reply:
        answer = refuses_requests_with(large, 413)(hub_, reply)
        return Reply(413, b"<html></html>", "text/html") if answer.status == 413 else reply

    hub.always = limit
    report = sync.once()
    assert (report.sent, report.quarantined, report.left) == (8, 0, 1)
    assert (found(joined, codes[4]).state, found(joined, codes[4]).reason) == (State.WAITING, "too-large-for-network")
    hub.always = None
    clock.turn(900)
    assert sync.once().sent == 1


def test_a_refusal_of_other_bytes_than_were_sent_is_no_refusal(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    """Bytes spoilt on the way do not fit their signature any more; what is stored here is whole."""
    code = put()
    hub.twists.append(
        with_results(lambda result: wire.Result(result.id, wire.digest(b"spoilt"), "refused", "signature"))
    )
    report = sync.once()
    assert (report.quarantined, report.left) == (0, 1)
    assert (found(joined, code).state, found(joined, code).reason) == (State.WAITING, "wrong-digest")
    clock.turn(5)
    assert sync.once().sent == 1
