"""Fault 14: an acknowledgement with the wrong id, digest or signature is rejected and marked, and nothing doubles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import msgspec
import pytest
from lane import Lane, Printed
from lying_proxy import Answer, Ask, Request
from nacl.signing import SigningKey

from hub.keys import load_keys
from offline import wire

Change = Callable[[wire.Result], wire.Result]


def other_id(result: wire.Result) -> wire.Result:
    return msgspec.structs.replace(result, id=str(uuid4()))


def other_digest(result: wire.Result) -> wire.Result:
    return msgspec.structs.replace(result, digest=wire.digest(b"other bytes"))


def signed_by_the_hub(lane: Lane, change: Change) -> Callable[[Request, Ask], Answer]:
    """The hub's own key signs what is not so: only id and digest can tell."""
    key = load_keys(lane.hub_home / "keys").receipt

    def lie(_request: Request, ask: Ask) -> Answer:
        answer = ask()
        body = wire.open_reply(answer.body, wire.Results, bytes(key.verify_key))
        changed = msgspec.structs.replace(body, results=[change(result) for result in body.results])
        return replace(answer, body=wire.signed_reply(changed, key))

    return lie


def forged(_request: Request, ask: Ask) -> Answer:
    """Another key under the id of the hub's: what a thief of the line could do."""
    answer = ask()
    reply = msgspec.json.decode(answer.body, type=wire.Reply)
    signature = SigningKey.generate().sign(b"civic-kiosk reply 1\0" + reply.body).signature
    return replace(answer, body=msgspec.json.encode(wire.Reply(reply.body, reply.key_id, signature)))


def signed_by_a_stranger(_request: Request, ask: Ask) -> Answer:
    answer = ask()
    reply = msgspec.json.decode(answer.body, type=wire.Reply)
    return replace(answer, body=wire.signed_reply(msgspec.Raw(reply.body), SigningKey.generate()))


def unsigned(_request: Request, ask: Ask) -> Answer:
    answer = ask()
    return replace(answer, body=msgspec.json.decode(answer.body, type=wire.Reply).body)


def changed_afterwards(_request: Request, ask: Ask) -> Answer:
    answer = ask()
    reply = msgspec.json.decode(answer.body, type=wire.Reply)
    body = reply.body.replace(b'"received_at":"20', b'"received_at":"21')
    assert body != reply.body
    return replace(answer, body=msgspec.json.encode(wire.Reply(body, reply.key_id, reply.signature)))


@pytest.mark.parametrize("count", [1, 3], ids=["put", "batch"])
def test_no_receipt_but_the_hub_s_own_for_these_bytes_counts(lane: Lane, count: int) -> None:
    printed = lane.submit(count)
    for change in (other_id, other_digest):
        marked = lane.events().count("alert")
        lane.proxy.always = signed_by_the_hub(lane, change)
        lane.sync("--once")
        nothing_counted(lane, printed, marked)
    lane.proxy.always = None
    for lie in (forged, signed_by_a_stranger, unsigned, changed_afterwards):
        marked, tries = lane.events().count("alert"), [row["tries"] for row in lane.rows()]
        lane.proxy.lies.append(lie)
        assert lane.sync("--once")["paused"] == "untrusted-answer"
        nothing_counted(lane, printed, marked)
        assert [row["tries"] for row in lane.rows()] == tries, "no submission is to blame"
    lane.sync("--once")
    lane.all_arrived(printed)
    assert len(lane.at_the_hub(printed)) == count


def nothing_counted(lane: Lane, printed: list[Printed], marked: int) -> None:
    assert {row["state"] for row in lane.rows()} <= {"waiting", "queued"}
    assert "received" not in lane.events()
    assert lane.events().count("alert") > marked
    lane.nothing_was_lost(printed)


def test_the_receipt_of_another_submission_played_again_is_no_receipt(lane: Lane) -> None:
    first = lane.submit()
    recorded: list[Answer] = []

    def recording(_request: Request, ask: Ask) -> Answer:
        recorded.append(ask())
        return recorded[-1]

    lane.proxy.lies.append(recording)
    lane.sync("--once")
    second = lane.submit()
    lane.proxy.lies.append(lambda _request, _ask: recorded[0])
    lane.sync("--once")
    assert [row["state"] for row in lane.rows()][-1] != "received"
    assert lane.at_the_hub(second) == []
    assert "alert" in lane.events()
    lane.sync("--once")
    lane.all_arrived([*first, *second])
