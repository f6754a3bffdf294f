"""The high-water mark: every promise made here, kept outside the queue's file, which may be lost or put back.

One record of 64 bytes for each tracking code, written into room taken before and synced after COMMIT and before anybody
sees the code. A queue that lacks the last code of its mark is an older copy, or another one (faults 22 and 23). The
records are text, so that support can read them: code, day, the first of the envelope's digest, checksum.
"""

from __future__ import annotations

import os
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.durable_file import sync_folder

FILE = "high-water"
RECORD = 64
DIGITS = 27  # of the digest: 108 bits
_BLOCK = 1024 * RECORD
_BLANK = b" " * (RECORD - 1) + b"\n"
_NEVER_WRITTEN = (_BLANK, bytes(RECORD))  # the second: room that the file system took and a power cut left empty
_sync = getattr(os, "fdatasync", os.fsync)


@dataclass(frozen=True)
class Promise:
    """A tracking code that somebody may hold. `day` is ISO; `digest` the sha-256 (hex) of its envelope, or empty."""

    tracking_code: str
    day: str
    digest: str

    def fits(self, digest: str) -> bool:
        """Say whether `digest` is the one that was promised."""
        return bool(self.digest) and digest.startswith(self.digest)


class HighWater:
    """The file in KIOSK_HOME. Threads may share it; every method may raise OSError."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE
        self._lock = threading.Lock()
        self._late: list[bytes] = []  # what the disk did not take yet
        self._end: int | None = None  # where the next record goes

    def exists(self) -> bool:
        """Say whether any mark is kept here."""
        return self.path.exists()

    def add(self, promises: Iterable[Promise]) -> None:
        """Keep these; durable when this returns. What a failing disk refuses is kept by the next call."""
        with self._lock:
            self._late += [_written(promise) for promise in promises]
            with self._opened() as handle:
                self._append(handle, b"".join(self._late))
            self._late.clear()

    def make_room(self) -> None:
        """Take room for the next promises now, so that a full disk cannot stand in their way."""
        with self._lock, self._opened() as handle:
            self._append(handle, b"".join(self._late))
            self._late.clear()
            _take_room(handle, self.path.parent, self._found_end(handle) + _BLOCK // 2)

    def last(self) -> Promise | None:
        """Return the newest promise, or None."""
        with self._lock:
            try:
                handle = os.open(self.path, os.O_RDONLY)
            except FileNotFoundError:
                return None
            try:
                place = _end(handle)
                while place > 0:
                    place -= RECORD
                    if promise := _read(_at(handle, place)):
                        return promise
            finally:
                os.close(handle)
        return None

    def all(self) -> Iterator[Promise]:
        """Yield every promise that can be read, the oldest first; one that a power cut tore is left out."""
        if not self.exists():
            return
        with self.path.open("rb") as file:
            while record := file.read(RECORD):
                if promise := _read(record):
                    yield promise

    @contextmanager
    def _opened(self) -> Iterator[int]:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield handle
        finally:
            os.close(handle)

    def _append(self, handle: int, records: bytes) -> None:
        if not records:
            return
        end = self._found_end(handle)
        _take_room(handle, self.path.parent, end + len(records))
        os.lseek(handle, end, os.SEEK_SET)
        _write(handle, records)
        _sync(handle)
        self._end = end + len(records)

    def _found_end(self, handle: int) -> int:
        if self._end is None or os.fstat(handle).st_size < self._end:
            self._end = _end(handle)
        return self._end


def _take_room(handle: int, folder: Path, needed: int) -> None:
    """Have room for `needed` bytes, really written, and a block more where any has to be taken."""
    length = os.fstat(handle).st_size // RECORD * RECORD
    if length >= needed:
        return
    os.lseek(handle, length, os.SEEK_SET)
    _write(handle, _BLANK * ((needed + _BLOCK - length) // RECORD))
    os.fsync(handle)
    if length == 0:
        sync_folder(folder)


def _write(handle: int, data: bytes) -> None:
    if os.write(handle, data) < len(data):
        raise OSError("the disk is full")


def _written(promise: Promise) -> bytes:
    text = f"{promise.tracking_code:<15} {promise.day:<10} {promise.digest[:DIGITS]:<{DIGITS}} ".encode("ascii")
    return text + b"%08x\n" % zlib.crc32(text)


def _read(record: bytes) -> Promise | None:
    """Return what a record says; None for room never written, and for a record that was torn."""
    text, check = record[:-9], record[-9:]
    if len(record) < RECORD or record in _NEVER_WRITTEN or check != b"%08x\n" % zlib.crc32(text):
        return None
    if not text.isascii():  # a checksum can be right by chance, or be somebody's: none of ours all the same
        return None
    words = text.decode("ascii")
    return Promise(words.split(" ")[0], words[16:26].strip(), words[27:-1].strip())


def _at(handle: int, place: int) -> bytes:
    os.lseek(handle, place, os.SEEK_SET)
    return os.read(handle, RECORD)


def _end(handle: int) -> int:
    """Return where the room never written begins: records are written from the front, so halving finds it."""
    low, high = 0, os.fstat(handle).st_size // RECORD
    while low < high:
        middle = (low + high) // 2
        if _at(handle, middle * RECORD) in _NEVER_WRITTEN:
            high = middle
        else:
            low = middle + 1
    return low * RECORD
