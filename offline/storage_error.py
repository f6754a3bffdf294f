"""What can be wrong with the queue's file, in words that staff can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kiosk.errors import KioskError

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class StorageError(KioskError):
    """The queue's file cannot be used. `full` is true where only room is missing.

    `doubtful`: the disk answered with an error, and only the file, opened again, tells what was kept.
    `damaged`: the file does not hold together; the next program that writes brings what can be read into a new one.
    `cut_short`: a program died while it wrote; the next program that writes takes back what it left half done.
    """

    kind = "storage"

    def __init__(
        self,
        problem: str,
        *,
        full: bool = False,
        doubtful: bool = False,
        damaged: bool = False,
        cut_short: bool = False,
    ) -> None:
        super().__init__(problem)
        self.full = full
        self.doubtful = doubtful
        self.damaged = damaged
        self.cut_short = cut_short


def damaged(path: Path) -> StorageError:
    """Return the error for a file that does not hold together."""
    return StorageError(
        f"{path}: the queue is damaged. Start `kiosk run`: it brings what can be read into a new file"
        " and keeps this one. Call support.",
        doubtful=True,
        damaged=True,
    )


def told(path: Path, error: sqlite3.Error) -> StorageError:
    """Return what an error of SQLite means."""
    exactly = getattr(error, "sqlite_errorcode", 0)
    code = exactly & 0xFF
    if exactly == sqlite3.SQLITE_READONLY_ROLLBACK:
        problem = f"{path}: a write was cut short here. Start `kiosk run`: it takes back what was left half done."
        return StorageError(problem, cut_short=True)
    if code == sqlite3.SQLITE_FULL:
        return StorageError(f"{path}: the disk is full. Make room; what is stored is safe.", full=True)
    if code in _DAMAGED:
        return damaged(path)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return StorageError(
        f"{path}: the disk answered with an error ({name}). Check the disk, then start again.",
        doubtful=code == sqlite3.SQLITE_IOERR,
    )
