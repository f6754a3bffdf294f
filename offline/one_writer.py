"""One program writes to a KIOSK_HOME at a time: an operating-system lock, gone with its process (fault 21)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from kiosk.errors import AlreadyRunningError

LOCK_FILE = "lock"
OWNER_FILE = "lock.owner"


class OneWriter:
    """The lock, and a note beside it of who holds it."""

    def __init__(self, home: Path, program: str) -> None:
        self._home = home
        self._program = program
        self._lock = FileLock(home / LOCK_FILE, timeout=0, mode=0o600, thread_local=False)

    def acquire(self) -> None:
        """Take the lock at once. Raises AlreadyRunningError naming who holds it, OSError where the folder is no use."""
        try:
            self._lock.acquire()
        except Timeout:
            raise AlreadyRunningError(
                f"{owner(self._home)} already works on {self._home}. Close it first, or use another KIOSK_HOME."
            ) from None
        note = self._home / OWNER_FILE
        with suppress(OSError):  # on a full disk the kiosk must still open: the lock holds, the note only explains
            note.write_text(f"{self._program} (process {os.getpid()})\n", encoding="utf-8")
            note.chmod(0o600)

    def release(self) -> None:
        """Let others write."""
        self._lock.release()


def owner(home: Path) -> str:
    """Return who holds the lock, in words, as the note beside it says."""
    try:
        return (home / OWNER_FILE).read_text(encoding="utf-8").strip() or "another program"
    except OSError:
        return "another program"
