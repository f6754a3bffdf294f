"""Fault 17: a hub that is too busy tells fifty kiosks to come back later. Nobody comes earlier, nor all at once."""

from __future__ import annotations

import shutil
import threading
import time
from collections import defaultdict
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from lane import Lane, Printed
from lying_proxy import PROBLEM, Answer, Ask, Request
from sealed_submissions import prepare

from kiosk.clock import SystemClock
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.secrets import DeviceSecrets, FileSecrets
from offline.store import Store
from offline.sync import Sync
from offline.sync_thread import SyncThread
from offline.transport import HubSettings

KIOSKS = 50
RETRY_AFTER = 4


class Busy:
    """Sends everybody away once, and remembers who came when."""

    def __init__(self) -> None:
        self.came: dict[str, list[float]] = defaultdict(list)
        self._lock = threading.Lock()

    def __call__(self, request: Request, ask: Ask) -> Answer:
        if request.method != "PUT":
            return ask()
        with self._lock:
            self.came[request.path].append(time.monotonic())
            first = len(self.came[request.path]) == 1
        return Answer(429, b"{}", PROBLEM, {"Retry-After": str(RETRY_AFTER)}) if first else ask()


def kiosk_in(home: Path, lane: Lane, ended: ExitStack) -> tuple[SyncThread, Printed]:
    """Another kiosk with one submission, as it runs in a library: its own queue, chance and thread."""
    shutil.copytree(lane.home, home)
    clock = SystemClock()
    store = ended.enter_context(Store.open(home, clock=clock, program="test"))
    identity, prepared = store.identity(), prepare(store)
    assert identity is not None
    header = msgspec.structs.replace(prepared.header, kiosk=identity.kiosk)
    store.put(msgspec.structs.replace(prepared, header=header))

    def connect(who: Identity, keys: DeviceSecrets) -> HubClient:
        return HubClient(HubSettings(lane.proxy.url), who, keys, clock.now)

    thread = SyncThread(Sync(store, FileSecrets(home), connect, clock), store, clock, lambda _codes: None)
    ended.callback(thread.stop)
    return thread, Printed(header.id, header.tracking_code)


def test_nobody_comes_back_early_and_they_come_one_by_one(lane: Lane, tmp_path: Path) -> None:
    busy = Busy()
    lane.proxy.always = busy
    with ExitStack() as ended:
        kiosks = [kiosk_in(tmp_path / f"kiosk-{number}", lane, ended) for number in range(KIOSKS)]
        printed = [promise for _, promise in kiosks]
        for thread, _ in kiosks:
            thread.start()
        end = time.monotonic() + 60
        while len(lane.at_the_hub(printed)) < KIOSKS and time.monotonic() < end:
            time.sleep(0.1)
        assert len(lane.at_the_hub(printed)) == KIOSKS
    waits = sorted(second - first for first, second, *_ in busy.came.values())
    print(f"after Retry-After: {RETRY_AFTER} they came after {waits[0]:.2f} to {waits[-1]:.2f} s")
    print(*(f"{second:3} s: {'*' * sum(int(wait) == second for wait in waits)}" for second in range(12)), sep="\n")
    assert len(waits) == KIOSKS
    assert waits[0] >= RETRY_AFTER, "nobody comes earlier than the hub said"
    assert waits[-1] - waits[0] > RETRY_AFTER / 2, "they spread"
    assert max(after - before for before, after in pairwise(waits)) < RETRY_AFTER / 2
    assert max(sum(start <= wait < start + 0.5 for wait in waits) for start in waits) < KIOSKS / 2, "never all at once"


@pytest.mark.parametrize("words", [(), ("--once",)])
def test_staff_cannot_hurry_a_busy_hub(lane: Lane, words: tuple[str, ...]) -> None:
    printed = lane.submit()
    lane.proxy.always = lambda _request, _ask: Answer(429, b"{}", PROBLEM, {"Retry-After": "600"})
    assert lane.sync(*words)["trouble"] == "hub-busy"
    seen = len(lane.proxy.requests)
    done = lane.kiosk("sync", *words)
    assert (done.returncode, len(lane.proxy.requests)) == (1, seen)
    lane.nothing_was_lost(printed)
