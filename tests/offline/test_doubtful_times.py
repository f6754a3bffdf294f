"""A salvaged queue with times that no disk kept: nothing later stumbles over them, and nothing is let go early."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from sealed_submissions import enrolled, prepare

from kiosk.protocols import State
from offline import opening
from offline.drafts import KeptDraft
from offline.high_water import HighWater
from offline.outbox import Verdict
from offline.salvage import salvage
from offline.store import Store
from offline.wire import StatusPage

CLOCK = FakeClock()


@pytest.fixture
def code(home: Path) -> str:
    """The code of a complete submission in a queue that also keeps a saved visit."""
    with Store.open(home, clock=CLOCK) as store:
        enrolled(store, MisbehavingHub())
        prepared = prepare(store)
        store.put(prepared)
        store.outbox.mark_sending([prepared.header.id])
        store.outbox.settle([Verdict(prepared.header.id, State.COMPLETE)])
        store.drafts.keep(KeptDraft("ab" * 32, "kept", 1, b"sealed", "cd" * 32, CLOCK.now() + timedelta(days=28)))
    return prepared.header.tracking_code


def salvaged_after(home: Path, damage: str) -> Store:
    with Store.open(home, clock=CLOCK) as store, store._database.transaction() as connection:
        for statement in damage.split("; "):
            connection.execute(statement)
    salvage(home, home / opening.FILE, HighWater(home), CLOCK.now())
    return Store.open(home, clock=CLOCK)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE hub_time SET hub_at = '2026-0?-02', here_at = '2026-0?-02'",
        "UPDATE drafts SET ends_at = 'x'",
        "UPDATE submissions SET status_at = 'x', due = 'y', received_at = 'z'",
        "DELETE FROM envelopes; UPDATE submissions SET sent_at = 'x'",
        "UPDATE events SET at = 'x', kind = 'salvaged'",
        "INSERT INTO status_history (id, at, status) SELECT id, 'x', 'closed' FROM submissions",
    ],
)
def test_a_time_that_cannot_be_read_stops_nothing(home: Path, code: str, damage: str) -> None:
    with salvaged_after(home, damage) as store:
        found = store.find(code)
        assert found is not None
        assert (found.state, found.due) == (State.COMPLETE, None)
        assert [draft.sealed for draft in store.drafts.due()] == [b"sealed"]
        assert store.drafts.find("ab" * 32) is not None
        store.outbox.apply_status(StatusPage("epoch-1", "1", more=False, items=[], at=CLOCK.now()))
        assert store.mishaps().happened
        assert store.print_jobs.of(code) is not None


@pytest.mark.parametrize("damage", ["UPDATE hub_time SET counted = 1e300", "UPDATE ages SET since = -1e300"])
def test_a_count_that_flipped_lets_nothing_go_early(home: Path, code: str, damage: str) -> None:
    with salvaged_after(home, damage) as store:
        assert store.retention(timedelta(days=14)).run() == 0
        found = store.find(code)
        assert found is not None
        assert found.state is State.COMPLETE
