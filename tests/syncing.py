"""What tests of syncing ask of the queue and of the hub."""

from __future__ import annotations

from collections.abc import Callable

from misbehaving_hub import MisbehavingHub

from kiosk.protocols import Stored
from offline.store import Store
from offline.sync import Sync

Put = Callable[[], str]
"""Puts one more submission into the queue and returns its tracking code."""

Syncing = Callable[..., Sync]
"""Makes a Sync of the queue with the hub; takes errands."""


def found(store: Store, code: str) -> Stored:
    """Return what the queue holds under a tracking code."""
    stored = store.find(code)
    assert stored is not None
    return stored


def ids_delivered(hub: MisbehavingHub) -> list[str]:
    """Return the ids that reached the hub, as often as they did."""
    return [identity for identity, _ in hub.deliveries]


def events(store: Store, kind: str) -> list[str]:
    """Return what the kiosk noted of this kind, the oldest first."""
    rows = store._database.all("SELECT detail FROM events WHERE kind = ? ORDER BY seq", (kind,))
    return [row["detail"] for row in rows]
