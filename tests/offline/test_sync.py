from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from fakes import FakeClock, MemorySecrets
from misbehaving_hub import (
    NOW,
    MisbehavingHub,
    Reply,
    Twist,
    cut,
    dripping,
    forged,
    html,
    huge,
    slow,
    status,
    with_results,
)
from sealed_submissions import CANARY
from trail import trail

from kiosk.errors import SecretsError
from kiosk.protocols import State, Stored
from offline import wire
from offline.store import Store
from offline.sync import Sync

Put = Callable[[], str]


def found(store: Store, code: str) -> Stored:
    stored = store.find(code)
    assert stored is not None
    return stored


def ids_delivered(hub: MisbehavingHub) -> list[str]:
    return [identity for identity, _ in hub.deliveries]


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


PAUSES: list[tuple[Twist, str]] = [
    (html, "captive-portal"),
    (status(200, "application/json"), "captive-portal"),
    (status(511, "text/html"), "captive-portal"),
    (status(302, "text/html", Location="http://127.0.0.1:1/elsewhere"), "redirected"),
    (status(307, Location="/v1/elsewhere"), "redirected"),
    (status(401), "not-authorised"),
    (status(403), "not-authorised"),
    (status(403, "text/html"), "blocked"),
    (status(407, "text/html"), "proxy"),
    (status(404), "not-a-hub"),
    (status(400, "text/html"), "not-a-hub"),
    (status(409, "text/html"), "not-a-hub"),
    (status(422, "application/json"), "not-a-hub"),
    (status(204, ""), "not-a-hub"),
    (forged, "untrusted-answer"),
    (huge, "not-a-hub"),
]


@pytest.mark.parametrize(("twist", "reason"), PAUSES)
def test_what_only_people_can_put_right_pauses_all_and_uses_up_no_try(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock, home: Path, *, twist: Twist, reason: str
) -> None:
    codes = [put(), put()]
    before = [(due.tries, due.envelope) for due in joined.outbox.due(9)]
    hub.always = twist
    report = sync.once()
    assert (report.sent, report.left, report.paused) == (0, 2, reason)
    assert [found(joined, code).state for code in codes] == [State.QUEUED] * 2
    assert len(hub.requests) == 1, "nothing is followed, and nothing more is tried"
    # The line rests; then it looks again by itself, and sends the same bytes.
    sync.once()
    assert len(hub.requests) == 1
    clock.turn(900)
    assert [(due.tries, due.envelope) for due in joined.outbox.due(9)] == before
    hub.always = None
    report = sync.once()
    assert (report.sent, report.paused) == (2, "")
    assert [e.kind for e in trail(home) if e.kind in ("paused", "resumed")] == ["resumed", "paused"]


LATER: list[tuple[Twist, str]] = [
    (status(500), "hub-error"),
    (status(502, "text/html"), "hub-busy"),
    (status(503, "text/html"), "hub-busy"),
    (status(429), "hub-busy"),
    (status(408, "text/html"), "hub-busy"),
    (cut, "cut-off"),
    (slow, "timeout"),
    (dripping, "timeout"),
]


@pytest.mark.parametrize(("twist", "reason"), LATER)
def test_what_time_heals_waits_and_a_replay_gives_one(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock, twist: Twist, reason: str
) -> None:
    """The hub did its work before it stumbled (faults 9 to 11): the same bytes come again, known by their id."""
    code = put()
    hub.twists.append(twist)
    report = sync.once()
    assert (report.sent, report.left, report.trouble, report.paused) == (0, 1, reason, "")
    stored = found(joined, code)
    assert (stored.state, stored.reason) == (State.WAITING, reason)
    assert report.next_try_at == clock.now().timestamp() + 1.0, "half of the first two seconds"
    clock.turn(1.1)
    assert sync.once().sent == 1
    assert found(joined, code).state == State.RECEIVED
    assert len(hub.stored) == 1
    assert len({envelope for _, envelope in hub.deliveries}) == 1


