from __future__ import annotations

from datetime import date

import httpx
import pytest
from sending_kiosk import SendingKiosk, SetClock, enrol

from hub.database import begin_new_epoch
from hub.parts import Parts
from kiosk.tracking_code import new_code
from offline import wire


def page(client: httpx.Client, kiosk: SendingKiosk, **query: object) -> wire.StatusPage:
    answer = client.get("/v1/status", params=query, headers=kiosk.proof())
    assert answer.status_code == 200, answer.text
    return wire.open_reply(answer.content, wire.StatusPage, kiosk.keys.receipt)


def test_changes_come_by_cursor_oldest_first_and_once(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, clock: SetClock
) -> None:
    headers = [sending.header() for _ in range(3)]
    sending.post(client, sending.batch(*(sending.envelope(header) for header in headers)))
    parts.opener.verify_waiting()
    clock.pass_by(hours=1)
    parts.casework.move(headers[0].tracking_code, "closed", "Emptied today.", "ann", public=True)
    seen, cursor, pages = [], "0", 0
    while True:
        found = page(client, sending, after=cursor, limit=2)
        seen += found.items
        cursor, pages = found.cursor, pages + 1
        if not found.more:
            break
    assert pages == 4
    assert [item.state for item in seen] == ["received"] * 3 + ["complete"] * 4
    last = seen[-1]
    assert (last.id, last.status, last.note, last.due, last.at) == (
        headers[0].id,
        "closed",
        "Emptied today.",
        "2026-11-24",
        clock.at,
    )
    nothing = page(client, sending, after=cursor)
    assert (nothing.items, nothing.cursor, nothing.more) == ([], cursor, False)
    assert (nothing.at, nothing.backup_days) == (clock.at, parts.settings.backup_days)


def test_a_kiosk_sees_its_own_submissions_only(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    other = enrol(client, parts.kiosks.invite("van"))
    sending.put(client, sending.envelope())
    assert page(client, other).items == []
    assert len(page(client, sending).items) == 1


def test_an_internal_note_stays_with_staff(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    header = sending.header()
    sending.put(client, sending.envelope(header))
    parts.casework.move(header.tracking_code, "in_progress", "Crew 7 is late again", "ann", public=False)
    assert [item.note for item in page(client, sending).items] == ["", ""]
    assert "Crew" not in client.get(f"/t/{header.tracking_code}").text


@pytest.mark.parametrize(
    "query",
    [
        {"after": "x"},
        {"after": "-1"},
        {"after": "²"},
        {"after": "9" * 40},
        {"limit": "0"},
        {"limit": "501"},
        {"limit": "ten"},
    ],
)
def test_a_wrong_cursor_or_limit_is_named(client: httpx.Client, sending: SendingKiosk, query: dict[str, str]) -> None:
    answer = client.get("/v1/status", params=query, headers=sending.proof())
    assert answer.status_code == 400
    assert answer.json()["reason"] in query


def test_status_needs_a_kiosk(client: httpx.Client) -> None:
    assert client.get("/v1/status").status_code == 401


def test_a_new_epoch_shows_in_every_answer(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    before = page(client, sending).epoch
    with parts.database.writing() as connection:
        fresh = begin_new_epoch(connection)
    assert page(client, sending).epoch == fresh != before
    assert sending.results(sending.put(client, sending.envelope())).epoch == fresh
    assert client.get("/v1/health").json() == {"status": "ok", "epoch": fresh}


def tracked(client: httpx.Client, kiosk: SendingKiosk, code: str) -> wire.Tracked:
    answer = client.get(f"/v1/tracking/{code}")
    return wire.open_reply(answer.content, wire.Tracked, kiosk.keys.receipt)


def test_whoever_holds_the_code_sees_what_is_public(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, clock: SetClock
) -> None:
    header = sending.header()
    sending.put(client, sending.envelope(header))
    before = tracked(client, sending, header.tracking_code.lower().replace("-", ""))
    assert (before.journey, before.due, before.status) == ("", "", "received")
    parts.opener.verify_waiting()
    after = tracked(client, sending, header.tracking_code)
    assert (after.journey, after.due, after.received_at) == ("missed-bin", date(2026, 11, 24).isoformat(), clock.at)


def test_what_could_not_be_opened_is_told_to_whoever_holds_the_code(
    parts: Parts, client: httpx.Client, sending: SendingKiosk
) -> None:
    good, bad = sending.header(), sending.header()
    sending.put(client, sending.envelope(good))
    sending.put(client, wire.seal(bad, b"{}", sending.keys.sealing))
    assert tracked(client, sending, bad.tracking_code).state == "received"
    parts.opener.verify_waiting()
    assert tracked(client, sending, good.tracking_code).state == "complete"
    assert tracked(client, sending, bad.tracking_code).state == "refused"


def test_a_sensitive_journey_is_never_named(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    header = sending.header(journey="domestic-abuse")
    sending.put(client, sending.envelope(header, sensitive=True, title="Domestic abuse"))
    parts.opener.verify_waiting()
    assert tracked(client, sending, header.tracking_code).journey == ""
    shown = client.get(f"/t/{header.tracking_code}").text.lower()
    assert "abuse" not in shown


def test_unknown_and_wrong_codes_are_told_apart(client: httpx.Client) -> None:
    unknown = client.get(f"/v1/tracking/{new_code('KK')}")
    assert (unknown.status_code, unknown.json()["reason"]) == (404, "unknown")
    slip = client.get("/v1/tracking/KK-2222-2222-2")
    assert (slip.status_code, slip.json()["reason"]) == (400, "code-check")


def test_guessing_codes_is_slowed_down_but_a_kiosk_is_not(
    parts: Parts, client: httpx.Client, sending: SendingKiosk
) -> None:
    answers = [client.get(f"/v1/tracking/{new_code('KK')}") for _ in range(31)]
    assert [answer.status_code for answer in answers] == [404] * 30 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    posing = sending.proof() | {"Authorization": "Bearer wrong"}
    assert client.get(f"/v1/tracking/{new_code('KK')}", headers=posing).status_code == 429
    assert client.get(f"/v1/tracking/{new_code('KK')}", headers=sending.proof()).status_code == 404
