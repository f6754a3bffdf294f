"""What a round does beside submissions: after them, only where the hub answers, and never in their way."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from misbehaving_hub import MisbehavingHub, status
from syncing import Put, Syncing, found

from kiosk.protocols import State
from offline.hub_client import HubClient
from offline.outcomes import Paused, Refused, Setback, Trouble, TryLater
from offline.store import Store


@dataclass
class Noted:
    """An errand that notes what the hub had when it ran."""

    hub: MisbehavingHub
    outcome: Setback | None = None
    deliveries_before: list[int] = field(default_factory=list)

    def run(self, client: HubClient) -> Setback | None:
        self.deliveries_before.append(len(self.hub.deliveries))
        return self.outcome


def test_an_errand_runs_after_what_residents_sent(hub: MisbehavingHub, syncing: Syncing, put: Put) -> None:
    put()
    errand = Noted(hub)
    syncing(errand).once()
    assert errand.deliveries_before == [1]


def test_where_submissions_cannot_go_no_errand_is_run(hub: MisbehavingHub, syncing: Syncing, put: Put) -> None:
    put()
    hub.twists.append(status(503))
    errand = Noted(hub)
    syncing(errand).once()
    assert errand.deliveries_before == []


@pytest.mark.parametrize(
    ("setback", "others"),
    [(TryLater(Trouble.HUB_BUSY), []), (Paused(Trouble.UNTRUSTED), [1, 2]), (Refused("malformed"), [1, 2])],
)
def test_an_errand_that_fails_holds_up_no_submission_and_no_other_unless_the_hub_is_away(
    hub: MisbehavingHub, syncing: Syncing, put: Put, joined: Store, setback: Setback, others: list[int]
) -> None:
    put()
    failing, after = Noted(hub, setback), Noted(hub)
    sync = syncing(failing, after)
    assert sync.once().trouble == ""
    code = put()
    assert sync.once().sent == 1
    assert found(joined, code).state == State.RECEIVED
    assert (failing.deliveries_before, after.deliveries_before) == ([1, 2], others)


def test_a_sync_that_is_stopped_runs_no_errand(hub: MisbehavingHub, syncing: Syncing) -> None:
    errand = Noted(hub)
    sync = syncing(errand)
    sync.stop()
    sync.once()
    assert errand.deliveries_before == []
