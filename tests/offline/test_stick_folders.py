"""More forms than one folder of a stick holds: they go into several, each complete in itself, and none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from attached_files import in_clear, sealed
from fakes import FakeClock
from msgspec.structs import replace
from nacl.signing import SigningKey
from sealed_submissions import SEED, prepare

from offline import wire
from offline.hand_carry import Export, Exported, HandCarryError
from offline.store import Store
from offline.wire import hand_carry as stick

DEVICE = SigningKey(SEED)


@pytest.fixture
def usb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick whose folders hold three files each."""
    monkeypatch.setattr(stick, "FILES_TOGETHER", 3)
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def put(store: Store, count: int = 1, *sizes: int) -> None:
    for _ in range(count):
        prepared, files = prepare(store), sealed(*sizes)
        store.put(replace(prepared, header=replace(prepared.header, **in_clear(files)), attachments=files))


def export(store: Store, usb: Path, clock: FakeClock) -> Exported:
    return Export(store.hand_carry, "KK", "library", DEVICE).write(usb, clock.now())


def laid_out(usb: Path) -> dict[str, set[str]]:
    """Return the files of each folder, where its list is the kiosk's and names them and no others."""
    found = {}
    for place in sorted(usb.iterdir()):
        data = (place / stick.MANIFEST).read_bytes()
        stick.check_manifest(data, bytes(DEVICE.verify_key))
        listed = {file.name: file.digest for file in stick.read_manifest(data).files}
        there = {path.name: wire.digest(path.read_bytes()) for path in place.iterdir() if path.name != stick.MANIFEST}
        assert listed == there
        found[place.name] = set(there)
    return found


def forms(usb: Path) -> list[str]:
    return sorted(path.name for path in usb.rglob("*.sub"))


def test_what_does_not_fit_one_folder_goes_into_more_each_with_its_own_list(
    store: Store, usb: Path, clock: FakeClock
) -> None:
    put(store, 8)
    done = export(store, usb, clock)
    assert (done.written, done.already) == (8, 0)
    assert [done.folder, *done.more] == [usb / "kiosk-KK", usb / "kiosk-KK-2", usb / "kiosk-KK-3"]
    assert [len(names) for names in laid_out(usb).values()] == [3, 3, 2]
    assert len(set(forms(usb))) == 8


def test_a_second_export_finds_each_form_where_it_is_and_goes_on_where_there_is_room(
    store: Store, usb: Path, clock: FakeClock
) -> None:
    put(store, 5)
    export(store, usb, clock)
    before = laid_out(usb)
    damaged = next((usb / "kiosk-KK-2").glob("*.sub"))
    damaged.write_bytes(b"damaged")
    put(store, 2)
    done = export(store, usb, clock)
    assert (done.written, done.already) == (3, 4)
    after = laid_out(usb)
    assert [len(names) for names in after.values()] == [3, 3, 1]
    assert all(before[name] <= after[name] for name in before), "nothing moved"
    assert len(set(forms(usb))) == 7


def test_a_form_and_its_files_stay_together(store: Store, usb: Path, clock: FakeClock) -> None:
    put(store, 2)
    put(store, 1, 5000)
    put(store, 1, 5000, 5000, 5000, 5000)  # more than a folder of this stick holds
    put(store, 1)
    export(store, usb, clock)
    kinds = [sorted(Path(name).suffix for name in names) for names in laid_out(usb).values()]
    assert kinds == [[".sub"] * 3, [".chk", ".sub"], [".chk"] * 4 + [".sub"]]
    assert export(store, usb, clock).written == 0


def test_pulled_out_in_the_middle_of_the_second_folder_the_next_export_completes_it(
    store: Store, usb: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, 8)
    left = 5

    def gone_soon(path: Path, data: bytes) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(5, "Input/output error")
        path.write_bytes(data)

    monkeypatch.setattr("offline.hand_carry.write_durably", gone_soon)
    with pytest.raises(HandCarryError) as failed:
        export(store, usb, clock)
    assert len(failed.value.missing) == 3
    assert len(forms(usb)) == 5
    monkeypatch.undo()
    monkeypatch.setattr(stick, "FILES_TOGETHER", 3)
    assert export(store, usb, clock).written == 3
    assert [len(names) for names in laid_out(usb).values()] == [3, 3, 2]


def test_a_later_folder_that_leads_elsewhere_is_refused_before_anything_is_written(
    store: Store, usb: Path, clock: FakeClock, tmp_path: Path
) -> None:
    put(store, 8)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (usb / "kiosk-KK-2").symlink_to(elsewhere)
    with pytest.raises(HandCarryError, match="leads elsewhere"):
        export(store, usb, clock)
    assert list(elsewhere.iterdir()) == forms(usb) == []


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("kiosk-KK", 1),
        ("KIOSK-kk", 1),
        ("kiosk-KK-2", 2),
        ("kiosk-KK-13", 13),
        ("kiosk-KK2", 0),
        ("kiosk-KKK", 0),
        ("kiosk-KK-", 0),
        ("kiosk-KK-0", 0),
        ("kiosk-KK-1", 0),
        ("kiosk-KK-02", 0),
        ("kiosk-KK-x", 0),
        ("kiosk-KK-9999999", 0),
        ("kiosk-KK\n", 0),
        ("kiosk-K.", 0),
        ("", 0),
    ],
)
def test_only_a_kiosk_s_own_folders_are_known_by_name(name: str, number: int) -> None:
    assert stick.folder_number(name, "KK") == number
    assert not number or stick.folder_name("KK", number).lower() == name.lower()
