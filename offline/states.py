"""How a submission may move on this kiosk: one table, no input or output (design: *States*)."""

from __future__ import annotations

from kiosk.protocols import State

MOVES: dict[State, frozenset[State]] = {
    # Straight to received or complete: a hand-carried copy was acknowledged.
    State.QUEUED: frozenset({State.SENDING, State.RECEIVED, State.COMPLETE, State.QUARANTINED}),
    # Back to queued: the queue was paused, or the program died, and no try was used up.
    State.SENDING: frozenset({State.QUEUED, State.WAITING, State.RECEIVED, State.COMPLETE, State.QUARANTINED}),
    State.WAITING: frozenset({State.SENDING, State.QUEUED, State.RECEIVED, State.COMPLETE, State.QUARANTINED}),
    # Back to queued: the hub was restored from a backup (its epoch changed) and may have forgotten it.
    State.RECEIVED: frozenset({State.COMPLETE, State.QUEUED, State.QUARANTINED}),
    State.COMPLETE: frozenset({State.PURGED, State.QUEUED}),
    State.QUARANTINED: frozenset({State.QUEUED, State.RECEIVED, State.COMPLETE}),  # staff released it
    State.PURGED: frozenset(),
}

UNSENT = frozenset({State.QUEUED, State.SENDING, State.WAITING})
"""What the hub has not acknowledged and this kiosk still tries to send."""


def may_move(before: State, after: State) -> bool:
    """Say whether a submission may go from one state to another."""
    return after in MOVES[before]


def sources(after: State) -> frozenset[State]:
    """Return the states from which `after` can be reached."""
    return frozenset(before for before, targets in MOVES.items() if after in targets)
