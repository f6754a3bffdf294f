"""A keyring for `kiosk` processes, written by hand: a file that a test locks, unlocks or takes away.

`PYTHON_KEYRING_BACKEND=locked_ring.Ring` names it, `RING_FILE` where its entries are. Beside that file, one with
`.locked` at its end locks it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class Ring(KeyringBackend):
    """Keeps entries in `RING_FILE`, and refuses while it is locked."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        return self._entries().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        entries = self._entries() | {f"{service} {username}": password}
        _file().write_text(json.dumps(entries), encoding="utf-8")

    def delete_password(self, service: str, username: str) -> None:
        entries = self._entries()
        del entries[f"{service} {username}"]
        _file().write_text(json.dumps(entries), encoding="utf-8")

    def _entries(self) -> dict[str, str]:
        if _file().with_suffix(".locked").exists():
            raise KeyringLocked("the collection is locked")
        return dict(json.loads(_file().read_text(encoding="utf-8"))) if _file().exists() else {}


def _file() -> Path:
    return Path(os.environ["RING_FILE"])
