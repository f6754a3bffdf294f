"""Puts keys of a recovery copy back where they are missing; what is there is never overwritten."""

from __future__ import annotations

from pathlib import Path

from nacl.signing import SigningKey

from hub.keys import HISTORY_FILE, Secrets, key_files, read_history, read_key_file, replace_private, write_keys
from kiosk.errors import ConfigError

_NEVER_DELETE = (
    "Nothing was changed. Move it to another folder, then bring the right one back with `hub recovery restore FILE`. "
    "Never delete it: it may open what residents sent."
)


def restore_keys(folder: Path, material: Secrets) -> list[str]:
    """Write the key files that are missing in `folder`, and return their names.

    Raises ConfigError, with nothing written, where a file there holds another key or is damaged (which of the two
    opens what residents sent, only people can find out), and where the copy's receipt key is one that was followed by
    another: kiosks believe only the newest.
    """
    if not folder.exists():
        write_keys(folder, material)
        return sorted(key_files(material))
    followed = bytes(SigningKey(material.receipt).verify_key) in read_history(folder / HISTORY_FILE).retired
    missing = {}
    for name, content in key_files(material).items():
        file = folder / name
        if not file.exists():
            missing[name] = content
        elif name != HISTORY_FILE and not (followed and name == "receipt.key"):
            _check_same(file, content)
    if followed and "receipt.key" in missing:
        remedy = "Nothing was changed. Bring a newer copy: kiosks that know the newest key would not believe this one."
        raise ConfigError(folder / "receipt.key", "is missing, and the recovery copy holds only a retired one.", remedy)
    for name, content in missing.items():
        replace_private(folder / name, content)
    return sorted(missing)


def _check_same(file: Path, content: bytes) -> None:
    """Raise ConfigError unless the file holds these keys; newer sealing keys than the copy knows may stand there."""
    read_key_file(file)  # says what is wrong where it is damaged
    if not set(content.split()) <= set(file.read_bytes().split()):
        raise ConfigError(file, "holds another key than the recovery copy.", _NEVER_DELETE)
