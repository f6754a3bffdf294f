"""The queue on a memory stick: what `kiosk export` writes, whole or not at all, and what stops it."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from fakes import FakeClock
from nacl.signing import SigningKey
from sealed_submissions import CANARY, SEED, prepare

from kiosk import durable_file
from kiosk.protocols import State
from offline import wire
from offline.hand_carry import Export, Exported, HandCarryError
from offline.outbox import Verdict
from offline.store import Store
from offline.wire import hand_carry as stick

DEVICE = SigningKey(SEED)


def put(store: Store, count: int = 1) -> list[str]:
    prepared = [prepare(store) for _ in range(count)]
    for one in prepared:
        store.put(one)
    return [one.header.tracking_code for one in prepared]


def export(store: Store, usb: Path, clock: FakeClock) -> Exported:
    return Export(store.hand_carry, "KK", "library", DEVICE).write(usb, clock.now())


def forms(usb: Path) -> dict[str, wire.SignedEnvelope]:
    found = sorted((usb / "kiosk-KK").glob("*.sub"))
    return {path.name: msgspec.json.decode(path.read_bytes(), type=wire.SignedEnvelope) for path in found}


def manifest(usb: Path) -> stick.Manifest:
    data = (usb / "kiosk-KK" / stick.MANIFEST).read_bytes()
    stick.check_manifest(data, bytes(DEVICE.verify_key))
    return stick.read_manifest(data)


def test_all_that_waits_is_on_the_stick_byte_for_byte_and_signed(store: Store, usb: Path, clock: FakeClock) -> None:
    put(store, 3)
    before = {one.digest: one.id for one in store.hand_carry.waiting("library")}
    done = export(store, usb, clock)
    assert (done.written, done.already) == (3, 0)
    items = forms(usb).values()
    assert {wire.digest(item.envelope) for item in items} == before.keys()
    for item in items:
        wire.check_envelope(item.envelope, item.signature, bytes(DEVICE.verify_key))
    assert store.counts()[State.QUEUED] == 3, "nothing is marked before a receipt comes"


def test_the_manifest_is_signed_and_names_every_file_with_its_digest(store: Store, usb: Path, clock: FakeClock) -> None:
    put(store, 2)
    export(store, usb, clock)
    listed = manifest(usb)
    assert (listed.kiosk, listed.at) == ("library", clock.now())
    assert {one.name: one.digest for one in listed.files} == {
        path.name: wire.digest(path.read_bytes()) for path in (usb / "kiosk-KK").glob("*.sub")
    }
    forged = msgspec.json.encode(stick.SignedManifest(msgspec.json.encode(listed), bytes(64)))
    with pytest.raises(wire.WireError):
        stick.check_manifest(forged, bytes(DEVICE.verify_key))


def test_names_are_short_and_say_nothing(store: Store, usb: Path, clock: FakeClock) -> None:
    codes = put(store, 2)
    export(store, usb, clock)
    names = [path.name for path in usb.rglob("*")]
    assert all(len(name) <= 20 and set(name) <= set("abcdefghijklmnopqrstuvwxyzK-.0123456789") for name in names)
    assert not any(code in name for code in codes for name in names)
    assert not any(CANARY.encode() in path.read_bytes() for path in usb.rglob("*.*") if path.is_file())


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.WAITING, State.QUARANTINED, State.RECEIVED])
def test_what_the_hub_has_not_confirmed_goes_along(store: Store, usb: Path, clock: FakeClock, state: State) -> None:
    put(store)
    [one] = store.hand_carry.waiting("library")
    if state is not State.QUEUED:
        store.outbox.mark_sending([one.id])
        store.outbox.settle([Verdict(one.id, state)] if state is not State.SENDING else [])
    assert export(store, usb, clock).written == 1


def test_what_is_complete_stays_at_home(store: Store, usb: Path, clock: FakeClock) -> None:
    put(store)
    [one] = store.hand_carry.waiting("library")
    store.outbox.settle([Verdict(one.id, State.COMPLETE)])
    assert export(store, usb, clock).written == 0
    assert list(usb.iterdir()) == [], "nothing is written where nothing waits"


def test_what_was_sealed_under_another_name_stays_at_home(store: Store, usb: Path, clock: FakeClock) -> None:
    put(store)
    done = Export(store.hand_carry, "VN2", "van", SigningKey.generate()).write(usb, clock.now())
    assert done.written == 0, "the hub knows it for the key of its former enrolment, which is gone"


def test_a_second_export_adds_and_loses_nothing(store: Store, usb: Path, clock: FakeClock) -> None:
    put(store, 2)
    export(store, usb, clock)
    first = forms(usb)
    [one, _] = store.hand_carry.waiting("library")
    store.outbox.settle([Verdict(one.id, State.COMPLETE)])
    put(store)
    clock.turn(60)
    done = export(store, usb, clock)
    assert (done.written, done.already) == (1, 1)
    assert forms(usb).items() > first.items(), "what an earlier export wrote stays, also where it waits no more"
    assert {file.name for file in manifest(usb).files} == forms(usb).keys()


def test_a_damaged_file_is_written_anew(store: Store, usb: Path, clock: FakeClock) -> None:
    put(store, 2)
    export(store, usb, clock)
    before = forms(usb)
    path = usb / "kiosk-KK" / next(iter(before))
    path.write_bytes(path.read_bytes()[:-10])
    assert export(store, usb, clock).written == 1
    assert forms(usb) == before


def test_two_kiosks_share_a_stick(store: Store, usb: Path, clock: FakeClock, tmp_path: Path) -> None:
    put(store)
    export(store, usb, clock)
    other = Export(store.hand_carry, "VN2", "library", SigningKey.generate()).write(usb, clock.now())
    assert other.folder.name == "kiosk-VN2"
    assert len(list(usb.rglob("*.sub"))) == 2


class Stick:
    """Lets so many writes through, then answers with an error, as a stick does that is full or was pulled out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, writes: int, error: int) -> None:
        self.left, self.error = writes, error
        real = os.fsync

        def fsync(handle: int) -> None:
            if self.left <= 0:
                raise OSError(self.error, os.strerror(self.error))
            self.left -= 1
            real(handle)

        monkeypatch.setattr(durable_file.os, "fsync", fsync)


