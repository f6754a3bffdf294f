"""The recovery copy: all keys in one file, encrypted with a passphrase that is shown once and written down on paper."""

from __future__ import annotations

import secrets
from pathlib import Path

import msgspec
from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from hub.keys import Secrets
from kiosk.errors import ConfigError, KioskError
from kiosk.tracking_code import ALPHABET

_GROUPS, _GROUP = 5, 5  # 25 of 29 symbols: 121 bits


class RecoveryCopy(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="civic-kiosk recovery copy 1", tag_field="kind"
):
    """The file: Argon2id's salt and cost, and the keys in a libsodium secret box."""

    salt: bytes
    operations: int
    memory: int
    box: bytes


class PassphraseError(KioskError):
    """The passphrase does not open the recovery copy."""


def new_passphrase() -> str:
    """Return a passphrase in five groups of five symbols that cannot be misread for one another."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def encrypt(
    material: Secrets,
    passphrase: str,
    operations: int = pwhash.argon2id.OPSLIMIT_MODERATE,
    memory: int = pwhash.argon2id.MEMLIMIT_MODERATE,
) -> bytes:
    """Return the recovery copy's bytes. `memory` is in bytes."""
    salt = secrets.token_bytes(pwhash.argon2id.SALTBYTES)
    key = pwhash.argon2id.kdf(SecretBox.KEY_SIZE, _tidy(passphrase), salt, operations, memory)
    box = bytes(SecretBox(key).encrypt(msgspec.json.encode(material)))
    return msgspec.json.encode(RecoveryCopy(salt, operations, memory, box)) + b"\n"


def decrypt(file: Path, passphrase: str) -> Secrets:
    """Return the keys in a recovery copy. Raises ConfigError for a file that is none, PassphraseError for a slip."""
    copy = _read(file)
    try:
        key = pwhash.argon2id.kdf(SecretBox.KEY_SIZE, _tidy(passphrase), copy.salt, copy.operations, copy.memory)
        return msgspec.json.decode(SecretBox(key).decrypt(copy.box), type=Secrets)
    except CryptoError as error:
        raise PassphraseError("The passphrase does not open this recovery copy. It has five groups of five.") from error
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        raise ConfigError(file, "is damaged.", "Try another copy of it.") from error


def _read(file: Path) -> RecoveryCopy:
    try:
        copy = msgspec.json.decode(file.read_bytes(), type=RecoveryCopy)
    except OSError as error:
        raise ConfigError(file, "cannot be read.", "Give the file that `hub init` wrote.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ConfigError(file, "is not a recovery copy.", "Give the file that `hub init` wrote.") from error
    if copy.memory > 2**31 or copy.operations > 64:
        raise ConfigError(file, "asks for more work than any recovery copy of ours.", "Try another copy of it.")
    return copy


def _tidy(passphrase: str) -> bytes:
    return "".join(passphrase.upper().split()).replace("-", "").encode()
