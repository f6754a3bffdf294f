from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub, slow, status
from sealed_submissions import CANARY
from syncing import Put

from kiosk.errors import KioskError
from kiosk.protocols import State
from offline.backoff import Backoff
from offline.round import SyncReport
from offline.store import Store
from offline.sync import Sync
from offline.sync_thread import SyncThread


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "it did not happen within ten seconds"
        time.sleep(0.01)


class Changes:
    """What the thread told, and on which thread."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.threads: set[str] = set()

    def __call__(self, codes: Sequence[str]) -> None:
        self.codes += codes
        self.threads.add(threading.current_thread().name)


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def thread(sync: Sync, joined: Store, clock: FakeClock, changes: Changes) -> Iterator[SyncThread]:
    made = SyncThread(sync, joined, clock, changes, status_every=30, backoff=Backoff(lambda: 0.01))
    yield made
    assert made.stop()


def test_what_was_stored_is_sent_when_woken_and_told_after_it_is_durable(
    thread: SyncThread, joined: Store, hub: MisbehavingHub, put: Put, changes: Changes
) -> None:
    thread.start()
    wait_until(lambda: len(hub.requests) == 1)  # the first look at the news
    code = put()
    thread.wake()
    wait_until(lambda: changes.codes == [code])
    stored = joined.find(code)
    assert stored is not None
    assert stored.state == State.RECEIVED
    assert changes.threads == {"sync"}


def test_it_tries_again_by_itself_when_the_wait_is_over(
    thread: SyncThread, hub: MisbehavingHub, put: Put, clock: FakeClock, changes: Changes
) -> None:
    hub.twists.append(status(503))
    code = put()
    thread.start()
    wait_until(lambda: len(hub.requests) == 1)
    clock.turn(60)
    wait_until(lambda: code in changes.codes and len(hub.stored) == 1)


def test_staff_may_ask_to_try_at_once(thread: SyncThread, hub: MisbehavingHub, put: Put, joined: Store) -> None:
    hub.twists.extend([status(503)] * 4)
    put()
    thread.start()
    wait_until(lambda: joined.outbox.line().failures == 1)
    thread.wake(ignore_backoff=True)
    wait_until(lambda: joined.outbox.line().failures == 2)


class Stumbling:
    """A sync that meets a fault of ours a few times."""

    def __init__(self, faults: int) -> None:
        self.faults = faults
        self.rounds = 0

    def once(self, **_options: object) -> SyncReport:
        self.rounds += 1
        if self.rounds <= self.faults:
            raise ZeroDivisionError(CANARY)
        return SyncReport()

    def stop(self) -> None:
        pass

    def close(self) -> None:
        pass


def test_it_never_dies_and_its_log_names_the_kind_of_fault_only(
    joined: Store, clock: FakeClock, changes: Changes, caplog: pytest.LogCaptureFixture
) -> None:
    stumbling = Stumbling(faults=2)
    made = SyncThread(stumbling, joined, clock, changes, backoff=Backoff(lambda: 0.0))  # type: ignore[arg-type]
    with caplog.at_level(logging.WARNING):
        made.start()
        wait_until(lambda: stumbling.rounds >= 3)
        assert made.stop()
    assert caplog.text.count("ZeroDivisionError") == 2
    assert CANARY not in caplog.text


def test_stopping_does_not_wait_for_a_slow_hub(
    thread: SyncThread, hub: MisbehavingHub, put: Put, joined: Store
) -> None:
    hub.always = slow
    put()
    thread.start()
    wait_until(lambda: len(hub.requests) == 1)
    began = time.monotonic()
    assert thread.stop()
    assert time.monotonic() - began < 0.4
    assert joined.counts()[State.QUEUED] == 1, "no try was used up"


def test_stopping_before_it_began_is_no_fault(thread: SyncThread) -> None:
    assert thread.stop()


def test_a_command_gets_a_round_at_once_and_its_report_while_waits_are_ignored(
    thread: SyncThread, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    hub.twists.append(status(503))
    put()
    thread.start()
    wait_until(lambda: len(hub.requests) == 1)
    told: list[int] = []
    report = thread.round_now(ignore_backoff=True, told=lambda so_far: told.append(so_far.sent)).result(10)
    assert (report.sent, report.left, told) == (1, 0, [1])


def test_what_must_not_meet_a_round_is_done_between_two_on_the_same_thread(thread: SyncThread) -> None:
    thread.start()
    assert thread.between_rounds(lambda: threading.current_thread().name).result(10) == "sync"


def test_a_round_that_the_end_cut_short_is_no_result(thread: SyncThread, hub: MisbehavingHub, put: Put) -> None:
    hub.always = slow
    put()
    under_way = thread.round_now(ignore_backoff=True, told=lambda _so_far: None)
    thread.start()
    wait_until(lambda: len(hub.requests) == 1)
    assert thread.stop()
    with pytest.raises(KioskError, match="closed during the round"):
        under_way.result(0)
