"""A misbehaving hub that changes its keys as the real one does, and may lie about them; and what a kiosk then knows."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import msgspec
from misbehaving_hub import NOW, MisbehavingHub, Reply
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from offline import wire
from offline.store import Store
from offline.wire.keys import KeyChain, Link, SealingKey, signed_link

JSON = "application/json"
LOW_ORDER = [
    "00" * 32,
    "01" + "00" * 31,
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]
"""Public keys with which everybody has the same secret."""


class ChangingKeys:
    """The keys that `hub` had. `lie` changes the links that are served; `asked` counts the questions by path."""

    def __init__(self, hub: MisbehavingHub) -> None:
        self.hub = hub
        self.receipts = [hub.receipt_key]
        self.links: list[Link] = []
        self.sealing_keys = [hub.sealing_key]
        self.lie: Callable[[list[Link]], list[Link]] = lambda links: links
        self.told: SealingKey | None = None
        self.asked: list[str] = []
        hub.more["/v1/keys/chain"] = self._chain
        hub.more["/v1/keys/sealing"] = self._sealing

    def change_receipt(self) -> SigningKey:
        """Take a new receipt key into use, and return the former one."""
        former, new = self.hub.receipt_key, SigningKey.generate()
        self.links.append(signed_link(former, len(self.links) + 2, bytes(new.verify_key), NOW))
        self.receipts.append(new)
        self.hub.receipt_key = new
        return former

    def change_sealing(self) -> PrivateKey:
        """Take a new sealing key into use, and return the former one."""
        former = self.hub.sealing_key
        self.hub.sealing_key = PrivateKey.generate()
        self.sealing_keys.append(self.hub.sealing_key)
        return former

    @property
    def sealing(self) -> SealingKey:
        return SealingKey(len(self.sealing_keys), bytes(self.hub.sealing_key.public_key))

    def _chain(self, _method: str, target: str, _body: bytes) -> Reply:
        self.asked.append("chain")
        after = parse_qs(urlsplit(target).query)["after"][0]
        ids = [wire.key_id(bytes(key.verify_key)) for key in self.receipts]
        links = self.links[ids.index(after) :] if after in ids else []
        return Reply(200, msgspec.json.encode(KeyChain(self.lie(links))), JSON)

    def _sealing(self, _method: str, _target: str, _body: bytes) -> Reply:
        self.asked.append("sealing")
        return self.hub.signed(self.told or self.sealing)


def known(store: Store) -> wire.PublicKeys:
    """Return the hub's keys that a kiosk has pinned."""
    identity = store.identity()
    assert identity is not None
    return identity.keys
