"""The hub's sealing key changes: a kiosk seals to the newest that the receipt key signed, and to no older one."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from changing_keys import LOW_ORDER, ChangingKeys, known
from misbehaving_hub import PROBLEM, MisbehavingHub, Reply
from nacl.public import PrivateKey
from nacl.signing import SigningKey
from sealed_submissions import prepare
from syncing import events

from offline import wire
from offline.store import Store
from offline.sync import Sync
from offline.wire.keys import SEALING_HEADER, SealingKey


def sealed_to(store: Store, code: str) -> str:
    (row,) = store._database.all(
        "SELECT envelope FROM envelopes JOIN submissions USING (id) WHERE tracking_code = ?", (code,)
    )
    return wire.read_envelope(row["envelope"]).key_id


def test_a_new_sealing_key_is_learnt_in_a_round_and_what_was_sealed_before_stays(
    joined: Store, hub: MisbehavingHub, keys: ChangingKeys, learning: Sync
) -> None:
    learning.once()
    first = prepare(joined)
    joined.put(first)
    (before,) = joined._database.all("SELECT envelope FROM envelopes")
    former = keys.change_sealing()
    keys.change_receipt()
    hub.always = lambda _hub, reply: Reply(503, b"{}", PROBLEM) if reply.kind == wire.REPLY_TYPE else reply
    learning.once()
    hub.always = None
    learning.once(ignore_backoff=True)
    assert known(joined).sealing == bytes(hub.sealing_key.public_key)
    assert known(joined).sealing_number == 2
    second = prepare(joined)
    joined.put(second)
    assert sealed_to(joined, second.header.tracking_code) == wire.key_id(bytes(hub.sealing_key.public_key))
    assert hub.stored[first.header.id] == before["envelope"]
    assert wire.unseal(wire.read_envelope(before["envelope"]), former) == first.payload


def test_nothing_is_asked_while_answers_name_the_key_that_is_known(
    joined: Store, hub: MisbehavingHub, keys: ChangingKeys, learning: Sync
) -> None:
    named = {SEALING_HEADER: known(joined).sealing_id}
    hub.always = lambda _hub, reply: replace(reply, headers=named)
    for _ in range(3):
        learning.once(ignore_backoff=True)
    assert keys.asked == []
    keys.change_sealing()
    named[SEALING_HEADER] = wire.key_id(bytes(hub.sealing_key.public_key))
    for _ in range(3):
        learning.once(ignore_backoff=True)
    assert keys.asked == ["sealing"]


def test_an_older_sealing_key_is_refused_and_told_once(
    joined: Store, hub: MisbehavingHub, keys: ChangingKeys, learning: Sync
) -> None:
    recorded = keys.sealing
    keys.change_sealing()
    learning.once()
    now = known(joined)
    keys.told = recorded
    for _ in range(3):
        learning.once(ignore_backoff=True)
    assert known(joined) == now
    assert events(joined, "alert") == ["untrusted-answer"]
    keys.told = SealingKey(2, bytes(PrivateKey.generate().public_key))  # the same number, another key
    learning.once(ignore_backoff=True)
    assert known(joined) == now


@pytest.mark.parametrize("point", LOW_ORDER)
def test_a_sealing_key_that_seals_nothing_is_refused(
    joined: Store, keys: ChangingKeys, learning: Sync, point: str
) -> None:
    before = known(joined)
    keys.told = SealingKey(9, bytes.fromhex(point))
    learning.once()
    assert known(joined) == before
    assert events(joined, "alert") == ["untrusted-answer"]


def test_a_sealing_key_that_the_receipt_key_did_not_sign_is_refused(
    joined: Store, hub: MisbehavingHub, keys: ChangingKeys, learning: Sync
) -> None:
    before = known(joined)
    told = SealingKey(2, bytes(PrivateKey.generate().public_key))
    hub.more["/v1/keys/sealing"] = lambda *_: Reply(200, wire.signed_reply(told, SigningKey.generate()))
    learning.once()
    assert known(joined) == before
    hub.more["/v1/keys/sealing"] = lambda *_: Reply(200, msgspec.json.encode(told))
    learning.once(ignore_backoff=True)
    assert known(joined) == before
