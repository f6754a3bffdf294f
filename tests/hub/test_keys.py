from __future__ import annotations

import os
from pathlib import Path

import pytest
from nacl import pwhash
from nacl.public import PrivateKey

from hub.home import Home
from hub.keys import Secrets, load_keys, new_secrets, write_keys
from hub.recovery import PassphraseError, decrypt, encrypt, new_passphrase
from hub.restoring import restore_keys
from kiosk.errors import ConfigError
from kiosk.tracking_code import ALPHABET
from offline.wire import key_id

CHEAP = {"operations": pwhash.argon2id.OPSLIMIT_MIN, "memory": pwhash.argon2id.MEMLIMIT_MIN}


def test_keys_are_files_for_their_owner_alone(home: Home) -> None:
    for file in home.keys.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
    assert home.keys.stat().st_mode & 0o777 == 0o700


def test_keys_are_never_overwritten(home: Home) -> None:
    before = load_keys(home.keys).public()
    with pytest.raises(ConfigError, match="never overwritten"):
        write_keys(home.keys, new_secrets())
    assert load_keys(home.keys).public() == before


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_is_refused(home: Home, mode: int) -> None:
    (home.keys / "sealing.key").chmod(mode)
    with pytest.raises(ConfigError, match="chmod 600"):
        load_keys(home.keys)


@pytest.mark.parametrize("damage", [b"", b"not base64!\n", b"QUJD\n", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["sealing.key", "receipt.key", "token.key", "content.pub"])
def test_a_damaged_key_is_named_without_its_bytes(home: Home, name: str, damage: bytes) -> None:
    (home.keys / name).write_bytes(damage)
    with pytest.raises(ConfigError, match="damaged") as caught:
        load_keys(home.keys)
    assert caught.value.file == home.keys / name
    assert "QUJD" not in str(caught.value)


def test_a_missing_key_points_to_the_recovery_copy(home: Home) -> None:
    (home.keys / "receipt.key").unlink()
    with pytest.raises(ConfigError, match="recovery restore"):
        load_keys(home.keys)


@pytest.mark.parametrize("name", ["sealing.key", "receipt.key", "token.key", "content.pub", "history.json"])
def test_a_lost_key_is_written_again_and_the_others_stay(tmp_path: Path, name: str) -> None:
    material, folder = new_secrets(), tmp_path / "keys"
    assert restore_keys(folder, material) == ["content.pub", "history.json", "receipt.key", "sealing.key", "token.key"]
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    (folder / name).unlink()
    assert restore_keys(folder, material) == [name]
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert (folder / name).stat().st_mode & 0o777 == 0o600
    assert restore_keys(folder, material) == []


@pytest.mark.parametrize("name", ["sealing.key", "receipt.key", "token.key", "content.pub"])
def test_a_different_key_is_not_overwritten_and_nothing_else_is_written(home: Home, name: str) -> None:
    held = (home.keys / name).read_bytes()
    for file in home.keys.iterdir():
        if file.name != name:
            file.unlink()
    with pytest.raises(ConfigError, match="holds another key") as caught:
        restore_keys(home.keys, new_secrets())
    assert caught.value.file == home.keys / name
    assert {file.name: file.read_bytes() for file in home.keys.iterdir()} == {name: held}


def test_a_damaged_key_stays_until_somebody_moves_it_away(tmp_path: Path) -> None:
    material, folder = new_secrets(), tmp_path / "keys"
    restore_keys(folder, material)
    (folder / "receipt.key").write_bytes(b"QUJD")
    with pytest.raises(ConfigError, match=r"damaged.*Move it to another folder.*recovery restore"):
        restore_keys(folder, material)
    (folder / "receipt.key").rename(tmp_path / "receipt.key")
    assert restore_keys(folder, material) == ["receipt.key"]


def test_sealing_keys_newer_than_the_recovery_copy_stay(tmp_path: Path) -> None:
    material, folder = new_secrets(), tmp_path / "keys"
    newer = Secrets(
        [bytes(PrivateKey.generate()), *material.sealing], material.receipt, material.token, material.content
    )
    write_keys(folder, newer)
    assert restore_keys(folder, material) == []
    assert bytes(load_keys(folder).sealing[0]) == newer.sealing[0]


def test_retired_sealing_keys_still_open_and_the_newest_is_published(tmp_path: Path) -> None:
    material = new_secrets()
    material.sealing.insert(0, bytes(PrivateKey.generate()))
    write_keys(tmp_path / "keys", material)
    keys = load_keys(tmp_path / "keys")
    newest, retired = (bytes(PrivateKey(key).public_key) for key in material.sealing)
    assert set(keys.openers()) == {key_id(newest), key_id(retired)}
    assert keys.public().sealing == newest
    assert keys.public().sealing_id == key_id(newest)


def test_the_content_key_s_secret_half_is_not_among_the_keys(tmp_path: Path) -> None:
    material = new_secrets()
    write_keys(tmp_path / "keys", material)
    everything = b"".join(file.read_bytes() for file in (tmp_path / "keys").iterdir())
    import base64

    assert base64.b64encode(material.content) not in everything


def test_a_recovery_copy_opens_with_its_passphrase_however_it_is_typed(tmp_path: Path) -> None:
    material, passphrase = new_secrets(), new_passphrase()
    file = tmp_path / "copy"
    file.write_bytes(encrypt(material, passphrase, **CHEAP))
    assert decrypt(file, passphrase) == material
    assert decrypt(file, f"  {passphrase.lower().replace('-', ' ')}\n") == material


@pytest.mark.parametrize("typed", ["", "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", "ŵŷ"])
def test_a_wrong_passphrase_opens_nothing(tmp_path: Path, typed: str) -> None:
    file = tmp_path / "copy"
    file.write_bytes(encrypt(new_secrets(), new_passphrase(), **CHEAP))
    with pytest.raises(PassphraseError):
        decrypt(file, typed)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"\xff",
        b'{"kind":"civic-kiosk recovery copy 1","salt":"","operations":1,"memory":9999999999,"box":""}',
    ],
)
def test_a_file_that_is_no_recovery_copy_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "copy"
    file.write_bytes(content)
    with pytest.raises(ConfigError):
        decrypt(file, "x")


def test_a_passphrase_has_five_groups_that_cannot_be_misread() -> None:
    groups = new_passphrase().split("-")
    assert [len(group) for group in groups] == [5] * 5
    assert set("".join(groups)) <= set(ALPHABET)
    assert new_passphrase() != new_passphrase()


def test_keys_appear_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="full"):
        write_keys(tmp_path / "keys", new_secrets())
    assert not (tmp_path / "keys").exists()
