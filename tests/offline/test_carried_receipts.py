"""The hub's receipts from a memory stick: believed as strictly as by network, and slower than it (fault 14)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fakes import FakeClock
from misbehaving_hub import NOW, MisbehavingHub
from nacl.signing import SigningKey
from sealed_submissions import prepare
from syncing import Put, events, found

from kiosk.protocols import State
from offline import wire
from offline.carried_receipts import FOREIGN, OUTDATED, UNREADABLE, Imported
from offline.events import Kind
from offline.hand_carry import HandCarryError
from offline.store import Store
from offline.sync import Sync
from offline.wire import hand_carry as stick
from offline.wire.keys import KeyChain, signed_link

Write = Callable[..., Path]


@pytest.fixture
def usb(usb: Path) -> Path:
    """A stick that was at this kiosk before."""
    (usb / "kiosk-KK").mkdir()
    return usb


@pytest.fixture
def write(usb: Path, hub: MisbehavingHub) -> Write:
    """Put receipts of the hub on the stick."""

    def one(*results: wire.Result, name: str = "1.rec", key: SigningKey | None = None, **changes: Any) -> Path:
        whole = {"kiosk": "library", "epoch": hub.epoch, "at": NOW, "results": list(results)} | changes
        path = usb / "kiosk-KK" / name
        path.write_bytes(wire.signed_reply(stick.Receipts(**whole), key or hub.receipt_key))
        return path

    return one


@pytest.fixture
def code(put: Put) -> str:
    return put()


def result(store: Store, code: str, state: str = "received", **changes: Any) -> wire.Result:
    digests = {one.id: one.digest for one in store.hand_carry.waiting("library")}
    identity = found(store, code).id
    usual = {"id": identity, "digest": digests[identity], "state": state}
    received = {} if state == "refused" else {"received_at": NOW}
    return wire.Result(**{**usual, **received, **changes})  # type: ignore[arg-type]


def take(store: Store, usb: Path) -> Imported:
    identity = store.identity()
    assert identity is not None
    return store.carried_receipts(identity).take(usb)


@pytest.mark.parametrize(("said", "state"), [("received", State.RECEIVED), ("complete", State.COMPLETE)])
def test_a_receipt_marks_what_it_names_once(
    joined: Store, usb: Path, write: Write, code: str, said: str, state: State
) -> None:
    write(result(joined, code, said))
    done = take(joined, usb)
    assert (done.received + done.complete, done.rejected, done.alerts) == (1, [], 0)
    assert found(joined, code).state is state
    again = take(joined, usb / "kiosk-KK")
    assert (again.received, again.complete, again.rejected) == (0, 0, [])


def test_a_receipt_with_another_digest_or_for_a_stranger_is_not_believed(
    joined: Store, usb: Path, write: Write, code: str
) -> None:
    wrong = result(joined, code, digest="0" * 64)
    stranger = result(joined, code, id="6f0c0c56-0000-4000-8000-000000000000")
    write(wrong, stranger, result(joined, code, "refused", reason="malformed", digest="0" * 64))
    done = take(joined, usb)
    assert (done.received, done.refused, done.alerts) == (0, 0, 3)
    assert found(joined, code).state is State.QUEUED
    assert sorted(events(joined, Kind.ALERT)) == ["wrong-digest", "wrong-digest", "wrong-id"]


def test_forged_receipts_are_rejected_with_an_alert(joined: Store, usb: Path, write: Write, code: str) -> None:
    good = result(joined, code)
    write(good, name="1.rec", key=SigningKey.generate())
    honest = msgspec.json.decode(write(good, name="2.rec").read_bytes(), type=wire.Reply)
    forged = msgspec.structs.replace(honest, signature=bytes(64))
    (usb / "kiosk-KK" / "2.rec").write_bytes(msgspec.json.encode(forged))
    (usb / "kiosk-KK" / "3.rec").write_bytes(b"\x00not json")
    done = take(joined, usb)
    assert done.rejected == [(f"{number}.rec", "untrusted-answer") for number in (1, 2, 3)]
    assert found(joined, code).state is State.QUEUED
    assert events(joined, Kind.ALERT) == ["untrusted-answer"] * 3


def test_receipts_for_another_kiosk_are_rejected_with_an_alert(
    joined: Store, usb: Path, write: Write, code: str
) -> None:
    write(result(joined, code), kiosk="van")
    assert take(joined, usb).rejected == [("1.rec", FOREIGN)]
    assert (found(joined, code).state, events(joined, Kind.ALERT)) == (State.QUEUED, [FOREIGN])


def test_one_bad_file_stops_no_other(joined: Store, usb: Path, write: Write, code: str) -> None:
    (usb / "kiosk-KK" / "0.rec").write_bytes(b"")
    (usb / "kiosk-KK" / "1.rec").symlink_to("/dev/zero")
    write(result(joined, code), name="2.rec")
    done = take(joined, usb)
    assert done.rejected == [("0.rec", "untrusted-answer"), ("1.rec", UNREADABLE)]
    assert found(joined, code).state is State.RECEIVED


def test_a_stick_that_was_not_at_the_hub_says_so(joined: Store, usb: Path) -> None:
    with pytest.raises(HandCarryError, match="hub import"):
        take(joined, usb)
    with pytest.raises(HandCarryError, match=r"nowhere: there is no such folder. Plug the stick in"):
        take(joined, usb / "nowhere")


def test_what_the_hub_refused_is_set_apart(joined: Store, usb: Path, write: Write, code: str) -> None:
    write(result(joined, code, "refused", reason="conflict"))
    assert take(joined, usb).refused == 1
    assert (found(joined, code).state, found(joined, code).reason) == (State.QUARANTINED, "conflict")


def test_a_refusal_that_is_older_than_what_came_by_network_changes_nothing(
    joined: Store, usb: Path, write: Write, code: str, sync: Sync
) -> None:
    write(result(joined, code, "refused", reason="unknown-key"))
    assert sync.once().sent == 1
    assert take(joined, usb).refused == 0
    assert found(joined, code).state is State.RECEIVED


def test_a_form_that_the_hub_took_and_cannot_open_is_set_apart(
    joined: Store, usb: Path, write: Write, code: str, sync: Sync
) -> None:
    refused = result(joined, code, "refused", reason="seal", received_at=NOW)
    sync.once()
    write(refused)
    assert take(joined, usb).refused == 1
    assert found(joined, code).state is State.QUARANTINED


def test_an_incomplete_form_goes_on_waiting(joined: Store, usb: Path, write: Write, code: str) -> None:
    write(result(joined, code, "incomplete", received_at=None))
    done = take(joined, usb)
    assert (done.received, done.alerts) == (0, 0)
    assert found(joined, code).state is State.QUEUED


def test_receipts_of_a_restored_hub_make_everything_older_wait_again(
    joined: Store, usb: Path, write: Write, put: Put
) -> None:
    old, new = put(), put()
    write(result(joined, old, "complete"))
    take(joined, usb)
    write(result(joined, new), epoch="epoch-2", name="2.rec", at=NOW + timedelta(days=1))
    take(joined, usb)
    assert (found(joined, old).state, found(joined, new).state) == (State.QUEUED, State.RECEIVED)
    assert joined.outbox.line().epoch == "epoch-2"


def test_receipts_from_before_the_hub_was_restored_are_not_believed_any_more(
    joined: Store, usb: Path, write: Write, code: str, hub: MisbehavingHub, sync: Sync
) -> None:
    old = write(result(joined, code, "complete"))
    hub.epoch = "epoch-2"
    sync.once()
    assert found(joined, code).state is State.RECEIVED
    joined.outbox.adopt_epoch("epoch-3", "library")
    assert take(joined, usb).rejected == [(old.name, OUTDATED)]
    assert found(joined, code).state is State.QUEUED
    assert joined.outbox.line().epoch == "epoch-3"


def test_receipts_signed_by_a_newer_key_are_believed_when_the_chain_on_the_stick_leads_to_it(
    joined: Store, usb: Path, write: Write, hub: MisbehavingHub, put: Put
) -> None:
    codes = [put(), put()]
    second, third = SigningKey.generate(), SigningKey.generate()
    links = [
        signed_link(hub.receipt_key, 2, bytes(second.verify_key), NOW),
        signed_link(second, 3, bytes(third.verify_key), NOW),
    ]
    write(result(joined, codes[0]), name="1.rec", key=second)
    write(result(joined, codes[1]), name="2.rec", key=third, at=NOW + timedelta(hours=1))
    (usb / "kiosk-KK" / stick.KEY_CHAIN).write_bytes(msgspec.json.encode(KeyChain(links[1:])))
    assert len(take(joined, usb).rejected) == 2, "a chain with a gap leads nowhere"
    (usb / "kiosk-KK" / stick.KEY_CHAIN).write_bytes(msgspec.json.encode(KeyChain(links)))
    assert take(joined, usb).rejected == []
    assert [found(joined, code).state for code in codes] == [State.RECEIVED] * 2
    identity = joined.identity()
    assert identity is not None
    assert identity.keys.receipt == bytes(third.verify_key)


def test_the_hubs_time_counts_from_a_stick_only_where_it_is_news(
    joined: Store, usb: Path, write: Write, code: str, clock: FakeClock
) -> None:
    def counted() -> float:
        row = joined._database.one("SELECT counted FROM hub_time")
        assert row is not None
        return float(row["counted"])

    write(result(joined, code))
    take(joined, usb)
    clock.turn(6 * 3600)
    write(result(joined, code), at=NOW + timedelta(hours=5))
    take(joined, usb)
    assert counted() == 5 * 3600
    for _ in range(3):
        clock.turn(6 * 3600)
        write(result(joined, code), at=NOW)
        take(joined, usb)
        write(result(joined, code), at=NOW + timedelta(hours=5))
        take(joined, usb)
    assert counted() == 5 * 3600, "carrying an old stick round and round makes nothing older"


def test_a_form_sent_by_network_while_its_copy_travels_is_there_once(
    joined: Store, usb: Path, write: Write, code: str, sync: Sync, hub: MisbehavingHub
) -> None:
    write(result(joined, code, "complete"))
    sync.once()
    assert take(joined, usb).complete == 1
    prepared = prepare(joined)
    joined.put(prepared)
    write(result(joined, prepared.header.tracking_code), name="2.rec")
    take(joined, usb)
    sync.once()
    assert sorted(hub.stored) == [found(joined, code).id], "what a stick's receipt acknowledged is not sent again"


def test_names_on_a_stick_never_speak_to_a_terminal(joined: Store, usb: Path) -> None:
    (usb / "kiosk-KK" / "a\x1b[2J\nall is well.rec").write_bytes(b"forged")
    assert take(joined, usb).rejected == [("a?[2J?all is well.rec", "untrusted-answer")]


def test_receipts_count_from_every_folder_of_this_kiosk_and_from_no_other(
    joined: Store, usb: Path, write: Write, put: Put
) -> None:
    codes = [put(), put(), put()]
    files = [write(result(joined, code), name=f"{number}.rec") for number, code in enumerate(codes)]
    for file, folder in zip(files[1:], ("kiosk-KK-2", "kiosk-KK2"), strict=True):
        (usb / folder).mkdir()
        file.rename(usb / folder / file.name)
    assert take(joined, usb) == Imported(received=2)
    assert found(joined, codes[2]).state is State.QUEUED
    assert take(joined, usb / "kiosk-KK-2") == Imported(), "one folder that is named"
