"""The kiosk's secrets: the device's signing seed and its token. Kept where KIOSK_SECRETS says."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from kiosk.durable_file import sync_folder, write_durably
from kiosk.errors import SecretsError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

KINDS = ("keyring", "credential", "file")
_SERVICE = "civic-kiosk"
_FILE = "secrets.json"
# Backends that keep nothing, or keep it in files that can be read or need a password nobody is there to type.
_INSECURE = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


class DeviceSecrets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`seed`: 32 bytes of the Ed25519 device key. `token`: what the hub knows the kiosk by.

    `pending`: the seed of an enrolment that was begun and not finished, so that it can be repeated with one key.
    """

    seed: bytes = b""
    token: str = ""
    pending: bytes = b""

    def __repr__(self) -> str:
        return "DeviceSecrets(…)"

    @property
    def usable(self) -> bool:
        """Say whether an enrolment was finished with these."""
        return bool(self.seed and self.token)


class Secrets(Protocol):
    """Where the secrets are. Both methods raise SecretsError."""

    def read(self) -> DeviceSecrets | None:
        """Return them, None where none were kept yet."""

    def write(self, secrets: DeviceSecrets) -> None:
        """Keep them in place of any before."""


def choose(home: Path, environment: Mapping[str, str] = os.environ) -> Secrets:
    """Return the place that KIOSK_SECRETS names. Raises SecretsError for a name that is none of the three."""
    kind = environment.get("KIOSK_SECRETS", "") or "keyring"
    if kind == "keyring":
        return KeyringSecrets(home)
    if kind == "credential":
        return CredentialSecrets(environment.get("CREDENTIALS_DIRECTORY", ""))
    if kind == "file":
        return FileSecrets(home)
    raise SecretsError(f"KIOSK_SECRETS must be one of {', '.join(KINDS)}")


class KeyringSecrets:
    """The desktop's keyring (Secret Service, KWallet, Windows Credential Locker). One entry for each KIOSK_HOME."""

    def __init__(self, home: Path, backend: KeyringBackend | None = None) -> None:
        self._account = str(home.absolute())
        self._backend = backend

    def read(self) -> DeviceSecrets | None:
        """Return the secrets. Raises SecretsError for a keyring that is locked, missing or not safe."""
        from keyring.errors import KeyringError

        try:
            text = self._ring().get_password(_SERVICE, self._account)
        except (KeyringError, OSError, RuntimeError) as error:
            raise _no_keyring(error) from error
        return None if text is None else _decoded(text.encode(), "the keyring")

    def write(self, secrets: DeviceSecrets) -> None:
        """Keep the secrets. Raises SecretsError."""
        from keyring.errors import KeyringError

        try:
            self._ring().set_password(_SERVICE, self._account, msgspec.json.encode(secrets).decode())
        except (KeyringError, OSError, RuntimeError) as error:
            raise _no_keyring(error) from error

    def _ring(self) -> KeyringBackend:
        if self._backend is None:
            import keyring

            self._backend = keyring.get_keyring()
        # A chain tries several in turn and would fall through to an insecure one.
        found: list[KeyringBackend] = list(getattr(self._backend, "backends", [])) or [self._backend]
        for backend in found:
            if not _insecure(backend):
                return backend
        raise SecretsError(
            f"this machine has no keyring that keeps secrets safe (found {type(found[0]).__module__}). Start a Secret"
            " Service such as gnome-keyring, or give the secrets as a systemd credential with KIOSK_SECRETS=credential."
        )


class CredentialSecrets:
    """A systemd credential: LoadCredential or LoadCredentialEncrypted named `civic-kiosk`. Read only."""

    def __init__(self, directory: str) -> None:
        self._directory = directory

    def read(self) -> DeviceSecrets | None:
        """Return the secrets. Raises SecretsError where systemd gave none."""
        if not self._directory:
            raise SecretsError(
                "KIOSK_SECRETS is credential, but systemd gave none. Set LoadCredentialEncrypted=civic-kiosk in the"
                " service file."
            )
        path = Path(self._directory) / _SERVICE
        try:
            return _decoded(path.read_bytes(), str(path))
        except OSError as error:
            raise SecretsError(f"{path}: the credential cannot be read: {error.strerror}") from error

    def write(self, secrets: DeviceSecrets) -> None:  # noqa: ARG002
        """Refuse: a running service cannot change its credential."""
        raise SecretsError(
            "a systemd credential cannot be written from here. Enrol with KIOSK_SECRETS=file, then encrypt"
            f" {_FILE} with `systemd-creds encrypt --name={_SERVICE}` and delete it."
        )


class FileSecrets:
    """A file that only its owner reads: for demos and tests."""

    def __init__(self, home: Path) -> None:
        self._path = home / _FILE

    def read(self) -> DeviceSecrets | None:
        """Return the secrets. Raises SecretsError where others may read the file."""
        try:
            handle = os.open(self._path, os.O_RDONLY)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SecretsError(f"{self._path}: cannot be read: {error.strerror}") from error
        with os.fdopen(handle, "rb") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(handle).st_mode) & 0o077:
                raise SecretsError(f"{self._path}: others may read it. Run: chmod 600 {self._path}")
            return _decoded(file.read(), str(self._path))

    def write(self, secrets: DeviceSecrets) -> None:
        """Keep the secrets; after a power cut the file holds the old ones or the new ones. Raises SecretsError."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_durably(self._path, msgspec.json.encode(secrets))
            sync_folder(self._path.parent)
        except OSError as error:
            raise SecretsError(f"{self._path}: cannot be written: {error.strerror}") from error


def _insecure(backend: KeyringBackend) -> bool:
    place = type(backend).__module__
    return any(place == bad or place.startswith(f"{bad}.") for bad in _INSECURE)


def _decoded(data: bytes, place: str) -> DeviceSecrets:
    try:
        return msgspec.json.decode(data, type=DeviceSecrets)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # Without its cause: that one may quote what it found.
        raise SecretsError(
            f"{place}: the secrets cannot be read. Put back what `kiosk enrol` kept there. Without it this kiosk can be"
            " enrolled again only while nothing waits."
        ) from None


def _no_keyring(error: Exception) -> SecretsError:
    return SecretsError(
        f"the keyring cannot be used ({type(error).__name__}). Unlock it, or start the kiosk in a session that has one."
        " Visits are stored meanwhile and sent afterwards."
    )