@pytest.mark.parametrize(
    ("error", "said"), [(errno.ENOSPC, "the stick is full"), (errno.EIO, "the stick cannot be written")]
)
@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_stick_that_is_full_or_gone_is_named_and_what_is_on_it_stays_whole(
    store: Store, usb: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, error: int, said: str, writes: int
) -> None:
    codes = put(store, 3)
    with monkeypatch.context() as broken:
        Stick(broken, writes, error)
        with pytest.raises(HandCarryError, match=said) as refused:
            export(store, usb, clock)
    assert refused.value.missing == tuple(codes[writes:])
    assert f"{writes} of 3" in str(refused.value)
    assert codes[2] in str(refused.value)
    assert len(forms(usb)) == writes
    assert not list(usb.rglob("*" + durable_file.UNFINISHED))
    assert export(store, usb, clock).written == 3 - writes, "the next stick, or the same one, takes the rest"
    assert len(manifest(usb).files) == 3


def test_a_full_stick_lists_what_fitted(
    store: Store, usb: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, 3)
    real = durable_file.write_durably

    def two_fit(path: Path, data: bytes) -> None:
        if path.suffix == stick.SUBMISSION and len(list(path.parent.glob("*.sub"))) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, data)

    with monkeypatch.context() as broken:
        broken.setattr("offline.hand_carry.write_durably", two_fit)
        with pytest.raises(HandCarryError, match="2 of 3 forms are on it, whole"):
            export(store, usb, clock)
    assert {file.name for file in manifest(usb).files} == forms(usb).keys()


def test_pulled_out_in_the_middle_the_old_list_does_not_name_the_new_files(
    store: Store, usb: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store)
    export(store, usb, clock)
    put(store, 2)
    with monkeypatch.context() as broken:
        Stick(broken, 1, errno.ENODEV)
        with pytest.raises(HandCarryError, match="list of what is on it could not be written"):
            export(store, usb, clock)
    assert len(manifest(usb).files) == 1
    assert len(forms(usb)) == 2


def test_a_folder_that_is_none_or_leads_elsewhere_is_refused(
    store: Store, usb: Path, clock: FakeClock, tmp_path: Path
) -> None:
    put(store)
    with pytest.raises(HandCarryError, match="Plug the stick in"):
        export(store, usb / "nowhere", clock)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (usb / "kiosk-KK").symlink_to(elsewhere)
    with pytest.raises(HandCarryError, match="leads elsewhere"):
        export(store, usb, clock)
    assert list(elsewhere.iterdir()) == []


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (tmp_path / "form.sub.new").symlink_to(victim)
    (tmp_path / "form.sub").symlink_to(victim)
    durable_file.write_durably(tmp_path / "form.sub", b"new")
    assert (victim.read_bytes(), (tmp_path / "form.sub").read_bytes()) == (b"mine", b"new")


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "form.sub").write_bytes(b"old")
    Stick(monkeypatch, 0, errno.ENOSPC)
    with pytest.raises(OSError, match="No space"):
        durable_file.write_durably(tmp_path / "form.sub", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("form.sub", b"old")]


def test_a_file_system_that_cannot_sync_a_folder_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Stick(monkeypatch, 0, errno.EINVAL)  # as some drivers of exFAT and NTFS answer
    durable_file.sync_folder(tmp_path)
    Stick(monkeypatch, 0, errno.EIO)
    with pytest.raises(OSError, match="Input/output"):
        durable_file.sync_folder(tmp_path)


def test_only_plain_files_of_a_bounded_size_are_read(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"12345")
    assert durable_file.read_bounded(plain, 5) == b"12345"
    (tmp_path / "link").symlink_to(plain)
    os.mkfifo(tmp_path / "pipe")
    for bad, most in ((plain, 4), (tmp_path / "link", 5), (tmp_path / "pipe", 5), (tmp_path, 5)):
        with pytest.raises(OSError, match=r"."):
            durable_file.read_bounded(bad, most)


def test_an_export_reads_beside_a_kiosk_that_is_open(store: Store, home: Path, usb: Path, clock: FakeClock) -> None:
    put(store)
    clock.at += timedelta(days=1)
    with Store.open(home, read_only=True, clock=clock) as beside:
        assert export(beside, usb, clock).written == 1
    put(store)
