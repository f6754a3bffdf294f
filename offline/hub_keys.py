"""The hub's keys as a connection believes them: pinned at enrolment, followed link by link when the hub's change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from offline import wire
from offline.judging import judge, unreached
from offline.outcomes import Paused, Setback, Trouble, TryLater
from offline.transport import Answer, UnreachableError
from offline.wire.keys import KeyChain, follow

Learn = Callable[[wire.PublicKeys, wire.PublicKeys], None]
"""Keeps new keys in the place of those they follow: (former, new)."""
_JSON = "application/json"


class HubKeys:
    """Opens signed answers. `ask` fetches the chain after a receipt key's id; `learn` keeps what was proven."""

    def __init__(
        self, keys: wire.PublicKeys, ask: Callable[[str], Answer], now: Callable[[], datetime], learn: Learn
    ) -> None:
        self._keys = keys
        self._ask = ask
        self._now = now
        self._learn = learn

    def open(self, data: bytes, kind: type[wire.Body]) -> wire.Body | Setback:
        """Return the body of a signed answer, or why it is not believed.

        An answer that a newer key signed is believed where every link from the key known here leads to that one; the
        answer is the same bytes before and after, so nothing is asked twice.
        """
        try:
            keys = self._signing(wire.decode(data, wire.Reply).key_id)
            if not isinstance(keys, wire.PublicKeys):
                return keys
            body = wire.open_reply(data, kind, keys.receipt)
        except wire.WireError:
            return Paused(Trouble.UNTRUSTED)
        if keys != self._keys:
            self._learn(self._keys, keys)
            self._keys = keys
        return body

    def _signing(self, name: str) -> wire.PublicKeys | Setback:
        """Return the keys with the receipt key of this id. Raises WireError where the chain does not lead there."""
        if name == self._keys.receipt_id:
            return self._keys
        try:
            answer = self._ask(self._keys.receipt_id)
        except UnreachableError as error:
            return unreached(error)
        setback = judge(answer, self._now(), _JSON)
        if isinstance(setback, TryLater):
            return setback
        if setback is not None:
            return Paused(Trouble.UNTRUSTED)
        keys = follow(self._keys, wire.decode(answer.body, KeyChain).links)
        if keys.receipt_id != name:
            raise wire.WireError("the chain of receipt keys does not lead to the one that signed")
        return keys
