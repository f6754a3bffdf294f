"""The hub's receipt key changes: a kiosk follows what its pinned key vouches for, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from changing_keys import ChangingKeys, known
from misbehaving_hub import NOW, PROBLEM, MisbehavingHub, Reply, html
from nacl.signing import SigningKey
from syncing import Put, events, found

from kiosk.protocols import State
from offline import identity, wire
from offline.hub_client import HubClient
from offline.secrets import DeviceSecrets
from offline.store import Store
from offline.sync import Sync
from offline.transport import HubSettings
from offline.wire.keys import Link, NextReceiptKey, read_link, signed_link

Lie = Callable[[ChangingKeys, list[Link]], list[Link]]


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
