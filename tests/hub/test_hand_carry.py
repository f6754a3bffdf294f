"""Queues that come on a memory stick: in once for ever, by whichever way, with a receipt for the way back."""

from __future__ import annotations

import threading
from pathlib import Path

import httpx
from carried_in import carry, place, receipts, stored, take
from sending_kiosk import SendingKiosk, SetClock, enrol

from hub.database import begin_new_epoch
from hub.parts import Parts
from offline import wire


def test_a_stick_comes_in_once_however_often_it_is_read(parts: Parts, sending: SendingKiosk, usb: Path) -> None:
    headers = [sending.header() for _ in range(25)]
    carry(usb, sending, *(sending.envelope(header) for header in headers))
    first = take(parts, usb)
    assert (first.new, first.known, first.all_well) == (25, 0, True)
    assert stored(parts) == sorted(header.id for header in headers)
    again = take(parts, usb / place(usb, sending).name)
    assert (again.new, again.known, again.all_well) == (0, 25, True)
    assert len(stored(parts)) == 25


def test_receipts_name_id_digest_and_state_and_are_signed(
    parts: Parts, sending: SendingKiosk, usb: Path, clock: SetClock
) -> None:
    header = sending.header()
    envelope = sending.envelope(header)
    carry(usb, sending, envelope)
    done = take(parts, usb)
    parts.opener.verify_waiting()
    [body] = receipts(parts, usb, sending, done)
    assert (body.kiosk, body.at) == (sending.name, clock.at)
    assert body.results == [wire.Result(header.id, wire.digest(envelope), "complete", received_at=clock.at)]
    clock.pass_by(days=1)
    [body] = receipts(parts, usb, sending, take(parts, usb))
    assert body.at == clock.at, "older receipts that say no more are taken away"


def test_receipts_that_say_more_than_the_new_ones_stay(
    parts: Parts, sending: SendingKiosk, usb: Path, clock: SetClock
) -> None:
    [file] = carry(usb, sending, sending.envelope())
    receipts(parts, usb, sending, take(parts, usb))
    file.unlink()
    carry(usb, sending, sending.envelope())
    clock.pass_by(hours=1)
    assert len(receipts(parts, usb, sending, take(parts, usb))) == 2


def test_sent_by_network_and_carried_by_hand_it_is_there_once(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, usb: Path
) -> None:
    one, two = sending.envelope(), sending.envelope()
    carry(usb, sending, one, two)
    sending.put(client, one)
    done = take(parts, usb)
    assert (done.new, done.known) == (1, 1)
    answer = sending.put(client, two)
    assert answer.status_code == 200, "the first answer again"
    assert len(stored(parts)) == 2


def test_sent_by_network_while_it_is_carried_in_it_is_there_once(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, usb: Path
) -> None:
    envelopes = [sending.envelope() for _ in range(40)]
    carry(usb, sending, *envelopes)
    answers: list[int] = []

    def send() -> None:
        for envelope in reversed(envelopes):
            answers.append(sending.put(client, envelope).status_code)

    thread = threading.Thread(target=send)
    thread.start()
    done = take(parts, usb)
    thread.join()
    assert done.all_well
    assert set(answers) <= {200, 201}
    assert done.new + answers.count(201) == 40, "each came first by one of the two ways"
    assert len(stored(parts)) == 40


def test_several_kiosks_on_one_stick_each_get_their_own_receipts(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, usb: Path
) -> None:
    other = enrol(client, parts.kiosks.invite("van"))
    carry(usb, sending, sending.envelope())
    carry(usb, other, other.envelope())
    done = take(parts, usb)
    [mine], [theirs] = receipts(parts, usb, sending, done), receipts(parts, usb, other, done)
    assert (mine.kiosk, theirs.kiosk) == (sending.name, "van")


def test_receipts_carry_the_hubs_new_epoch_after_a_restore(parts: Parts, sending: SendingKiosk, usb: Path) -> None:
    carry(usb, sending, sending.envelope())
    with parts.database.writing() as connection:
        fresh = begin_new_epoch(connection)
    [body] = receipts(parts, usb, sending, take(parts, usb))
    assert body.epoch == fresh
