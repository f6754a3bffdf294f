"""What a revoked kiosk carries in is held until somebody answers for it."""

from __future__ import annotations

from pathlib import Path

import httpx
import msgspec
from carried_in import carry, receipts, review, stored, take
from sending_kiosk import SendingKiosk, SetClock
from sqlalchemy import select

from hub.parts import Parts
from hub.tables import audit
from kiosk.submission import Header
from offline import wire


def test_a_revoked_kiosks_forms_are_held_until_somebody_accepts_them(
    parts: Parts, sending: SendingKiosk, usb: Path, clock: SetClock
) -> None:
    headers = sorted((sending.header() for _ in range(3)), key=lambda one: one.id)
    carry(usb, sending, *(sending.envelope(header) for header in headers))
    parts.kiosks.revoke(sending.name)
    done = take(parts, usb)
    assert (done.held, done.new, done.results, done.all_well) == (3, 0, {}, False)
    assert take(parts, usb).held == 3
    assert sorted(one.id for one in review(parts).listed()) == [header.id for header in headers], "held once each"
    assert stored(parts) == []
    taken = review(parts).accept_held(sending.name, "ann")
    assert [one.result.state for one in taken] == ["received"] * 3
    assert (review(parts).listed(), stored(parts)) == ([], [header.id for header in headers])
    assert acceptances(parts) == [("ann", header.id) for header in headers]
    again = take(parts, usb)
    assert (again.held, again.known) == (0, 3), "and its receipts can be written now"
    [body] = receipts(parts, usb, sending, again)
    assert len(body.results) == 3


def test_a_second_run_that_says_so_accepts_a_revoked_kiosks_forms(
    parts: Parts, sending: SendingKiosk, usb: Path
) -> None:
    header = sending.header()
    carry(usb, sending, sending.envelope(header))
    parts.kiosks.revoke(sending.name)
    take(parts, usb)
    done = take(parts, usb, [sending.name])
    assert (done.new, done.held, done.all_well) == (1, 0, True)
    assert (review(parts).listed(), acceptances(parts)) == ([], [("ann", header.id)])
    assert take(parts, usb, [sending.name]).known == 1
    assert len(acceptances(parts)) == 1, "who accepted it first stands there, once"


def test_what_came_before_the_kiosk_was_revoked_needs_no_review(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, usb: Path
) -> None:
    envelope = sending.envelope()
    sending.put(client, envelope)
    carry(usb, sending, envelope)
    parts.kiosks.revoke(sending.name)
    done = take(parts, usb)
    assert (done.held, done.known) == (0, 1)


def test_nothing_that_a_revoked_kiosk_did_not_sign_is_even_held(parts: Parts, sending: SendingKiosk, usb: Path) -> None:
    [file] = carry(usb, sending, sending.envelope())
    item = msgspec.json.decode(file.read_bytes(), type=wire.SignedEnvelope)
    file.write_bytes(msgspec.json.encode(wire.SignedEnvelope(item.envelope, bytes(64))))
    parts.kiosks.revoke(sending.name)
    for accepted in ([], [sending.name]):
        done = take(parts, usb, accepted)
        assert (done.refused, review(parts).listed(), stored(parts)) == ([(file.name, "signature")], [], [])


def test_an_accepted_form_under_a_taken_id_is_a_conflict_and_held_no_more(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, usb: Path
) -> None:
    header: Header = sending.header()
    sending.put(client, sending.envelope(header))
    carry(usb, sending, sending.envelope(header))
    parts.kiosks.revoke(sending.name)
    assert take(parts, usb).held == 1
    [taken] = review(parts).accept_held(sending.name, "ann")
    assert taken.result.reason == "conflict"
    assert review(parts).listed() == []


def acceptances(parts: Parts) -> list[tuple[str, str]]:
    with parts.database.reading() as connection:
        accepted = select(audit.c.who, audit.c.submission).where(audit.c.act == "accepted")
        return sorted((row.who, row.submission) for row in connection.execute(accepted))
