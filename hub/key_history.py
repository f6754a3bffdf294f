"""What a hub's keys were before: since when each was in use, and the chain from the first receipt key to this one."""

from __future__ import annotations

from datetime import datetime

import msgspec

from offline.wire import WireError, key_id
from offline.wire.keys import Link


class KeyHistory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing secret. `since`: by key id; `retired`: public receipt keys, oldest first; `links`: what followed each."""

    since: dict[str, datetime] = {}
    retired: list[bytes] = []
    links: list[Link] = []

    def up_to(self, receipt: bytes) -> KeyHistory:
        """Return the history as it was when this public receipt key was the present one.

        A rotation that broke off may have left a link to a key that was never taken into use.
        """
        if receipt not in self.retired:
            return self
        at = self.retired.index(receipt)
        return msgspec.structs.replace(self, retired=self.retired[:at], links=self.links[:at])

    def after(self, name: str, present: bytes) -> list[Link]:
        """Return the links that lead from the receipt key with this id to the `present` one. Raises WireError."""
        ids = [key_id(public) for public in (*self.retired, present)]
        if name not in ids:
            raise WireError("this hub never had a receipt key with this id")
        return self.links[ids.index(name) :]

    def with_key(self, public: bytes, since: datetime) -> KeyHistory:
        """Return the history with one more key."""
        return msgspec.structs.replace(self, since={**self.since, key_id(public): since})

    def with_link(self, former: bytes, link: Link) -> KeyHistory:
        """Return the history after the receipt key `former` was followed."""
        return msgspec.structs.replace(self, retired=[*self.retired, former], links=[*self.links, link])
