"""The hub's keys: what opens a seal, what signs a receipt, what tokens are derived from.

Each lies in its own file, readable by the hub's user alone. The content key signs what kiosks show; its secret part is
kept away from the machine, so only the public part stays here. Rotations are in `hub.rotation`.
"""

from __future__ import annotations

import base64
import os
import secrets
import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from hub.key_history import KeyHistory
from kiosk.durable_file import sync_folder
from kiosk.errors import ConfigError
from offline.wire import PublicKeys, key_id

HISTORY_FILE = "history.json"
KEY_FILES = ("sealing.key", "receipt.key", "token.key", "content.pub", HISTORY_FILE)
_KEY_BYTES = 32
_MOVE_AWAY = "Move it to another folder, then bring the right one back with `hub recovery restore FILE`."


class Secrets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The secret halves, for files and the recovery copy. `sealing` has the newest first, then retired ones.

    `content` is empty in copies made when the content key was kept elsewhere already; then its public half is here.
    """

    sealing: list[bytes]
    receipt: bytes
    token: bytes
    content: bytes
    content_public: bytes = b""
    history: KeyHistory = KeyHistory()


@dataclass(frozen=True)
class Keys:
    """The keys that a running hub holds."""

    sealing: tuple[PrivateKey, ...]
    receipt: SigningKey
    token: bytes
    content_public: bytes
    history: KeyHistory = field(default_factory=KeyHistory)

    def openers(self) -> dict[str, PrivateKey]:
        """Return every sealing key by its id: retired ones still open old mail."""
        return {key_id(bytes(key.public_key)): key for key in self.sealing}

    def public(self) -> PublicKeys:
        """Return the public halves, as a kiosk gets them at enrolment."""
        sealing = bytes(self.sealing[0].public_key)
        receipt = bytes(self.receipt.verify_key)
        content = self.content_public
        return PublicKeys(
            *(key_id(sealing), sealing, key_id(receipt), receipt, key_id(content), content),
            sealing_number=len(self.sealing),
            receipt_number=len(self.history.links) + 1,
        )

    def secrets(self, content: bytes = b"") -> Secrets:
        """Return the secret halves as a recovery copy holds them, with the content key's where it is at hand."""
        sealing = [bytes(key) for key in self.sealing]
        return Secrets(sealing, bytes(self.receipt), self.token, content, self.content_public, self.history)


def new_secrets(at: datetime | None = None) -> Secrets:
    """Return fresh keys, in use since `at`."""
    sealing, receipt, content = PrivateKey.generate(), SigningKey.generate(), SigningKey.generate()
    history = KeyHistory()
    if at is not None:
        history = history.with_key(bytes(sealing.public_key), at).with_key(bytes(receipt.verify_key), at)
    return Secrets(
        [bytes(sealing)],
        bytes(receipt),
        secrets.token_bytes(32),
        bytes(content),
        bytes(content.verify_key),
        history,
    )


def write_keys(folder: Path, material: Secrets) -> None:
    """Write the keys into a folder that must not exist yet; all or nothing. Raises ConfigError."""
    if folder.exists():
        remedy = "Nothing was changed. Keys are never overwritten: they open what residents sent."
        raise ConfigError(folder, "holds keys already.", remedy)
    unfinished = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    unfinished.mkdir(mode=0o700)
    for name, content in key_files(material).items():
        write_private(unfinished / name, content)
    unfinished.rename(folder)
    sync_folder(folder.parent)


def replace_private(file: Path, data: bytes) -> None:
    """Put a private file in the place of another: after a power cut it is wholly the former one or wholly this."""
    unfinished = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    write_private(unfinished, data)
    unfinished.replace(file)
    sync_folder(file.parent)


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
    sealing = read_key_file(folder / "sealing.key")
    (receipt,) = read_key_file(folder / "receipt.key", one=True)
    (token,) = read_key_file(folder / "token.key", one=True)
    (content,) = read_key_file(folder / "content.pub", one=True)
    signing = SigningKey(receipt)
    # Last: a rotation writes it before the key whose link it holds.
    history = read_history(folder / HISTORY_FILE).up_to(bytes(signing.verify_key))
    return Keys(tuple(PrivateKey(key) for key in sealing), signing, token, content, history)


def read_history(file: Path) -> KeyHistory:
    """Return the history in a file, an empty one where there is none. Raises ConfigError."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=KeyHistory)
    except FileNotFoundError:
        return KeyHistory()
    except OSError as error:
        raise ConfigError(file, "cannot be read by this user.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ConfigError(file, "is damaged.", _MOVE_AWAY) from error


def key_files(material: Secrets) -> dict[str, bytes]:
    """Return what stands in each file of the folder."""
    content = material.content_public or bytes(SigningKey(material.content).verify_key)
    return {
        "sealing.key": _lines(*material.sealing),
        "receipt.key": _lines(material.receipt),
        "token.key": _lines(material.token),
        "content.pub": _lines(content),
        HISTORY_FILE: msgspec.json.encode(material.history) + b"\n",
    }


def _lines(*keys: bytes) -> bytes:
    return b"".join(base64.b64encode(key) + b"\n" for key in keys)


def read_key_file(file: Path, *, one: bool = False) -> list[bytes]:
    """Return the keys in a file, one a line. Raises ConfigError without quoting them."""
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
