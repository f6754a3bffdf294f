"""The hub's keys change: a kiosk follows what its pinned key vouches for, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from changing_keys import LOW_ORDER, ChangingKeys
from fakes import FakeClock
from misbehaving_hub import NOW, PROBLEM, MisbehavingHub, Reply, html
from nacl.public import PrivateKey
from nacl.signing import SigningKey
from sealed_submissions import prepare
from syncing import Put, Syncing, found

from kiosk.protocols import State
from offline import identity, wire
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.key_news import KeyNews
from offline.secrets import DeviceSecrets
from offline.store import Store
from offline.sync import Sync
from offline.transport import HubSettings
from offline.wire.keys import SEALING_HEADER, Link, NextReceiptKey, SealingKey, read_link, signed_link

Lie = Callable[[ChangingKeys, list[Link]], list[Link]]


@pytest.fixture
def keys(hub: MisbehavingHub) -> ChangingKeys:
    return ChangingKeys(hub)


@pytest.fixture
def learning(joined: Store, syncing: Syncing, hub: MisbehavingHub, clock: FakeClock) -> Iterator[Sync]:
    """A sync whose client keeps new keys in the queue, as the kiosk's own does."""
    made = syncing(KeyNews(joined))
    settings = HubSettings(hub.url, connect_timeout=1, read_timeout=0.5, deadline=1.2)

    def connect(who: Identity, what: DeviceSecrets) -> HubClient:
        return HubClient(settings, who, what, clock.now, joined.learn_keys)

    made._connect = connect
    yield made
    made.close()


def known(store: Store) -> wire.PublicKeys:
    found_there = store.identity()
    assert found_there is not None
    return found_there.keys


def events(store: Store, kind: str) -> list[str]:
    return [row["detail"] for row in store._database.all("SELECT detail FROM events WHERE kind = ?", (kind,))]


def sealed_to(store: Store, code: str) -> str:
    (row,) = store._database.all(
        "SELECT envelope FROM envelopes JOIN submissions USING (id) WHERE tracking_code = ?", (code,)
    )
    return wire.read_envelope(row["envelope"]).key_id


@pytest.mark.parametrize("missed", [1, 5])
def test_a_kiosk_that_missed_rotations_catches_up_and_sends_nothing_twice(
    joined: Store, hub: MisbehavingHub, keys: ChangingKeys, put: Put, learning: Sync, home: Path, missed: int
) -> None:
    code = put()
    for _ in range(missed):
        keys.change_receipt()
    report = learning.once()
    assert (report.sent, report.paused, report.trouble) == (1, "", "")
    assert found(joined, code).state == State.RECEIVED
    assert len(hub.deliveries) == 1
    assert keys.asked.count("chain") == 1
    assert known(joined).receipt == bytes(hub.receipt_key.verify_key)
    assert known(joined).receipt_number == missed + 1
    assert events(joined, "new-keys") == [known(joined).receipt_id]
    put()
    learning.once()
    assert keys.asked.count("chain") == 1
    joined.close()
    with Store.open(home) as again:
        assert known(again).receipt == bytes(hub.receipt_key.verify_key)
        assert identity.copy(home) == again.identity()


def by_somebody_else(_keys: ChangingKeys, links: list[Link]) -> list[Link]:
    forger = SigningKey.generate()
    purpose = b"civic-kiosk receipt key 1\0"
    return [Link(link.body, forger.sign(purpose + link.body).signature) for link in links]


def first_left_out(_keys: ChangingKeys, links: list[Link]) -> list[Link]:
    return links[1:]


def one_left_out(_keys: ChangingKeys, links: list[Link]) -> list[Link]:
    return [links[0], *links[2:]]


def last_left_out(_keys: ChangingKeys, links: list[Link]) -> list[Link]:
    return links[:-1]


def repeated(_keys: ChangingKeys, links: list[Link]) -> list[Link]:
    return [links[0], links[0], *links[1:]]


def reversed_order(_keys: ChangingKeys, links: list[Link]) -> list[Link]:
    return links[::-1]


def none_at_all(_keys: ChangingKeys, _links: list[Link]) -> list[Link]:
    return []


def straight_there(keys: ChangingKeys, links: list[Link]) -> list[Link]:
    """The pinned key's own signature, with a number that is not the next."""
    return [signed_link(keys.receipts[0], len(links) + 1, bytes(keys.hub.receipt_key.verify_key), NOW)]


def for_another_key(keys: ChangingKeys, links: list[Link]) -> list[Link]:
    """A right signature under a body that names another former key."""
    said = read_link(links[0])
    body = msgspec.json.encode(NextReceiptKey("0" * 16, said.number, said.receipt, said.since))
    signature = keys.receipts[0].sign(b"civic-kiosk receipt key 1\0" + body).signature
    return [Link(body, signature), *links[1:]]


