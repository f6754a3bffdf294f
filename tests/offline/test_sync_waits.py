"""A round of sync leaves what time heals for later: how long it waits, and who may come sooner."""

from __future__ import annotations

import pytest
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub, Reply, Twist, cut, dripping, slow, status
from syncing import Put, found

from kiosk.protocols import State
from offline import wire
from offline.outbox import Verdict
from offline.store import Store
from offline.sync import Sync

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


def test_nobody_comes_before_the_time_the_hub_named_not_even_when_asked_to(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    put()
    hub.twists.append(status(429, Retry_After="120"))
    sync.once()
    clock.turn(119)
    sync.once(ignore_backoff=True)
    assert len(hub.requests) == 1
    clock.turn(31.1)  # half of the minute over which those who were told the same spread
    assert sync.once().sent == 1


def test_trying_now_ignores_the_back_off(joined: Store, sync: Sync, hub: MisbehavingHub, put: Put) -> None:
    put()
    hub.twists.extend([status(503), status(503)])
    sync.once()
    sync.once(ignore_backoff=True)
    assert len(hub.requests) == 2
    assert sync.once(ignore_backoff=True).sent == 1


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
    code = put()
    identity = found(joined, code).id
    joined.outbox.mark_sending([identity])
    far = clock.now().timestamp() + 10 * 365 * 86_400
    joined.outbox.settle([Verdict(identity, State.WAITING, "no-answer", far)])
    assert [due.id for due in joined.outbox.due(5)] == [identity]


def too_slow_for(most: int) -> Twist:
    """A line on which more than `most` submissions do not arrive before the deadline."""

    def twist(hub: MisbehavingHub, reply: Reply) -> Reply:
        if hub.requests[-1][0] == "GET":
            return reply
        body = wire.open_reply(reply.body, wire.Results, bytes(hub.receipt_key.verify_key))
        return slow(hub, reply) if len(body.results) > most else reply

    return twist


def test_a_line_too_slow_for_a_full_batch_carries_smaller_ones(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    for _ in range(40):
        put()
    hub.always = too_slow_for(12)
    reports = []
    for _ in range(3):
        reports.append(sync.once())
        clock.turn(900)
    assert [report.sent for report in reports] == [0, 0, 40]
