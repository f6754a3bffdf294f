"""Queues that come on a memory stick: the same checks as by network, once for ever, one bad file stops no other."""

from __future__ import annotations

import threading
from collections.abc import Collection
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from sending_kiosk import CANARY, SendingKiosk, SetClock, enrol
from sqlalchemy import select

from hub.carried_files import StickError, StickProblem
from hub.carried_receipts import ReceiptWriter
from hub.database import begin_new_epoch
from hub.hand_carry import Importing, TakenIn
from hub.parts import Parts
from hub.receiving import Receiving
from hub.review import Review
from hub.tables import audit, conflict, submission
from kiosk.submission import Header
from offline import wire
from offline.wire import hand_carry as stick


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def place(usb: Path, kiosk: SendingKiosk) -> Path:
    folder = usb / (stick.FOLDER + kiosk.prefix)
    folder.mkdir(exist_ok=True)
    return folder


def carry(usb: Path, kiosk: SendingKiosk, *envelopes: bytes, listed: bool = True) -> list[Path]:
    """Write envelopes as a kiosk does, and its list over all that is there."""
    files = []
    for envelope in envelopes:
        data = msgspec.json.encode(kiosk.item(envelope))
        files.append(place(usb, kiosk) / stick.file_name(data, stick.SUBMISSION))
        files[-1].write_bytes(data)
    if listed:
        write_list(usb, kiosk)
    return files


def write_list(usb: Path, kiosk: SendingKiosk) -> None:
    present = sorted(place(usb, kiosk).glob("*.sub")) + sorted(place(usb, kiosk).glob("*.chk"))
    named = [stick.Carried(path.name, wire.digest(path.read_bytes())) for path in present]
    manifest = stick.Manifest(kiosk.name, kiosk.header().sent_at, named)
    (place(usb, kiosk) / stick.MANIFEST).write_bytes(stick.sign_manifest(manifest, kiosk.device))


def review(parts: Parts) -> Review:
    receiving = Receiving(parts.database, parts.ring, parts.now, lambda: None)
    return Review(parts.database, parts.kiosks, receiving, parts.now)


def take(parts: Parts, usb: Path, accepted: Collection[str] = ()) -> TakenIn:
    receiving = Receiving(parts.database, parts.ring, parts.now, lambda: None)
    importing = Importing(parts.kiosks, parts.ring, receiving, review(parts))
    return importing.take(usb, accepted, "ann")


def receipts(parts: Parts, usb: Path, kiosk: SendingKiosk, done: TakenIn) -> list[stick.Receipts]:
    writer = ReceiptWriter(parts.database, parts.ring, parts.now)
    for (name, folder), results in done.results.items():
        writer.write(folder, name, results)
    return [
        wire.open_reply(path.read_bytes(), stick.Receipts, kiosk.keys.receipt)
        for path in sorted(place(usb, kiosk).glob("*.rec"))
    ]


def stored(parts: Parts) -> list[str]:
    with parts.database.reading() as connection:
        return sorted(connection.scalars(select(submission.c.id)))


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


def test_one_bad_file_stops_no_other_and_is_named(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, usb: Path
) -> None:
    good = sending.header()
    carry(usb, sending, sending.envelope(good))
    cut, forged, stranger, swapped = carry(usb, sending, *(sending.envelope() for _ in range(4)))
    cut.write_bytes(cut.read_bytes()[:100])
    item = msgspec.json.decode(forged.read_bytes(), type=wire.SignedEnvelope)
    forged.write_bytes(msgspec.json.encode(wire.SignedEnvelope(item.envelope + b" ", item.signature)))
    nobody = sending.calling_itself("nobody")
    stranger.write_bytes(msgspec.json.encode(nobody.item(nobody.envelope())))
    other = enrol(client, parts.kiosks.invite("van"))
    theirs = sending.calling_itself("van")  # signed here, in the name of another kiosk
    swapped.write_bytes(msgspec.json.encode(theirs.item(theirs.envelope())))
    (place(usb, sending) / "link.sub").symlink_to("/dev/zero")
    done = take(parts, usb)
    assert dict(done.refused) == {
        cut.name: "damaged",
        forged.name: "signature",
        stranger.name: "unknown-kiosk",
        swapped.name: "signature",
        "link.sub": "damaged",
    }
    assert (done.new, stored(parts)) == (1, [good.id])
    assert not any(CANARY in str(problem) for problem in (done.refused, done.problems))
    assert other.name == "van"


def test_the_same_id_with_other_bytes_is_kept_for_staff(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, usb: Path
) -> None:
    header = sending.header()
    sending.put(client, sending.envelope(header))
    [file] = carry(usb, sending, sending.envelope(header))
    done = take(parts, usb)
    assert done.refused == [(file.name, "conflict")]
    with parts.database.reading() as connection:
        assert connection.scalar(select(conflict.c.submission)) == header.id
    [body] = receipts(parts, usb, sending, done)
    assert [(one.state, one.reason) for one in body.results] == [("refused", "conflict")]


