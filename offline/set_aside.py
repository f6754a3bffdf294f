"""A damaged file gives its place to the new one made from it, and is kept as it is under a name with the date.

A crash at any moment leaves either the damaged file in its place, or a whole new one that `finish` puts there.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kiosk.durable_file import settle, sync_folder

_BEING_MADE = "queue-salvage.unfinished"
_MADE = "queue-salvage.db"
_NAME = "queue-damaged-{:%Y%m%d-%H%M%S}{}.db"

UNFINISHED = "queue-salvage.*"
"""Matches what is there only until an exchange is finished."""

JOURNALS = "queue-damaged-*.db-journal"
"""Matches the journals that are kept beside damaged files."""


def being_made(home: Path) -> Path:
    """Return where the new file is made; whatever an earlier try left there is gone. Raises OSError."""
    for name in (_BEING_MADE, f"{_BEING_MADE}-journal"):
        (home / name).unlink(missing_ok=True)
    return home / _BEING_MADE


def exchange(home: Path, path: Path, at: datetime) -> None:
    """Put the new file, which is whole, in the place of the damaged one. Raises OSError."""
    settle(home / _BEING_MADE, home / _MADE)
    finish(home, path, at)


def finish(home: Path, path: Path, at: datetime) -> None:
    """Do what is left of an exchange, if one was begun. Raises OSError."""
    if not (home / _MADE).exists():
        return
    kept = _free_name(home, at)
    # The journal first: beside the new file SQLite would take it for that file's own.
    for suffix in ("-journal", ""):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(kept.with_name(kept.name + suffix))
    sync_folder(home)
    (home / _MADE).replace(path)
    # An empty journal beside it: a missing one means that somebody took it away.
    path.with_name(f"{path.name}-journal").touch(mode=0o600)
    sync_folder(home)


def files(home: Path) -> list[Path]:
    """Return the damaged files that are kept, the oldest first."""
    return sorted(home.glob("queue-damaged-*.db"))


def _free_name(home: Path, at: datetime) -> Path:
    number = 1
    while (name := home / _NAME.format(at, f"-{number}" if number > 1 else "")).exists():
        number += 1
    return name
