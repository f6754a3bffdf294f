"""Where sealing is impossible Send refuses, and nothing readable is left anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from canaries import assert_no_canary
from changing_keys import LOW_ORDER
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from sealed_submissions import CANARY, enrolled, prepare

from kiosk.errors import KioskError, NotStoredError
from kiosk.protocols import NotStored, State
from offline import wire
from offline.store import Store

Damage = Callable[[wire.PublicKeys], wire.PublicKeys]


def _keys(**changes: object) -> Damage:
    return lambda keys: msgspec.structs.replace(keys, **changes)


def _sealing(public: bytes) -> Damage:
    """A sealing key with the id that fits it: only sealing itself can find out."""
    return _keys(sealing=public, sealing_id=wire.key_id(public))


def _flipped(bit: int) -> Damage:
    def flip(keys: wire.PublicKeys) -> wire.PublicKeys:
        public = bytearray(keys.sealing)
        public[bit // 8] ^= 1 << (bit % 8)
        return msgspec.structs.replace(keys, sealing=bytes(public))

    return flip


DAMAGES: dict[str, Damage] = {
    "empty": _sealing(b""),
    "short": _sealing(b"x" * 31),
    "long": _sealing(b"x" * 33),
    **{f"low order {point[:8]}": _sealing(bytes.fromhex(point)) for point in LOW_ORDER},
    **{f"bit {bit}": _flipped(bit) for bit in (0, 7, 100, 254)},
    "another id": _keys(sealing_id="0" * 16),
    "another receipt key": _keys(receipt=b"x" * 32),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_key_promises_nothing_and_leaves_nothing(home: Path, store: Store, damage: Damage) -> None:
    prepared = prepare(store)
    identity = store.identity()
    assert identity is not None
    store.enrol(msgspec.structs.replace(identity, keys=damage(identity.keys)), "epoch-1")
    with pytest.raises(NotStoredError) as refused:
        store.put(prepared)
    assert refused.value.reason == NotStored.NO_SEALING_KEY
    assert CANARY not in str(refused.value)
    assert store.counts()[State.QUEUED] == 0
    assert store.find(prepared.header.tracking_code) is None
    assert_no_canary(home, [CANARY])
    store.close()
    assert_no_canary(home, [CANARY])


@pytest.mark.parametrize("value", ["", "{", "null", '{"kiosk":"library"}', '{"keys": "' + "A" * 500 + '"}'])
def test_a_damaged_identity_promises_nothing_and_leaves_nothing(home: Path, clock: FakeClock, value: str) -> None:
    with Store.open(home, clock=clock) as store:
        enrolled(store, MisbehavingHub())
        prepared = prepare(store)
        with store._database.transaction() as connection:
            connection.execute("UPDATE meta SET value = ? WHERE key = 'identity'", (value,))
        with pytest.raises(KioskError) as refused:
            store.put(prepared)
        assert CANARY not in str(refused.value)
        assert store.counts()[State.QUEUED] == 0
    assert_no_canary(home, [CANARY])


def test_where_the_library_cannot_seal_nothing_is_stored(
    home: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = prepare(store)

    def broken(*_: object) -> bytes:
        raise TypeError("no such function")

    monkeypatch.setattr("nacl.bindings.crypto_box_seal", broken)
    with pytest.raises(NotStoredError):
        store.put(prepared)
    assert store.counts()[State.QUEUED] == 0
    assert_no_canary(home, [CANARY])


def test_a_revoked_kiosk_promises_nothing_until_its_hub_takes_from_it_again(home: Path, store: Store) -> None:
    kept = prepare(store)
    store.put(kept)
    store.outbox.pause("revoked", 0.0)
    assert not store.open_for_journeys()
    for later in ("captive-portal", "tls", "no-secrets"):
        store.outbox.pause(later, 0.0)
        store.outbox.hub_is_away("no-connection", 0.0)
        assert not store.open_for_journeys()
        with pytest.raises(NotStoredError) as refused:
            store.put(prepare(store))
        assert refused.value.reason == NotStored.REVOKED
        assert store.outbox.line().paused == "revoked"
    assert store.counts()[State.QUEUED] == 1
    assert store.find(kept.header.tracking_code) is not None
    store.outbox.hub_answered()
    assert store.open_for_journeys()
    store.put(prepare(store))
    assert_no_canary(home, [CANARY])
