"""New keys for old: what is written when, what stays, and what a recovery copy proves."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from hub import recovery_copies, rotation
from hub.home import Home
from hub.key_ring import KeyRing
from hub.keys import Keys, load_keys, new_secrets, write_keys
from hub.restoring import restore_keys
from hub.rotation import Kind, prepare, take_into_use
from kiosk.errors import ConfigError, KioskError
from offline.wire import WireError, key_id
from offline.wire.keys import follow

AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
KINDS: tuple[Kind, ...] = ("sealing", "receipt")


def rotated(folder: Path, *kinds: Kind) -> Keys:
    for kind in kinds:
        take_into_use(folder, prepare(load_keys(folder), kind, AT))
    return load_keys(folder)


def test_a_new_sealing_key_is_the_first_and_the_former_ones_still_open(home: Home) -> None:
    before = load_keys(home.keys)
    after = rotated(home.keys, "sealing", "sealing")
    assert len(after.openers()) == 3
    assert before.openers().keys() < after.openers().keys()
    assert after.public().sealing_id not in before.openers()
    assert (after.public().sealing_number, after.public().receipt_number) == (3, 1)
    assert bytes(after.receipt) == bytes(before.receipt)
    assert after.token == before.token


@pytest.mark.parametrize("missed", [1, 5])
def test_the_chain_leads_from_every_former_receipt_key_to_the_present_one(home: Home, missed: int) -> None:
    known = [load_keys(home.keys).public()]
    for _ in range(missed):
        known.append(rotated(home.keys, "receipt").public())
    history = load_keys(home.keys).history
    for number, keys in enumerate(known):
        links = history.after(keys.receipt_id, known[-1].receipt)
        assert len(links) == missed - number
        assert follow(keys, links) == known[-1]
    assert history.retired == [keys.receipt for keys in known[:-1]]
    with pytest.raises(WireError):
        history.after("0" * 16, known[-1].receipt)


def test_no_secret_half_of_a_retired_receipt_key_is_kept(home: Home) -> None:
    import base64

    before = load_keys(home.keys)
    rotated(home.keys, "receipt")
    everything = b"".join(file.read_bytes() for file in home.keys.iterdir())
    assert base64.b64encode(bytes(before.receipt)) not in everything
    assert {file.stat().st_mode & 0o777 for file in home.keys.iterdir()} == {0o600}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("writes", [0, 1])
def test_a_rotation_that_breaks_off_leaves_the_former_key_in_use_and_may_be_repeated(
    home: Home, monkeypatch: pytest.MonkeyPatch, kind: Kind, writes: int
) -> None:
    before = load_keys(home.keys).public()
    done: list[Path] = []
    real = rotation.replace_private

    def failing(file: Path, data: bytes) -> None:
        if len(done) == writes:
            raise OSError("no space left")
        done.append(file)
        real(file, data)

    monkeypatch.setattr(rotation, "replace_private", failing)
    with pytest.raises(OSError, match="no space"):
        rotated(home.keys, kind)
    monkeypatch.undo()
    assert load_keys(home.keys).public() == before
    assert load_keys(home.keys).history.after(before.receipt_id, before.receipt) == []
    after = rotated(home.keys, kind)
    assert follow(before, after.history.after(before.receipt_id, after.public().receipt)).receipt_number == (
        after.public().receipt_number
    )


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_rotations_at_once_the_second_changes_nothing(home: Home, kind: Kind) -> None:
    first, second = (prepare(load_keys(home.keys), kind, AT) for _ in range(2))
    take_into_use(home.keys, first)
    after = load_keys(home.keys).public()
    with pytest.raises(KioskError, match="came in between"):
        take_into_use(home.keys, second)
    assert load_keys(home.keys).public() == after


def test_a_running_hub_takes_new_keys_up_and_survives_files_it_cannot_read(home: Home) -> None:
    ring = KeyRing(home.keys)
    assert ring.now().public() == load_keys(home.keys).public()
    after = rotated(home.keys, "sealing", "receipt").public()
    assert ring.now().public() == after
    (home.keys / "sealing.key").chmod(0o644)
    os.utime(home.keys / "sealing.key", ns=(1, 1))
    assert ring.now().public() == after
    (home.keys / "sealing.key").chmod(0o600)
    os.utime(home.keys / "sealing.key", ns=(2, 2))
    assert rotated(home.keys, "sealing").public() == ring.now().public()


def test_keys_are_read_whole_while_they_are_rotated(home: Home) -> None:
    """A chain never ends before the key that signs: readers see the former key or the new one with its link."""
    pinned = load_keys(home.keys).public()
    wrong: list[object] = []
    stop = threading.Event()

    def reads() -> None:
        ring = KeyRing(home.keys)
        while not stop.is_set():
            keys = ring.now()
            end = follow(pinned, keys.history.after(pinned.receipt_id, keys.public().receipt))
            if end.receipt != keys.public().receipt:
                wrong.append(end)

    readers = [threading.Thread(target=reads) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(20):
        rotated(home.keys, "receipt")
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_a_hub_from_before_histories_rotates_as_well(home: Home) -> None:
    (home.keys / "history.json").unlink()
    before = load_keys(home.keys).public()
    after = rotated(home.keys, "receipt")
    assert follow(before, after.history.links) == after.public()


@pytest.mark.parametrize("damage", [b"", b"{", b'{"retired": "x"}', b"\xff"])
def test_a_damaged_history_is_named(home: Home, damage: bytes) -> None:
    (home.keys / "history.json").write_bytes(damage)
    with pytest.raises(ConfigError, match=r"history\.json.*damaged"):
        load_keys(home.keys)


def test_an_older_copy_brings_back_what_is_missing_and_no_receipt_key_that_was_followed(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    write_keys(folder, new_secrets(AT))
    older = load_keys(folder).secrets()
    newest = rotated(folder, "sealing", "receipt")
    assert restore_keys(folder, older) == []
    (folder / "token.key").unlink()
    assert restore_keys(folder, older) == ["token.key"]
    (folder / "receipt.key").unlink()
    with pytest.raises(ConfigError, match="only a retired one"):
        restore_keys(folder, older)
    assert restore_keys(folder, newest.secrets()) == ["receipt.key"]
    assert load_keys(folder).public() == newest.public()


def test_a_copy_without_the_content_key_brings_its_public_half_back(tmp_path: Path) -> None:
    write_keys(tmp_path / "one", new_secrets(AT))
    keys = rotated(tmp_path / "one", "receipt", "sealing")
    restore_keys(tmp_path / "two", keys.secrets())
    back = load_keys(tmp_path / "two")
    assert back.public() == keys.public()
    assert back.history == keys.history


def test_a_chain_that_kiosks_would_not_read_is_not_made(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "MOST_LINKS", 2)
    rotated(home.keys, "receipt", "receipt")
    with pytest.raises(KioskError, match="no longer chain"):
        rotated(home.keys, "receipt")


def test_since_when_each_key_was_in_use_is_known(tmp_path: Path) -> None:
    write_keys(tmp_path / "keys", new_secrets(AT))
    keys = rotated(tmp_path / "keys", "sealing", "receipt")
    ids = {*keys.openers(), keys.public().receipt_id, *map(key_id, keys.history.retired)}
    assert keys.history.since.keys() == ids


def test_secrets_of_a_copy_made_before_histories_are_still_read() -> None:
    old: dict[str, Any] = {
        "sealing": [bytes(PrivateKey.generate())],
        "receipt": bytes(SigningKey.generate()),
        "token": b"t" * 32,
        "content": bytes(SigningKey.generate()),
    }
    from hub.keys import Secrets

    assert msgspec.json.decode(msgspec.json.encode(old), type=Secrets).history.links == []


def test_a_copy_is_never_written_over_another(home: Home, parts: Any) -> None:
    with parts.database.writing() as connection:
        made = [recovery_copies.make_copy(connection, home, parts.keys.secrets(), AT) for _ in range(3)]
    assert len({copy.file for copy in made}) == 3
    assert all(copy.file.stat().st_mode & 0o777 == 0o600 for copy in made)
