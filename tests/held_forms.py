"""Forms in each state, and the hub's time that passes over them."""

from __future__ import annotations

from datetime import datetime, timedelta

from fakes import FakeClock
from misbehaving_hub import NOW
from sealed_submissions import prepare

from kiosk.protocols import State
from offline.outbox import Verdict
from offline.store import Store
from offline.wire import StatusPage


class HubTime:
    """The hub as it tells its time with every page of news, several times a day; the kiosk's clock goes along."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store, self.clock, self.at = store, clock, NOW
        self.tell()

    def tell(self, at: datetime | None = None, *, backup_days: int = 7) -> None:
        self.store.outbox.apply_status(StatusPage("epoch-1", "0", False, [], at or self.at, backup_days))

    def passes(self, time: timedelta, *, backup_days: int = 7) -> None:
        while time > timedelta(0):
            step = min(time, timedelta(hours=20))
            self.at += step
            self.clock.at += step
            time -= step
            self.tell(backup_days=backup_days)


def put(store: Store, state: State = State.COMPLETE) -> str:
    prepared = prepare(store)
    store.put(prepared)
    if state is State.RECEIVED or state is State.COMPLETE or state is State.QUARANTINED:
        store.outbox.settle([Verdict(prepared.header.id, state)])
    elif state is not State.QUEUED:
        store.outbox.mark_sending([prepared.header.id])
        if state is State.WAITING:
            store.outbox.settle([Verdict(prepared.header.id, state)])
    return prepared.header.tracking_code
