from __future__ import annotations

import os
import stat
from pathlib import Path

import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from kiosk.errors import SecretsError
from offline.secrets import CredentialSecrets, DeviceSecrets, FileSecrets, KeyringSecrets, choose

SOME = DeviceSecrets(b"s" * 32, "token-in-clear", b"p" * 32)


class RingInMemory(KeyringBackend):
    """A keyring that a desktop would have."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("the collection is locked")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked("the collection is locked")
        self.entries[service, username] = password


class PlainTextFile(RingInMemory):
    """Stands for keyrings.alt.file, which this machine does not have."""


PlainTextFile.__module__ = "keyrings.alt.file"


class Chain(RingInMemory):
    """Stands for keyring's own chain of several backends."""

    def __init__(self, *backends: KeyringBackend) -> None:
        super().__init__()
        self.backends = list(backends)


def test_a_keyring_keeps_one_entry_for_each_home(tmp_path: Path) -> None:
    ring = RingInMemory()
    first, second = KeyringSecrets(tmp_path / "a", ring), KeyringSecrets(tmp_path / "b", ring)
    assert first.read() is None
    first.write(SOME)
    assert first.read() == SOME
    assert second.read() is None


@pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring, PlainTextFile])
def test_backends_that_keep_nothing_safe_are_refused(tmp_path: Path, backend: type[KeyringBackend]) -> None:
    for ring in (backend(), Chain(backend())):
        for act in (KeyringSecrets(tmp_path, ring).read, lambda ring=ring: KeyringSecrets(tmp_path, ring).write(SOME)):
            with pytest.raises(SecretsError, match="KIOSK_SECRETS=credential"):
                act()


def test_a_chain_is_used_by_its_safe_part_only(tmp_path: Path) -> None:
    safe, unsafe = RingInMemory(), PlainTextFile()
    KeyringSecrets(tmp_path, Chain(unsafe, safe)).write(SOME)
    assert safe.entries
    assert not unsafe.entries


def test_where_the_machine_has_no_keyring_the_real_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)
    with pytest.raises(SecretsError, match="no keyring"):
        choose(tmp_path, {}).read()


def test_a_locked_keyring_says_so_and_that_visits_are_stored(tmp_path: Path) -> None:
    ring = RingInMemory()
    ring.locked = True
    with pytest.raises(SecretsError, match=r"Unlock it.*stored meanwhile"):
        KeyringSecrets(tmp_path, ring).read()
    with pytest.raises(SecretsError):
        KeyringSecrets(tmp_path, ring).write(SOME)


def test_an_entry_that_is_damaged_is_not_quoted(tmp_path: Path) -> None:
    ring = RingInMemory()
    ring.set_password("civic-kiosk", str(tmp_path), '{"token": 5, "note": "very-secret"}')
    with pytest.raises(SecretsError) as refused:
        KeyringSecrets(tmp_path, ring).read()
    assert "very-secret" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_file_is_private_and_comes_back(tmp_path: Path) -> None:
    place = FileSecrets(tmp_path / "home")
    assert place.read() is None
    before = os.umask(0)
    try:
        place.write(SOME)
        place.write(DeviceSecrets(b"t" * 32, "second"))
    finally:
        os.umask(before)
    path = tmp_path / "home" / "secrets.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["secrets.json"]
    assert place.read() == DeviceSecrets(b"t" * 32, "second")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o620])
def test_a_file_that_others_may_read_or_change_is_refused(tmp_path: Path, mode: int) -> None:
    FileSecrets(tmp_path).write(SOME)
    (tmp_path / "secrets.json").chmod(mode)
    with pytest.raises(SecretsError, match="chmod 600"):
        FileSecrets(tmp_path).read()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"token": 3}', b'{"seed": "!"}', b'{"token": "\xff"}'])
def test_a_damaged_file_says_enrol_again(tmp_path: Path, content: bytes) -> None:
    FileSecrets(tmp_path).write(SOME)
    (tmp_path / "secrets.json").write_bytes(content)
    with pytest.raises(SecretsError, match="Put back what `kiosk enrol` kept there"):
        FileSecrets(tmp_path).read()


def test_a_systemd_credential_is_read_and_never_written(tmp_path: Path) -> None:
    FileSecrets(tmp_path).write(SOME)
    (tmp_path / "secrets.json").rename(tmp_path / "civic-kiosk")
    place = choose(Path("unused"), {"KIOSK_SECRETS": "credential", "CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert place.read() == SOME
    with pytest.raises(SecretsError, match="systemd-creds encrypt"):
        place.write(SOME)


def test_a_credential_that_systemd_did_not_give(tmp_path: Path) -> None:
    with pytest.raises(SecretsError, match="LoadCredentialEncrypted"):
        CredentialSecrets("").read()
    with pytest.raises(SecretsError, match="cannot be read"):
        CredentialSecrets(str(tmp_path)).read()


def test_the_setting_chooses_and_a_wrong_word_names_the_right_ones(tmp_path: Path) -> None:
    assert isinstance(choose(tmp_path, {}), KeyringSecrets)
    assert isinstance(choose(tmp_path, {"KIOSK_SECRETS": "file"}), FileSecrets)
    with pytest.raises(SecretsError, match="keyring, credential, file"):
        choose(tmp_path, {"KIOSK_SECRETS": "vault"})


def test_secrets_never_show_themselves() -> None:
    assert "token" not in repr(SOME)
    assert not DeviceSecrets(pending=b"p" * 32).usable
    assert SOME.usable
