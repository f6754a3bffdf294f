"""Where commands find the kiosk that is open: a Unix socket in KIOSK_HOME, for its own user alone."""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "commands.sock"
_WAITING = 16
"""Commands that may stand before the door at once."""
_CONNECT_WITHIN = 5.0
_AGAIN_AFTER = 0.05
_CREDENTIALS = struct.Struct("iII")  # pid, uid, gid: unix(7)


def possible() -> bool:
    """Say whether this system has such sockets, and tells who is at the other end. Linux does."""
    return hasattr(socket, "AF_UNIX") and hasattr(socket, "SO_PEERCRED") and hasattr(os, "O_PATH")


def listen(home: Path) -> socket.socket:
    """Return the socket at which commands come in. Call it with the right to write: a file left there is of the dead.

    Raises OSError.
    """
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        os.fchmod(listener.fileno(), 0o600)  # Linux gives the file this mode from its first moment
        with _near(home) as name:
            Path(name).unlink(missing_ok=True)
            listener.bind(name)
        listener.listen(_WAITING)
    except BaseException:
        listener.close()
        raise
    return listener


def leave(home: Path) -> None:
    """Take the file away. Raises OSError."""
    (home / NAME).unlink(missing_ok=True)


def connect(home: Path) -> socket.socket:
    """Return a connection to the kiosk that is open in `home`. Raises OSError where there is none."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(_CONNECT_WITHIN)
        with _near(home) as name:
            _knock(connection, name)
    except BaseException:
        connection.close()
        raise
    return connection


def _knock(connection: socket.socket, name: str) -> None:
    """Connect; where too many stand before the door, the kernel says so at once, and it is for us to wait."""
    end = time.monotonic() + _CONNECT_WITHIN
    while True:
        try:
            return connection.connect(name)
        except BlockingIOError:
            if time.monotonic() > end:
                raise
        time.sleep(_AGAIN_AFTER)


def user_of(connection: socket.socket) -> int:
    """Return the user at the other end, as the kernel says."""
    told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return int(_CREDENTIALS.unpack(told)[1])


def same_user(connection: socket.socket) -> bool:
    """Say whether the program at the other end runs as the same user as this one."""
    return user_of(connection) == os.geteuid()


@contextmanager
def _near(home: Path) -> Iterator[str]:
    """Name the socket in few bytes: the kernel takes 107, and a home may lie deeper."""
    folder = os.open(home, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{NAME}"
    finally:
        os.close(folder)
