"""Room held back on the disk, given up so that the visit under way can still be stored (faults 6 and 7)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kiosk.attachments import TOGETHER

FILE = "reserve"
SIZE = TOGETHER + 8 * 1024 * 1024
"""The files of the largest submission that there may be, and all that is stored beside them."""
_BLOCK = 64 * 1024


class Reserve:
    """A file of `size` bytes whose blocks are really taken."""

    def __init__(self, home: Path, size: int = SIZE) -> None:
        self._path = home / FILE
        self._size = size

    def hold(self) -> bool:
        """Take the room, or see that it is held; False where the disk has none left."""
        if self.held():
            return True
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                self._fill(handle)
            finally:
                os.close(handle)
        except OSError:
            self.release()
            return False
        return True

    def held(self) -> bool:
        """Say whether the room is taken, by the blocks on the disk and not by the file's length."""
        try:
            found = self._path.stat()
        except OSError:
            return False
        blocks = getattr(found, "st_blocks", None)
        return found.st_size >= self._size and (blocks is None or blocks * 512 >= self._size)

    def release(self) -> bool:
        """Give the room back; False where none was held."""
        if not self._path.exists():
            return False
        with suppress(OSError):
            self._path.unlink()
            return True
        return False

    def _fill(self, handle: int) -> None:
        # Really written: some file systems promise room by fallocate and take it back, or store holes.
        block = b"\xa5" * _BLOCK
        for _ in range(0, self._size, _BLOCK):
            if os.write(handle, block) < _BLOCK:
                raise OSError("the disk is full")
        os.fsync(handle)
