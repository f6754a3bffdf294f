"""What a kiosk remembers of the content it was offered: nothing older than what it has seen is ever taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

import msgspec

from kiosk import __version__
from offline import events
from offline.database import Database

_KEY = "content"


class Refusal(StrEnum):
    """Why content is not taken, or not shown any more; staff read the words for these in `kiosk status`."""

    UNTRUSTED = "untrusted"  # not signed by the content key, or a list that no council's tool writes
    ROLLED_BACK = "rolled-back"  # an older version than one this kiosk has seen
    CHANGED = "changed"  # another list under a number that was given already
    EXPIRED = "expired"
    FILE_CHANGED = "file-changed"  # a file is not the one that the list names
    FILE_MISSING = "file-missing"
    NOT_CHECKED = "check-failed"  # `kiosk check` finds something wrong in it
    NO_ROOM = "no-room"
    DAMAGED = "damaged"  # what was taken is not on this disk as it was


class Memory(msgspec.Struct, frozen=True):
    """`key` is the id of the content key that all of it belongs to; digests are of the signed list's bytes.

    `settled` is the list that needs no second look: its content is here, or was refused by the program `looked_at_by`.
    `refused` is a `Refusal` that still stands, of version `refused_version`, empty where all is well.
    """

    key: str = ""
    highest: int = 0
    digest: str = ""
    installed: int = 0
    settled: str = ""
    looked_at_by: str = ""
    refused: str = ""
    refused_version: int = 0
    expiry_told: int = 0


class ContentMemory:
    """Every method is one transaction and may raise StorageError."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def read(self, key: str) -> Memory:
        """Return what is remembered of content signed with this key; another hub's is forgotten."""
        row = self._database.one("SELECT value FROM meta WHERE key = ?", (_KEY,))
        try:
            known = msgspec.json.decode(row["value"], type=Memory) if row else Memory()
        except (msgspec.MsgspecError, UnicodeDecodeError):
            known = Memory()
        if known.key != key:
            return Memory(key=key, looked_at_by=__version__)
        if known.looked_at_by != __version__:  # what another version of this program refused, this one may take
            return msgspec.structs.replace(known, settled="", looked_at_by=__version__)
        return known

    def write(self, memory: Memory, kind: events.Kind | None = None, detail: str = "") -> None:
        """Keep what is known now, and what happened in the audit trail."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (_KEY, msgspec.json.encode(memory).decode()),
            )
            if kind is not None:
                events.record(connection, self._now(), kind, detail=detail)

    def refuse(self, memory: Memory, reason: Refusal, version: int) -> Memory:
        """Keep why something is not taken or shown; the audit trail has it once, not at every look."""
        refused = msgspec.structs.replace(memory, refused=reason.value, refused_version=version)
        if refused != memory:
            self.write(refused, events.Kind.CONTENT_ALERT, f"{version} {reason}")
        return refused