def test_sticks_that_are_not_whole_are_recognised_and_the_rest_comes_in(
    parts: Parts, sending: SendingKiosk, usb: Path
) -> None:
    name = place(usb, sending).name
    carry(usb, sending, sending.envelope(), listed=False)
    assert take(parts, usb).problems == [StickProblem(name, "no-list")]
    first, second = carry(usb, sending, sending.envelope(), sending.envelope())
    [extra] = carry(usb, sending, sending.envelope(), listed=False)
    first.unlink()
    second.write_bytes(b"{}")
    done = take(parts, usb)
    assert done.problems == [
        StickProblem(name, "missing", (first.name,)),
        StickProblem(name, "damaged", (second.name,)),
        StickProblem(name, "not-listed", (extra.name,)),
    ]
    assert (done.new, done.known, done.refused) == (1, 1, [(second.name, "damaged")])


def test_a_list_that_the_kiosk_did_not_sign_is_not_believed(parts: Parts, sending: SendingKiosk, usb: Path) -> None:
    carry(usb, sending, sending.envelope())
    path = place(usb, sending) / stick.MANIFEST
    signed = msgspec.json.decode(path.read_bytes(), type=stick.SignedManifest)
    for bad in (b"junk", msgspec.json.encode(stick.SignedManifest(signed.body, bytes(64)))):
        path.write_bytes(bad)
        done = take(parts, usb)
        assert [problem.problem for problem in done.problems] == ["wrong-list"]
    assert len(stored(parts)) == 1


def test_several_kiosks_on_one_stick_each_get_their_own_receipts(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, usb: Path
) -> None:
    other = enrol(client, parts.kiosks.invite("van"))
    carry(usb, sending, sending.envelope())
    carry(usb, other, other.envelope())
    done = take(parts, usb)
    [mine], [theirs] = receipts(parts, usb, sending, done), receipts(parts, usb, other, done)
    assert (mine.kiosk, theirs.kiosk) == (sending.name, "van")


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_without_anything_of_a_kiosk_is_refused(parts: Parts, usb: Path, *, made: bool) -> None:
    with pytest.raises(StickError, match="nothing of a kiosk" if made else "Plug the stick in"):
        take(parts, usb if made else usb / "nowhere")


def test_a_folder_that_leads_elsewhere_is_refused(parts: Parts, sending: SendingKiosk, usb: Path) -> None:
    carry(usb, sending, sending.envelope())
    (usb / "kiosk-ZZ").symlink_to(place(usb, sending))
    with pytest.raises(StickError, match="leads elsewhere"):
        take(parts, usb)
    assert stored(parts) == []


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


def test_receipts_carry_the_hubs_new_epoch_after_a_restore(parts: Parts, sending: SendingKiosk, usb: Path) -> None:
    carry(usb, sending, sending.envelope())
    with parts.database.writing() as connection:
        fresh = begin_new_epoch(connection)
    [body] = receipts(parts, usb, sending, take(parts, usb))
    assert body.epoch == fresh


def acceptances(parts: Parts) -> list[tuple[str, str]]:
    with parts.database.reading() as connection:
        accepted = select(audit.c.who, audit.c.submission).where(audit.c.act == "accepted")
        return sorted((row.who, row.submission) for row in connection.execute(accepted))


def test_names_on_a_stick_never_speak_to_a_terminal(parts: Parts, sending: SendingKiosk, usb: Path) -> None:
    place(usb, sending).joinpath("a\x1b[2J\nhub: all is well.sub").write_bytes(b"forged")
    done = take(parts, usb)
    shown = "a?[2J?hub: all is well.sub"
    assert done.refused == [(shown, "damaged")]
    assert done.problems == [StickProblem(place(usb, sending).name, "no-list")]
    write_list(usb, sending)
    place(usb, sending).joinpath("b\x1b[2J.sub").write_bytes(b"forged")
    assert take(parts, usb).problems == [StickProblem(place(usb, sending).name, "not-listed", ("b?[2J.sub",))]


def test_a_stick_pulled_out_under_way_is_told_in_words(
    parts: Parts, sending: SendingKiosk, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [file] = carry(usb, sending, sending.envelope())
    taken = Receiving.take

    def take_and_pull(*given: Any) -> Any:
        done = taken(*given)
        for path in file.parent.iterdir():
            path.unlink()
        file.parent.rmdir()
        return done

    monkeypatch.setattr(Receiving, "take", take_and_pull)
    with pytest.raises(StickError, match="What came in before is safe here"):
        take(parts, usb)
    assert len(stored(parts)) == 1
