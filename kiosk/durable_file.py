"""Files that are whole or not there at all, also when a stick is pulled out or the power goes meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

UNFINISHED = ".new"
"""How the name of a file ends until it is whole."""


def write_durably(path: Path, data: bytes) -> None:
    """Put `data` where `path` is, in place of any before; call `sync_folder` when all files are there.

    Works on file systems without permissions or links (FAT) and never writes through a link. Raises OSError, and then
    what stood there before stands there still.
    """
    fresh = path.with_name(path.name + UNFINISHED)
    fresh.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def settle(file: Path, name: Path) -> None:
    """Give a file that is written its name, so that after a power cut it is whole or not there. Raises OSError."""
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    file.replace(name)
    sync_folder(name.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system and the file system know how. Raises OSError."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def read_bounded(path: Path, most: int) -> bytes:
    """Return a plain file's bytes. Raises OSError where it is none, or larger than `most`: sticks may hold anything."""
    handle = os.open(path, os.O_RDONLY | _NOT_THROUGH_LINKS | _NEVER_WAITING | _BINARY)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("not a plain file")
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError("too large")
    return data


_BINARY = getattr(os, "O_BINARY", 0)
_NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NEVER_WAITING = getattr(os, "O_NONBLOCK", 0)  # a pipe in place of a file would keep us for ever