def signed_for_a_reply(keys: ChangingKeys, links: list[Link]) -> list[Link]:
    """What the key signed for another purpose is no link."""
    return [
        Link(link.body, key.sign(b"civic-kiosk reply 1\0" + link.body).signature)
        for key, link in zip(keys.receipts, links, strict=False)
    ]


@pytest.mark.parametrize(
    "lie",
    [
        *(by_somebody_else, first_left_out, one_left_out, last_left_out, repeated, reversed_order, none_at_all),
        *(straight_there, for_another_key, signed_for_a_reply),
    ],
)
def test_a_chain_that_the_pinned_key_does_not_vouch_for_is_refused(
    joined: Store, hub: MisbehavingHub, keys: ChangingKeys, put: Put, learning: Sync, lie: Lie
) -> None:
    code, before = put(), known(joined)
    for _ in range(3):
        keys.change_receipt()
    keys.lie = lambda links: lie(keys, links)
    assert learning.once().paused == "untrusted-answer"
    assert known(joined) == before
    assert events(joined, "alert") == ["untrusted-answer"]
    assert events(joined, "new-keys") == []
    assert found(joined, code).state == State.QUEUED
    (row,) = joined._database.all("SELECT tries FROM submissions")
    assert row["tries"] == 0
    keys.lie = lambda links: links
    assert learning.once(ignore_backoff=True).sent == 1
    assert len(hub.stored) == 1


def test_a_hub_with_another_key_and_no_chain_is_refused_as_before(
    joined: Store, hub: MisbehavingHub, put: Put, learning: Sync
) -> None:
    put()
    hub.receipt_key = SigningKey.generate()
    hub.more["/v1/keys/chain"] = lambda *_: Reply(404, b"{}", PROBLEM)
    assert learning.once().paused == "untrusted-answer"
    hub.more["/v1/keys/chain"] = lambda *_: html(hub, Reply())
    assert learning.once(ignore_backoff=True).paused == "untrusted-answer"
    assert events(joined, "new-keys") == []


@pytest.mark.parametrize("status", [503, 429])
def test_where_the_chain_cannot_be_had_now_it_is_tried_again_later(
    joined: Store, hub: MisbehavingHub, keys: ChangingKeys, put: Put, learning: Sync, status: int
) -> None:
    put()
    keys.change_receipt()
    honest = hub.more["/v1/keys/chain"]
    hub.more["/v1/keys/chain"] = lambda *_: Reply(status, b"{}", PROBLEM)
    report = learning.once()
    assert (report.trouble, report.paused) == ("hub-busy", "")
    assert events(joined, "alert") == []
    hub.more["/v1/keys/chain"] = honest
    assert learning.once(ignore_backoff=True).sent == 1


def test_what_a_former_key_signed_is_not_believed_any_more(
    joined: Store, hub: MisbehavingHub, keys: ChangingKeys, put: Put, learning: Sync
) -> None:
    former = keys.change_receipt()
    learning.once()
    now = known(joined)
    put()
    hub.receipt_key = former  # somebody took it, and answers with all that was recorded
    keys.lie = lambda _links: keys.links
    assert learning.once().paused == "untrusted-answer"
    assert known(joined) == now


def test_an_answer_that_no_key_signed_is_not_believed_although_the_chain_is_right(
    joined: Store, hub: MisbehavingHub, keys: ChangingKeys, put: Put, learning: Sync
) -> None:
    put()
    before = known(joined)
    keys.change_receipt()

    def spoilt(_hub: MisbehavingHub, reply: Reply) -> Reply:
        if reply.kind != wire.REPLY_TYPE:
            return reply
        body = msgspec.json.decode(reply.body, type=wire.Reply)
        return replace(reply, body=msgspec.json.encode(wire.Reply(body.body + b" ", body.key_id, body.signature)))

    hub.always = spoilt
    assert learning.once().paused == "untrusted-answer"
    assert known(joined) == before


def test_a_program_that_may_not_write_believes_and_keeps_nothing(
    joined: Store, hub: MisbehavingHub, keys: ChangingKeys
) -> None:
    joined_as = joined.identity()
    assert joined_as is not None
    keys.change_receipt()
    client = HubClient(HubSettings(hub.url), joined_as, DeviceSecrets(bytes(range(32)), "token-1"))
    for _ in range(2):
        assert isinstance(client.status(""), wire.StatusPage)
    assert keys.asked == ["chain"]
    assert known(joined) == joined_as.keys
    client.close()


def test_keys_learnt_late_never_take_the_place_of_another_enrolment_s(joined: Store) -> None:
    former = known(joined)
    joined_as = joined.identity()
    assert joined_as is not None
    other = msgspec.structs.replace(joined_as, keys=MisbehavingHub().keys)
    joined.enrol(other, "epoch-2")
    joined.learn_keys(former, msgspec.structs.replace(former, receipt_number=2))
    assert joined.identity() == other


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
