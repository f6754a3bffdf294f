"""Saved visits at the hub: kept sealed for whoever knows the locator, ended only with the token, gone in time."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import msgspec
import pytest
from sending_kiosk import SendingKiosk, SetClock, enrol
from served import served
from sqlalchemy import select

from hub.api.app import create_app
from hub.drafts import Drafts
from hub.pages.languages import PageLanguages
from hub.parts import Parts
from hub.tables import draft as table
from kiosk.comeback_code import proof_of
from offline import wire
from offline.wire.drafts import BODY_LIMIT, SEALED_LIMIT, Draft, DraftEnd, DraftReply

TOKEN = b"t" * 32
LOCATOR = "ab" * 32
SEALED = b"Canary-of-a-sealed-draft"


def body(revision: int = 1, sealed: bytes = SEALED, ends_at: datetime | None = None, token: bytes = TOKEN) -> bytes:
    return msgspec.json.encode(Draft(revision, sealed, proof_of(token), ends_at))


def put(client: httpx.Client, kiosk: SendingKiosk, content: bytes | None = None, locator: str = LOCATOR) -> Any:
    headers = {"Content-Type": "application/json", **kiosk.proof()}
    return client.put(f"/v1/drafts/{locator}", content=body() if content is None else content, headers=headers)


def end(client: httpx.Client, kiosk: SendingKiosk, token: bytes = TOKEN, locator: str = LOCATOR) -> Any:
    headers = {"Content-Type": "application/json", **kiosk.proof()}
    return client.post(f"/v1/drafts/{locator}/end", content=msgspec.json.encode(DraftEnd(token)), headers=headers)


def get(client: httpx.Client, kiosk: SendingKiosk, locator: str = LOCATOR) -> Any:
    return client.get(f"/v1/drafts/{locator}", headers=kiosk.proof())


def reply(answer: httpx.Response, kiosk: SendingKiosk) -> DraftReply:
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return wire.open_reply(answer.content, DraftReply, kiosk.keys.receipt)


def reason(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["reason"]


def rows(parts: Parts) -> list[Any]:
    with parts.database.reading() as connection:
        return list(connection.execute(select(table)))


def test_what_one_kiosk_saved_another_one_gets(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    kept = reply(put(client, sending), sending)
    assert (kept.state, kept.revision, kept.digest, kept.sealed) == ("kept", 1, wire.digest(SEALED), b"")
    other = enrol(client, parts.kiosks.invite("van"))
    found = reply(get(client, other), other)
    assert (found.state, found.revision, found.digest, found.sealed) == ("kept", 1, wire.digest(SEALED), SEALED)


def test_nothing_at_the_hub_says_who_saved_it_or_where(
    parts: Parts, client: httpx.Client, sending: SendingKiosk
) -> None:
    put(client, sending)
    (row,) = rows(parts)
    assert set(row._fields) == {"locator", "state", "revision", "sealed", "digest", "proof", "ends_at"}
    assert not [value for value in row if value in (sending.name, sending.prefix)]


def test_a_replay_changes_nothing_and_a_later_revision_takes_its_place(
    client: httpx.Client, sending: SendingKiosk
) -> None:
    first = reply(put(client, sending), sending)
    assert reply(put(client, sending), sending) == first
    assert reply(put(client, sending, body(2, b"later")), sending).revision == 2
    assert reply(put(client, sending), sending).revision == 2, "a late replay of the first"
    assert reply(put(client, sending, body(2, b"another")), sending).digest == wire.digest(b"later")
    assert reply(get(client, sending), sending).sealed == b"later"


def test_only_its_own_token_ends_or_renews_it(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    put(client, sending)
    assert reason(end(client, sending, b"x" * 32)) == (409, "conflict")
    assert reason(put(client, sending, body(2, b"not mine", token=b"x" * 32))) == (409, "conflict")
    assert reply(get(client, sending), sending).sealed == SEALED


def test_what_was_sent_is_gone_for_ever(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    put(client, sending)
    assert reply(end(client, sending), sending).state == "sent"
    assert reply(end(client, sending), sending).state == "sent"
    assert reply(put(client, sending, body(5)), sending).state == "sent", "a late replay brings nothing back"
    found = reply(get(client, sending), sending)
    assert (found.state, found.sealed) == ("sent", b"")
    assert rows(parts)[0].sealed is None


def test_an_end_holds_also_where_a_restored_hub_hears_of_it_before_the_draft(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, clock: SetClock
) -> None:
    assert reply(end(client, sending), sending).state == "sent"
    assert reply(end(client, sending), sending).state == "sent"
    assert reply(put(client, sending), sending).state == "sent", "what was sent is not opened a second time"
    assert reply(get(client, sending), sending).state == "sent"
    assert reason(put(client, sending, body(2, token=b"x" * 32))) == (409, "conflict")
    assert rows(parts)[0].sealed is None
    clock.pass_by(days=29 + 28)
    Drafts(parts.database, parts.now).forget_what_ran_out()
    assert rows(parts) == [], "and is forgotten in time"


def test_it_runs_out_on_its_day_and_is_then_forgotten(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, clock: SetClock
) -> None:
    put(client, sending, body(ends_at=clock.at + timedelta(days=28)))
    clock.pass_by(days=27, hours=23)
    assert reply(get(client, sending), sending).sealed == SEALED
    clock.pass_by(hours=2)
    found = reply(get(client, sending), sending)
    assert (found.state, found.sealed) == ("expired", b"")
    assert rows(parts)[0].sealed == SEALED, "a look writes nothing"
    drafts = Drafts(parts.database, parts.now)
    drafts.forget_what_ran_out()
    assert (rows(parts)[0].state, rows(parts)[0].sealed) == ("expired", None)
    clock.pass_by(days=29)
    drafts.forget_what_ran_out()
    assert rows(parts) == []
    assert reply(get(client, sending), sending).state == "unknown"


def test_saving_again_after_it_ran_out_keeps_it_again(
    client: httpx.Client, sending: SendingKiosk, clock: SetClock
) -> None:
    put(client, sending, body(ends_at=clock.at + timedelta(days=1)))
    clock.pass_by(days=2)
    assert reply(put(client, sending, body(2, b"later")), sending).state == "kept"


@pytest.mark.parametrize(
    ("ends_in", "state", "kept_days"),
    [(timedelta(days=-1), "expired", 0), (timedelta(days=9999), "kept", 30), (None, "kept", 29)],
)
def test_a_kiosk_with_a_wrong_clock_keeps_nothing_for_ever(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, clock: SetClock, ends_in: Any, state: str, kept_days: int
) -> None:
    ends_at = clock.at + ends_in if ends_in else None
    assert reply(put(client, sending, body(ends_at=ends_at)), sending).state == state
    (row,) = rows(parts)
    assert row.sealed == (None if state == "expired" else SEALED)
    if kept_days:
        assert row.ends_at == clock.at + timedelta(days=kept_days)


def test_the_service_itself_forgets_what_ran_out(parts: Parts, clock: SetClock) -> None:
    Drafts(parts.database, parts.now).keep(LOCATOR, Draft(1, SEALED, proof_of(TOKEN), clock.at + timedelta(days=1)))
    clock.pass_by(days=2)
    with served(create_app(parts, PageLanguages()), lifespan=True):
        end = time.monotonic() + 10
        while rows(parts)[0].sealed is not None and time.monotonic() < end:
            time.sleep(0.05)
        assert rows(parts)[0].sealed is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"not json",
        b'{"revision":0,"sealed":"QQ==","proof":"' + b"0" * 64 + b'"}',
        b'{"revision":1,"sealed":"","proof":"' + b"0" * 64 + b'"}',
        b'{"revision":1,"sealed":"QQ==","proof":"short"}',
        b'{"revision":1,"sealed":"QQ==","proof":"' + b"0" * 64 + b'","ends_at":"2026-11-20T10:00:00"}',
        b'{"revision":1,"sealed":"QQ==","proof":"' + b"0" * 64 + b'","kiosk":"library"}',
    ],
)
def test_a_body_of_another_shape_is_refused(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, content: bytes
) -> None:
    assert reason(put(client, sending, content)) == (400, "malformed")
    assert rows(parts) == []


@pytest.mark.parametrize("locator", ["ab", "AB" * 32, "g" * 64, "a" * 65, "ab" * 32 + "%0A"])
def test_a_locator_of_another_shape_is_refused(client: httpx.Client, sending: SendingKiosk, locator: str) -> None:
    for answer in (put(client, sending, locator=locator), end(client, sending, locator=locator)):
        assert reason(answer) == (400, "malformed")
    assert reason(get(client, sending, locator)) == (400, "malformed")


def test_too_much_is_refused(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    assert reason(put(client, sending, b"x" * (BODY_LIMIT + 1))) == (413, "too-large")
    oversized = msgspec.json.encode({"revision": 1, "sealed": b"x" * (SEALED_LIMIT + 1), "proof": "0" * 64})
    assert reason(put(client, sending, oversized)) == (400, "malformed")
    assert reply(put(client, sending, body(sealed=b"x" * SEALED_LIMIT)), sending).state == "kept"


@pytest.mark.parametrize("act", [put, end, get])
def test_strangers_and_revoked_kiosks_get_nothing(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, act: Any
) -> None:
    put(client, sending)
    stranger = replace(sending, token="wrong-token")
    assert reason(act(client, stranger)) == (401, "token")
    parts.kiosks.revoke(sending.name)
    assert reason(act(client, sending)) == (403, "revoked")
    assert rows(parts)[0].sealed == SEALED


def test_looking_up_is_limited_and_saving_is_not(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    answers = [get(client, sending, f"{number:064x}") for number in range(31)]
    assert [answer.status_code for answer in answers[:30]] == [200] * 30
    assert reason(answers[30]) == (429, "too-many")
    assert int(answers[30].headers["retry-after"]) >= 1
    assert put(client, sending).status_code == 200
    other = enrol(client, parts.kiosks.invite("van"))
    assert get(client, other).status_code == 200
