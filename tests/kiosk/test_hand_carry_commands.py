"""`kiosk export`, `hub import`, `kiosk import`: the way of a queue without a network, and what each command says."""

from __future__ import annotations

import errno
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from attached_files import FILE_CANARY, file_of
from canaries import assert_no_canary
from command_line import STREET_LIGHT, Run
from nacl.signing import SigningKey

from hub.database import epoch
from hub.home import Home
from hub.keys import new_secrets, write_keys
from hub.parts import open_parts
from hub.settings import write_settings
from kiosk.parts import Parts
from kiosk.protocols import State
from offline.identity import Identity
from offline.secrets import DeviceSecrets, FileSecrets
from offline.wire import hand_carry as stick
from offline.wire import read_enrolment_code


@pytest.fixture
def joined(kiosk_home: Path, hub_home: Path) -> Path:
    """The folder of a kiosk that joined a hub which no network leads to."""
    hub = Home(hub_home)
    write_keys(hub.keys, new_secrets(datetime.now(UTC)))
    write_settings(hub.settings_file, "Fairholme Council", "https://track.example")
    parts = open_parts(hub)
    secret, _ = read_enrolment_code(parts.kiosks.invite("library"))
    device = SigningKey.generate()
    kiosk, token = parts.kiosks.enrol(secret, bytes(device.verify_key))
    with parts.database.reading() as connection:
        current = epoch(connection)
    identity = Identity("library", kiosk.prefix, "http://127.0.0.1:9", "https://council.example", parts.keys.public())
    parts.database.close()
    with Parts.open(kiosk_home, program="kiosk enrol") as opened:
        opened.store.enrol(identity, current)
    FileSecrets(kiosk_home).write(DeviceSecrets(bytes(device), token))
    return kiosk_home


def submit(run: Run, *words: str) -> str:
    code, out, err = run("submit", "street-light", "--answers", "-", "--json", *words, said=json.dumps(STREET_LIGHT))
    assert code == 0, err
    return str(json.loads(out)["tracking_code"])


def value(done: tuple[int, str, str], code: int = 0) -> Any:
    assert done[0] == code, done[2]
    return json.loads(done[1])


def state(run: Run, code: str) -> str:
    return str(value(run("find", code, "--json"))["state"])


def test_more_than_a_folder_holds_goes_there_and_back_in_several(
    joined: Path, usb: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stick, "FILES_TOGETHER", 2)
    codes = [submit(run) for _ in range(5)]
    _, said, _ = run("export", str(usb))
    name = next(path.name for path in usb.iterdir() if path.name.count("-") == 1)
    assert f"5 (5 new), in {usb / name}, {name}-2, {name}-3\n" in said
    again = value(run("export", str(usb), "--json"))
    assert (again["already"], again["more_folders"]) == (5, [str(usb / f"{name}-2"), str(usb / f"{name}-3")])
    assert run("hub", "import", str(usb)) == (0, "new 5, here before 0, receipts on the stick 5\n", "")
    assert run("import", str(usb)) == (0, "the hub has 5 more, refused 0; left 0\n", "")
    assert [state(run, code) for code in codes] == ["complete"] * 5


def test_the_words_on_both_sides_say_what_happened_and_what_is_next(joined: Path, usb: Path, run: Run) -> None:
    codes = [submit(run), submit(run)]
    _, said, _ = run("export", str(usb))
    assert "forms on the stick, sealed: 2 (2 new), in " in said
    assert "`kiosk import DIR`" in said
    assert run("hub", "import", str(usb)) == (0, "new 2, here before 0, receipts on the stick 2\n", "")
    assert run("import", str(usb)) == (0, "the hub has 2 more, refused 0; left 0\n", "")
    assert [state(run, code) for code in codes] == ["complete"] * 2
    _, said, _ = run("export", str(usb))
    assert "nothing waits" in said


def test_attached_files_travel_along(joined: Path, usb: Path, run: Run, tmp_path: Path, hub_home: Path) -> None:
    photos = [tmp_path / "one.jpg", tmp_path / "two.jpg"]
    for seed, photo in enumerate(photos):
        photo.write_bytes(file_of(1_500_000, seed=seed))
    code = submit(run, *(word for photo in photos for word in ("--attach", str(photo))))
    assert value(run("export", str(usb), "--json"))["written"] == 1
    chunks = sorted(usb.rglob("*.chk"))
    assert len(chunks) > 2
    assert_no_canary(usb, [FILE_CANARY])
    lost = chunks[0].read_bytes()
    chunks[0].unlink()
    said = value(run("hub", "import", str(usb), "--json"), code=1)
    assert (said["new"], said["incomplete"]) == (0, 1)
    assert [one["problem"] for one in said["stick"]] == ["missing"]
    assert value(run("import", str(usb), "--json"))["left"] == 1, "incomplete promises nothing"
    assert state(run, code) == "queued"
    chunks[0].write_bytes(b"x" + lost[1:])
    assert value(run("hub", "import", str(usb), "--json"), code=1)["incomplete"] == 1
    assert value(run("export", str(usb), "--json"))["written"] == 1, "what was damaged is written anew"
    said = value(run("hub", "import", str(usb), "--json"))
    assert (said["new"], said["incomplete"], said["stick"]) == (1, 0, [])
    assert value(run("import", str(usb), "--json"))["complete"] == 1
    assert state(run, code) == "complete"
    assert len(value(run("hub", "show", code, "--json"))["answers"]) > 2
    assert_no_canary(hub_home, [FILE_CANARY])


