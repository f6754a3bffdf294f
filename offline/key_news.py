"""The errand that learns the hub's present sealing key, so that new visits are sealed to it."""

from __future__ import annotations

from offline.hub_client import HubClient
from offline.outcomes import Paused, Setback, Trouble
from offline.store import Store
from offline.wire import WireError
from offline.wire.envelopes import check_sealing_key
from offline.wire.keys import SealingKey, with_sealing


class KeyNews:
    """Asks only where the hub's answers name another sealing key than the one known here, or none.

    What was sealed before stays as it is: the hub opens it with the retired key.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._refused: bytes = b""

    def run(self, client: HubClient) -> Setback | None:
        """Learn the key; return what stood in the way, None where all was done. Raises StorageError."""
        identity = self._store.identity()
        if identity is None or client.sealing_told == identity.keys.sealing_id:
            return None
        told = client.ask("GET", "/v1/keys/sealing", SealingKey)
        if not isinstance(told, SealingKey):
            return told
        known = self._store.identity() or identity  # the answer itself may have brought a new receipt key
        try:
            check_sealing_key(told.sealing)
            keys = with_sealing(known.keys, told)
        except WireError:
            return self._refuse(told)
        if keys != known.keys:
            self._store.learn_keys(known.keys, keys)
        return None

    def _refuse(self, told: SealingKey) -> Setback:
        """Keep the key known here, and leave one mark in the trail."""
        if told.sealing != self._refused:
            self._store.outbox.alert(Trouble.UNTRUSTED)
            self._refused = told.sealing
        return Paused(Trouble.UNTRUSTED)
