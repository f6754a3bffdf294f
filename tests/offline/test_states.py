from __future__ import annotations

import itertools

import pytest

from kiosk.protocols import State
from offline.states import MOVES, UNSENT, may_move, sources

ALLOWED = {
    ("queued", "sending"), ("queued", "received"), ("queued", "complete"), ("queued", "quarantined"),
    ("sending", "queued"), ("sending", "waiting"), ("sending", "received"), ("sending", "complete"),
    ("sending", "quarantined"),
    ("waiting", "sending"), ("waiting", "queued"), ("waiting", "received"), ("waiting", "complete"),
    ("waiting", "quarantined"),
    ("received", "complete"), ("received", "queued"), ("received", "quarantined"),
    ("complete", "purged"), ("complete", "queued"),
    ("quarantined", "queued"), ("quarantined", "received"), ("quarantined", "complete"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), list(itertools.product(State, State)))
def test_only_the_moves_of_the_table_are_allowed(before: State, after: State) -> None:
    assert may_move(before, after) == ((before.value, after.value) in ALLOWED)
    assert (before in sources(after)) == may_move(before, after)


def test_nothing_unsent_can_be_purged() -> None:
    assert not UNSENT & sources(State.PURGED)
    assert sources(State.PURGED) == {State.COMPLETE}


def test_every_state_is_in_the_table() -> None:
    assert set(MOVES) == set(State)