def test_after_a_change_of_the_hubs_keys_its_receipts_are_still_believed(joined: Path, usb: Path, run: Run) -> None:
    code = submit(run)
    run("export", str(usb))
    code_, _, err = run("hub", "keys", "rotate", "receipt")
    assert code_ == 0, err
    assert run("hub", "import", str(usb))[0] == 0
    assert (next(usb.iterdir()) / stick.KEY_CHAIN).is_file()
    assert run("import", str(usb))[0] == 0
    assert state(run, code) == "complete"


def test_a_full_stick_names_what_is_missing(joined: Path, usb: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [submit(run) for _ in range(2)]

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("offline.hand_carry.write_durably", full)
        code, out, err = run("export", str(usb), "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "partly-done")
    assert (json.loads(out)["written"], json.loads(out)["missing"]) == (0, codes)
    assert "the stick is full" in err
    assert all(one in err for one in codes)
    assert "Nothing is lost" in err


def test_without_its_key_a_kiosk_says_what_to_do_and_writes_nothing(joined: Path, usb: Path, run: Run) -> None:
    submit(run)
    (joined / "secrets.json").unlink()
    code, _, err = run("export", str(usb))
    assert (code, "KIOSK_SECRETS" in err, list(usb.iterdir())) == (1, True, [])


def test_before_it_joined_a_kiosk_has_nothing_to_carry(kiosk_home: Path, usb: Path, run: Run) -> None:
    with Parts.open(kiosk_home):
        pass
    for command in ("export", "import"):
        code, _, err = run(command, str(usb))
        assert (code, "kiosk enrol" in err) == (1, True)


def test_receipts_that_are_not_the_hubs_are_refused_and_told(joined: Path, usb: Path, run: Run) -> None:
    code = submit(run)
    exit_code, _, err = run("import", str(usb))
    assert (exit_code, "hub import" in err) == (1, True)
    run("export", str(usb))
    [place] = usb.iterdir()
    (place / "0000.rec").write_bytes(b'{"body":"e30=","key_id":"0","signature":""}')
    exit_code, _, err = run("import", str(usb))
    assert (exit_code, "0000.rec was not signed by this kiosk's hub" in err) == (1, True)
    assert state(run, code) == "queued"


def test_a_stick_that_is_not_whole_is_told_in_words(joined: Path, usb: Path, run: Run) -> None:
    submit(run)
    submit(run)
    run("export", str(usb))
    [place] = usb.iterdir()
    first = sorted(place.glob("*.sub"))[0]
    first.write_bytes(b"")
    code, out, err = run("hub", "import", str(usb))
    assert (code, out) == (1, "new 1, here before 0, receipts on the stick 1\n")
    assert f"{first.name} was not taken: cannot be read" in err
    assert f"{place.name} has files that are damaged. They are still in the kiosk" in err
    (place / stick.MANIFEST).unlink()
    assert "the stick may have been pulled out early" in run("hub", "import", str(usb))[2]
    code, _, err = run("hub", "import", str(usb / "nowhere"))
    assert (code, "Plug the stick in" in err) == (1, True)


def test_receipts_that_cannot_be_written_are_told_and_nothing_is_undone(
    joined: Path, usb: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(run)
    run("export", str(usb))

    def read_only(path: Path, data: bytes) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as broken:
        broken.setattr("hub.carried_receipts.write_durably", read_only)
        code, out, err = run("hub", "import", str(usb), "--json")
    said = json.loads(out)
    assert (code, said["new"], said["receipts"], said["receipts_not_written"]) == (1, 1, 0, "Read-only file system")
    assert "What came in is safe here" in err
    said = value(run("hub", "import", str(usb), "--json"))
    assert (said["known"], said["receipts"]) == (1, 1)


def test_a_revoked_kiosks_forms_are_listed_and_accepted(joined: Path, usb: Path, run: Run) -> None:
    code = submit(run)
    run("export", str(usb))
    exit_code, _, err = run("hub", "import", str(usb), "--accept-revoked", "library")
    assert (exit_code, "is not revoked" in err) == (1, True)
    run("hub", "kiosks", "revoke", "library")
    exit_code, _, err = run("hub", "import", str(usb))
    assert (exit_code, "`hub held accept KIOSK`" in err) == (1, True)
    assert code in run("hub", "held")[1]
    assert run("hub", "held", "accept", "library") == (0, "library: accepted 1, refused 0\n", "")
    assert value(run("hub", "held", "--json")) == []
    assert run("hub", "import", str(usb))[0] == 0
    assert value(run("import", str(usb), "--json"))["left"] == 0


def test_what_is_let_go_stands_in_the_status_and_its_code_is_still_known(joined: Path, usb: Path, run: Run) -> None:
    code = submit(run)
    run("export", str(usb))
    run("hub", "import", str(usb))
    run("import", str(usb))
    assert value(run("status", "--json"))["kept"] == {"held": 1, "tombstones": 0, "hold_days": 14.0}
    with Parts.open(joined) as parts:
        with parts.store._database.transaction() as connection:
            connection.execute("UPDATE hub_time SET counted = counted + ?", (15 * 86_400,))
        assert parts.retention().run() == 1
        stored = parts.store.find(code)
    assert stored is not None
    assert stored.state is State.PURGED
    assert value(run("status", "--json"))["kept"] == {"held": 0, "tombstones": 1, "hold_days": 14.0}
    assert state(run, code) == "purged"
    exit_code, _, err = run("reprint", code)
    assert (exit_code, "there is no receipt" in err) == (1, True)
    assert msgspec.json.encode(code) not in (joined / "queue.db").read_bytes(), "its receipt is gone"
