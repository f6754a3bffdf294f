"""New keys for old: prepared whole, kept in a recovery copy, and only then taken into use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from hub.keys import HISTORY_FILE, Keys, Secrets, key_files, load_keys, replace_private
from kiosk.errors import KioskError
from offline.wire import key_id
from offline.wire.keys import MOST_LINKS, signed_link

Kind = Literal["sealing", "receipt"]
_FILES: dict[Kind, str] = {"sealing": "sealing.key", "receipt": "receipt.key"}


@dataclass(frozen=True)
class Rotation:
    """A new key of one kind, not in use yet: `material` is what the hub holds once it is."""

    kind: Kind
    former_id: str
    new_id: str
    material: Secrets


def prepare(keys: Keys, kind: Kind, at: datetime, content: bytes = b"") -> Rotation:
    """Return the next key of a kind, with all that stays; nothing is written. `content`: the content key's secret half.

    Raises KioskError where the chain would be longer than kiosks read.
    """
    now, material = keys.public(), keys.secrets(content)
    if kind == "sealing":
        new = PrivateKey.generate()
        public = bytes(new.public_key)
        history = keys.history.with_key(public, at)
        changed = msgspec.structs.replace(material, sealing=[bytes(new), *material.sealing], history=history)
        return Rotation(kind, now.sealing_id, key_id(public), changed)
    if now.receipt_number > MOST_LINKS:
        raise KioskError(f"This hub had {MOST_LINKS} receipt keys before: kiosks read no longer chain. Keep this one.")
    following = SigningKey.generate()
    public = bytes(following.verify_key)
    link = signed_link(keys.receipt, now.receipt_number + 1, public, at)
    history = keys.history.with_key(public, at).with_link(now.receipt, link)
    changed = msgspec.structs.replace(material, receipt=bytes(following), history=history)
    return Rotation(kind, now.receipt_id, key_id(public), changed)


def take_into_use(folder: Path, rotation: Rotation) -> None:
    """Write the new key; whole, or not at all. Running hubs take it up by themselves. Raises KioskError and OSError.

    The history goes first: a link to a key that is not in use is left out, a key without its link is believed by none.
    """
    present = load_keys(folder).public()
    if rotation.former_id != (present.sealing_id if rotation.kind == "sealing" else present.receipt_id):
        raise KioskError("Another rotation came in between. Nothing was changed by this one.")
    files, key = key_files(rotation.material), _FILES[rotation.kind]
    replace_private(folder / HISTORY_FILE, files[HISTORY_FILE])
    replace_private(folder / key, files[key])