def test_a_hub_that_is_not_there_is_tried_ever_more_rarely_and_never_given_up(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    code = put()
    hub.always = status(503)
    waits = []
    for _ in range(30):
        report = sync.once()
        waits.append(report.next_try_at - clock.now().timestamp())
        clock.turn(waits[-1] + 0.1)
    assert waits[:4] == pytest.approx([1, 2, 4, 8])
    assert waits[-1] == pytest.approx(450)
    assert found(joined, code).state == State.WAITING
    hub.always = None
    assert sync.once().sent == 1


def test_nobody_comes_before_the_time_the_hub_named_not_even_when_asked_to(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    put()
    hub.twists.append(status(429, Retry_After="120"))
    sync.once()
    clock.turn(119)
    sync.once(ignore_backoff=True)
    assert len(hub.requests) == 1
    clock.turn(3)
    assert sync.once().sent == 1


def test_trying_now_ignores_the_back_off(joined: Store, sync: Sync, hub: MisbehavingHub, put: Put) -> None:
    put()
    hub.twists.extend([status(503), status(503)])
    sync.once()
    sync.once(ignore_backoff=True)
    assert len(hub.requests) == 2
    assert sync.once(ignore_backoff=True).sent == 1


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
    hub.twists.append(lambda _hub, _reply: Reply(code, body, "application/problem+json"))
    report = sync.once()
    assert (report.quarantined, report.left, report.paused) == (1, 0, "")
    assert (found(joined, refused).state, found(joined, refused).reason) == (State.QUARANTINED, reason)


def refuses_batches_with(identity: str, code: int) -> Twist:
    """What a hub does that chokes on one item: the whole request fails, whatever else is in it."""

    def twist(hub: MisbehavingHub, reply: Reply) -> Reply:
        last = hub.requests[-1]
        if last[0] == "GET":
            return reply
        body = wire.open_reply(reply.body, wire.Results, bytes(hub.receipt_key.verify_key))
        choke = any(result.id == identity for result in body.results)
        return Reply(code, b"{}", "application/problem+json") if choke else reply

    return twist


def test_a_batch_that_is_refused_whole_is_split_until_the_one_is_found(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put
) -> None:
    codes = [put() for _ in range(20)]
    hub.always = refuses_batches_with(found(joined, codes[11]).id, 422)
    report = sync.once()
    assert (report.sent, report.quarantined) == (19, 1)
    assert found(joined, codes[11]).state == State.QUARANTINED


def test_one_that_makes_the_hub_stumble_every_time_does_not_stop_the_others(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    codes = [put() for _ in range(8)]
    hub.always = refuses_batches_with(found(joined, codes[0]).id, 500)
    for _ in range(5):
        sync.once()
        clock.turn(900)
    states = [found(joined, code).state for code in codes]
    assert states == [State.WAITING] + [State.RECEIVED] * 7


def test_a_hub_that_fails_at_everything_is_left_in_peace_after_a_few_tries(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    for _ in range(40):
        put()
    hub.always = status(500)
    for _ in range(6):
        before = len(hub.requests)
        sync.once()
        assert len(hub.requests) - before <= 12
        clock.turn(900)
    hub.always = None
    assert sync.once().sent == 40


def test_a_batch_that_is_too_large_is_halved(joined: Store, sync: Sync, hub: MisbehavingHub, put: Put) -> None:
    for _ in range(12):
        put()
    limit = 3

    def too_large(hub_: MisbehavingHub, reply: Reply) -> Reply:
        if hub_.requests[-1][0] == "GET":
            return reply
        body = wire.open_reply(reply.body, wire.Results, bytes(hub_.receipt_key.verify_key))
        return reply if len(body.results) <= limit else Reply(413, b"{}", "application/problem+json")

    hub.always = too_large
    assert sync.once().sent == 12


def test_one_that_is_too_large_alone_is_quarantined(joined: Store, sync: Sync, hub: MisbehavingHub, put: Put) -> None:
    code = put()
    hub.twists.append(status(413))
    assert sync.once().quarantined == 1
    assert found(joined, code).reason == "too-large"


def case(stored: Stored, **changes: object) -> wire.CaseStatus:
    whole = {"id": stored.id, "tracking_code": stored.tracking_code, "state": "complete", "status": "received"}
    return msgspec.convert({**whole, "at": NOW, **changes}, wire.CaseStatus)


def test_news_is_taken_over_page_by_page_and_the_cursor_kept(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    codes = [put() for _ in range(5)]
    sync.once()
    hub.statuses = [case(found(joined, code)) for code in codes]
    told: list[str] = []
    assert sync.once(changed=told.extend).updated == 5
    assert sorted(told) == sorted(codes)
    assert joined.outbox.line().cursor == "5"
    assert [found(joined, code).state for code in codes] == [State.COMPLETE] * 5
    later = NOW + timedelta(days=1)
    news = case(found(joined, codes[0]), status="closed", at=later, note="Collected on Tuesday.", due="2026-03-05")
    hub.statuses.append(news)
    assert sync.once().updated == 1
    stored = found(joined, codes[0])
    assert (stored.status, stored.status_at, stored.note) == ("closed", later, "Collected on Tuesday.")
    assert stored.due is not None
    assert stored.due.isoformat() == "2026-03-05"
    assert stored.history == ((NOW, "received"), (later, "closed"))
    assert sync.once().updated == 0


def test_news_of_strangers_and_old_news_change_nothing(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put
) -> None:
    code = put()
    sync.once()
    stored = found(joined, code)
    hub.statuses = [
        case(stored, status="closed"),
        case(stored, status="in_progress", at=NOW - timedelta(days=1)),
        case(stored, id="a-stranger"),
        case(stored, tracking_code="KK-2222-2222-2", status="refused"),
    ]
    sync.once()
    assert found(joined, code).status == "closed"


def test_news_never_marks_as_received_what_no_receipt_acknowledged(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    code = put()
    hub.statuses = [case(found(joined, code), status="in_progress")]
    hub.twists.append(with_results(lambda old: msgspec.structs.replace(old, digest="0" * 64)))
    sync.once()
    assert (found(joined, code).state, found(joined, code).status) == (State.WAITING, "in_progress")


def test_one_that_the_hub_cannot_open_is_quarantined_by_its_news(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put
) -> None:
    code = put()
    sync.once()
    hub.statuses = [case(found(joined, code), state="refused", status="refused", due="never")]
    sync.once()
    assert (found(joined, code).state, found(joined, code).reason) == (State.QUARANTINED, "refused-by-hub")


@pytest.mark.parametrize("busy", [False, True])
def test_a_hub_restored_from_a_backup_gets_again_all_that_is_not_purged(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, busy: bool
) -> None:
    codes = [put() for _ in range(3)]
    sync.once()
    hub.statuses = [case(found(joined, codes[0]))]
    sync.once()
    assert found(joined, codes[0]).state == State.COMPLETE
    first = dict(hub.stored)
    hub.stored.clear()
    hub.statuses.clear()
    hub.epoch = "epoch-2"
    if busy:
        codes.append(put())
    sync.once()
    assert {identity: hub.stored[identity] for identity in first} == first, "byte for byte the same"
    assert [found(joined, code).state for code in codes] == [State.RECEIVED] * len(codes)
    assert joined.outbox.line().epoch == "epoch-2"
    if busy:
        assert ids_delivered(hub).count(found(joined, codes[-1]).id) == 1, "it arrived after the restore"
    before = len(hub.deliveries)
    sync.once()
    assert len(hub.deliveries) == before


def test_without_secrets_capture_goes_on_and_upload_pauses(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, secrets: MemorySecrets, clock: FakeClock
) -> None:
    secrets.fault = SecretsError("the keyring is locked")
    put()
    report = sync.once()
    assert (report.paused, report.left, len(hub.requests)) == ("no-secrets", 1, 0)
    put()
    secrets.fault = None
    clock.turn(5)
    assert sync.once().sent == 2


def test_a_clock_that_ran_ten_years_ahead_does_not_stop_the_queue_for_ten_years(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    put()
    right = clock.at
    clock.turn(10 * 365 * 86_400)
    hub.twists.append(status(503))
    sync.once()
    clock.at = right
    assert sync.once().sent == 1


def test_what_waits_by_itself_after_a_wrong_clock_is_due_too(joined: Store, put: Put, clock: FakeClock) -> None:
    from offline.outbox import Verdict

    code = put()
    identity = found(joined, code).id
    joined.outbox.mark_sending([identity])
    far = clock.now().timestamp() + 10 * 365 * 86_400
    joined.outbox.settle([Verdict(identity, State.WAITING, "no-answer", far)])
    assert [due.id for due in joined.outbox.due(5)] == [identity]


def test_a_fault_of_ours_in_the_middle_leaves_nothing_on_the_wire(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put
) -> None:
    put()

    def broken(_codes: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        sync.once(changed=broken)
    assert joined.counts()[State.SENDING] == 0


def test_nothing_that_is_sent_holds_an_answer(joined: Store, sync: Sync, hub: MisbehavingHub, put: Put) -> None:
    put()
    sync.once()
    assert all(CANARY.encode() not in envelope for _, envelope in hub.deliveries)


def test_before_enrolment_a_round_says_so(home, secrets: MemorySecrets, clock: FakeClock) -> None:
    with Store.open(home) as store:
        report = Sync(store, secrets, lambda _who, _what: pytest.fail("no hub is known"), clock).once()
    assert report.paused == "not-enrolled"
