"""The hub's keys: what opens a seal, what signs a receipt, what tokens are derived from.

Each lies in its own file, readable by the hub's user alone. The content key signs what kiosks show; its secret part is
kept away from the machine, so only the public part stays here.
"""

from __future__ import annotations

import base64
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

import msgspec
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from kiosk.errors import ConfigError
from offline.wire import PublicKeys, key_id

_KEY_BYTES = 32
_MOVE_AWAY = "Move it to another folder, then bring the right one back with `hub recovery restore FILE`."


class Secrets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The secret halves, for files and the recovery copy. `sealing` has the newest first, then retired ones."""

    sealing: list[bytes]
    receipt: bytes
    token: bytes
    content: bytes


@dataclass(frozen=True)
class Keys:
    """The keys that a running hub holds."""

    sealing: tuple[PrivateKey, ...]
    receipt: SigningKey
    token: bytes
    content_public: bytes

    def openers(self) -> dict[str, PrivateKey]:
        """Return every sealing key by its id: retired ones still open old mail."""
        return {key_id(bytes(key.public_key)): key for key in self.sealing}

    def public(self) -> PublicKeys:
        """Return the public halves, as a kiosk gets them at enrolment."""
        sealing = bytes(self.sealing[0].public_key)
        receipt = bytes(self.receipt.verify_key)
        content = self.content_public
        return PublicKeys(key_id(sealing), sealing, key_id(receipt), receipt, key_id(content), content)


def new_secrets() -> Secrets:
    """Return fresh keys."""
    return Secrets(
        [bytes(PrivateKey.generate())],
        bytes(SigningKey.generate()),
        secrets.token_bytes(32),
        bytes(SigningKey.generate()),
    )


def write_keys(folder: Path, material: Secrets) -> None:
    """Write the keys into a folder that must not exist yet; all or nothing. Raises ConfigError."""
    if folder.exists():
        remedy = "Nothing was changed. Keys are never overwritten: they open what residents sent."
        raise ConfigError(folder, "holds keys already.", remedy)
    unfinished = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    unfinished.mkdir(mode=0o700)
    for name, keys in _files(material).items():
        write_private(unfinished / name, _lines(*keys))
    unfinished.rename(folder)


def restore_keys(folder: Path, material: Secrets) -> list[str]:
    """Write the key files that are missing in `folder`, and return their names.

    Raises ConfigError, with nothing written, where a file there holds another key or is damaged: which of the two
    opens what residents sent, only people can find out.
    """
    if not folder.exists():
        write_keys(folder, material)
        return sorted(_files(material))
    missing = {}
    for name, keys in _files(material).items():
        file = folder / name
        if not file.exists():
            missing[name] = keys
        elif not set(keys) <= set(_read(file)):  # newer sealing keys than the copy knows may stand there
            remedy = f"Nothing was changed. {_MOVE_AWAY} Never delete it: it may open what residents sent."
            raise ConfigError(file, "holds another key than the recovery copy.", remedy)
    for name, keys in missing.items():
        unfinished = folder / f".{name}-{secrets.token_hex(4)}"
        write_private(unfinished, _lines(*keys))
        unfinished.rename(folder / name)
    return sorted(missing)


def write_private(file: Path, data: bytes) -> None:
    """Write a new file that only its owner can read, and make sure that it is on the disk. Raises FileExistsError."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def content_key_text(material: Secrets) -> bytes:
    """Return the content key's secret half as its file holds it."""
    return _lines(material.content)


def load_keys(folder: Path) -> Keys:
    """Return the keys of a hub. Raises ConfigError where one is missing, damaged or open to others."""
    sealing = _read(folder / "sealing.key")
    (receipt,) = _read(folder / "receipt.key", one=True)
    (token,) = _read(folder / "token.key", one=True)
    (content,) = _read(folder / "content.pub", one=True)
    return Keys(tuple(PrivateKey(key) for key in sealing), SigningKey(receipt), token, content)


def _files(material: Secrets) -> dict[str, list[bytes]]:
    """Return what stands in each file of the folder."""
    return {
        "sealing.key": material.sealing,
        "receipt.key": [material.receipt],
        "token.key": [material.token],
        "content.pub": [bytes(SigningKey(material.content).verify_key)],
    }


def _lines(*keys: bytes) -> bytes:
    return b"".join(base64.b64encode(key) + b"\n" for key in keys)


def _read(file: Path, *, one: bool = False) -> list[bytes]:
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        text = file.read_bytes()
    except FileNotFoundError as error:
        remedy = "Bring it back with `hub recovery restore FILE`. Without that copy only a new hub in another HUB_HOME"
        remedy += " can be made (`hub init`), and what residents sent here stays closed."
        raise ConfigError(file, "is missing.", remedy) from error
    except OSError as error:
        raise ConfigError(file, "cannot be read by this user.") from error
    if os.name == "posix" and mode & 0o077:
        raise ConfigError(file, f"can be read by others (mode {mode:04o}).", f"Run: chmod 600 {file}")
    try:
        keys = [base64.b64decode(line, validate=True) for line in text.split()]
    except ValueError as error:
        raise ConfigError(file, "is damaged: not base64.", _MOVE_AWAY) from error
    if not keys or any(len(key) != _KEY_BYTES for key in keys) or (one and len(keys) != 1):
        raise ConfigError(file, "is damaged: wrong length.", _MOVE_AWAY)
    return keys
