"""Sticks with files that are cut, forged, foreign or gone: one bad file stops no other, and each is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from carried_in import carry, place, receipts, stored, take, write_list
from sending_kiosk import CANARY, SendingKiosk, enrol
from sqlalchemy import select

from hub.carried_files import StickError, StickProblem
from hub.parts import Parts
from hub.receiving import Receiving
from hub.tables import conflict
from offline import wire
from offline.wire import hand_carry as stick


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
