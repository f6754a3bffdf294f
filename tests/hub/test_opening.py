from __future__ import annotations

import logging
import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import msgspec
import pytest
from sending_kiosk import CANARY, SendingKiosk, SetClock
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from hub.casework import UnknownCodeError
from hub.opening import OpeningError
from hub.parts import Parts
from hub.tables import audit, submission
from kiosk.submission import encode_payload
from offline import wire


def audited(parts: Parts) -> list[tuple[str, str, str]]:
    with parts.database.reading() as connection:
        return [
            (row.who, row.act, row.submission) for row in connection.execute(select(audit).order_by(audit.c.number))
        ]


def only(parts: Parts) -> Any:
    (found,) = parts.casework.submissions()
    return found


def test_an_opened_submission_is_complete_and_its_opening_audited(
    parts: Parts, client: httpx.Client, sending: SendingKiosk
) -> None:
    header = sending.header()
    sending.put(client, sending.envelope(header))
    assert parts.opener.verify_waiting() == 1
    assert parts.opener.verify_waiting() == 0
    found = only(parts)
    assert (found.state, found.title, found.due) == ("complete", "Report a missed bin", date(2026, 11, 24))
    assert audited(parts) == [("hub", "verified", header.id)]


def test_reading_answers_is_audited_with_who_did(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    header = sending.header()
    sending.put(client, sending.envelope(header))
    assert parts.opener.show(header.id, "ann").answers[0].shown == CANARY
    assert audited(parts) == [("ann", "shown", header.id)]


def test_nothing_is_opened_that_cannot_be_audited(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hub import opening

    header, opened = sending.header(), []
    sending.put(client, sending.envelope(header))
    monkeypatch.setattr(opening, "unseal", lambda *_: opened.append(1))

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(opening.audit, "record", full)
    for act in (lambda: parts.opener.show(header.id, "ann"), parts.opener.verify_waiting):
        with pytest.raises(OSError, match="full"):
            act()
    assert opened == []


def test_what_cannot_be_opened_is_refused_with_a_reason_and_stops_no_other(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, caplog: pytest.LogCaptureFixture
) -> None:
    headers = [sending.header() for _ in range(4)]
    good = sending.envelope(headers[0])
    swapped = wire.seal(headers[1], encode_payload(sending.payload(headers[0])), sending.keys.sealing)
    nonsense = wire.seal(headers[2], f'{{"{CANARY}": 1}}'.encode(), sending.keys.sealing)
    damaged = msgspec.json.encode(
        msgspec.structs.replace(wire.read_envelope(sending.envelope(headers[3])), sealed=b"x" * 200)
    )
    sending.post(client, sending.batch(swapped, nonsense, damaged, good))
    with caplog.at_level(logging.DEBUG):
        parts.opener.verify_waiting()
    found = {one.id: (one.state, one.reason) for one in parts.casework.submissions()}
    assert [found[header.id] for header in headers] == [
        ("complete", ""),
        ("refused", "header"),
        ("refused", "payload"),
        ("refused", "seal"),
    ]
    assert CANARY not in caplog.text
    with pytest.raises(OpeningError) as caught:
        parts.opener.show(headers[2].id, "ann")
    assert CANARY not in str(caught.value)
    replay = sending.results(sending.put(client, nonsense)).results[0]
    assert (replay.state, replay.reason) == ("refused", "payload")
    assert "could not read it" in client.get(f"/t/{headers[2].tracking_code}").text


def test_a_fault_in_opening_one_leaves_the_others(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hub import opening

    sending.post(client, sending.batch(sending.envelope(), sending.envelope()))
    real, calls = opening.decode_payload, []

    def once_broken(data: bytes) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise RecursionError(CANARY)
        return real(data)

    monkeypatch.setattr(opening, "decode_payload", once_broken)
    parts.opener.verify_waiting()
    assert sorted(one.state for one in parts.casework.submissions()) == ["complete", "refused"]


def test_one_that_the_database_does_not_take_leaves_the_others(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = [sending.header() for _ in range(3)]
    sending.post(client, sending.batch(*(sending.envelope(header) for header in headers)))
    real = parts.opener._settle

    def settle(connection: Any, one: Any) -> None:
        if one.row.id == headers[1].id:
            raise OperationalError("", {}, Exception())
        real(connection, one)

    monkeypatch.setattr(parts.opener, "_settle", settle)
    parts.opener.verify_waiting()
    states = {one.id: one.state for one in parts.casework.submissions()}
    assert [states[header.id] for header in headers] == ["complete", "received", "complete"]


def test_several_openers_at_once_settle_each_once(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    sending.post(client, sending.batch(*(sending.envelope() for _ in range(40))))
    threads = [threading.Thread(target=lambda: [parts.opener.verify_waiting(7) for _ in range(12)]) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.state for one in parts.casework.submissions()} == {"complete"}
    assert len(audited(parts)) == 40


def test_what_a_killed_opener_had_in_hand_is_taken_up_again(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, clock: SetClock
) -> None:
    sending.put(client, sending.envelope())
    with parts.database.writing() as connection:
        connection.execute(update(submission).values(taken_until=clock.at + timedelta(minutes=1)))
    assert parts.opener.verify_waiting() == 0
    clock.pass_by(minutes=2)
    assert parts.opener.verify_waiting() == 1


def test_a_submission_that_is_not_there_is_refused(parts: Parts) -> None:
    with pytest.raises(OpeningError):
        parts.opener.show("nothing", "ann")
    with pytest.raises(UnknownCodeError):
        parts.casework.find("KK-2222-2222-2")
    with pytest.raises(UnknownCodeError):
        parts.casework.move("KK-2222-2222-2", "closed", "", "ann", public=False)


FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "payload", "due"),
    [
        ({}, {"working_days": None}, None),
        ({}, {"working_days": 0}, date(2026, 11, 20)),
        ({}, {"working_days": 1}, date(2026, 11, 23)),
        ({}, {"working_days": 2, "council_closed": [date(2026, 11, 23)]}, date(2026, 11, 25)),
        ({}, {"working_days": 10**9}, None),
        ({}, {"working_days": -1}, None),
        ({}, {"working_day_calendar": "MOON"}, None),
        # Sent yesterday evening and received this morning: the day of Send counts.
        ({"sent_at": FRIDAY - timedelta(hours=16)}, {}, date(2026, 11, 23)),
        # Waited for weeks in a van: the receipt promised days of the council getting it.
        ({"sent_at": FRIDAY - timedelta(days=30)}, {}, date(2026, 11, 24)),
        # A clock in doubt, or ahead of ours, promises nothing.
        ({"sent_at": FRIDAY - timedelta(hours=16), "clock_trusted": False}, {}, date(2026, 11, 24)),
        ({"sent_at": FRIDAY + timedelta(days=300)}, {}, date(2026, 11, 24)),
    ],
)
def test_the_due_date_keeps_the_promise_that_was_made(
    parts: Parts,
    client: httpx.Client,
    sending: SendingKiosk,
    header: dict[str, Any],
    payload: dict[str, Any],
    due: date | None,
) -> None:
    sending.put(client, sending.envelope(sending.header(**header), **payload))
    parts.opener.verify_waiting()
    assert (only(parts).state, only(parts).due) == ("complete", due)


def test_the_day_of_send_is_the_council_s_day_in_summer_time(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, clock: SetClock
) -> None:
    clock.at = datetime(2026, 7, 6, 23, 30, tzinfo=UTC)  # Tuesday half past midnight in Cardiff
    sending.put(client, sending.envelope(sending.header(sent_at=clock.at), working_days=1))
    parts.opener.verify_waiting()
    assert only(parts).due == date(2026, 7, 8)
