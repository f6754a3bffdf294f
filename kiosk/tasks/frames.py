"""Whole messages over a local socket: four bytes of length, then so many bytes, none too many and none for ever."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress

from kiosk.errors import KioskError

WITHIN = 10.0
"""Seconds in which a message is taken, or has come whole, unless a receiver waits longer for its first byte."""
_LENGTH = struct.Struct(">I")


class LineError(KioskError):
    """The conversation cannot go on: the other side ended or fell silent, or said more than it may."""

    def __init__(self, problem: str, *, silent: bool = False) -> None:
        super().__init__(problem)
        self.silent = silent


class Frames:
    """One connection. Threads may send side by side; one receives. To send and to receive may raise LineError."""

    def __init__(self, connection: socket.socket, within: float = WITHIN) -> None:
        self._connection = connection
        self._within = within
        self._sending = threading.Lock()

    def send(self, data: bytes) -> None:
        """Send one message."""
        with self._sending:
            try:
                self._connection.settimeout(self._within)
                self._connection.sendall(_LENGTH.pack(len(data)) + data)
            except OSError as error:
                raise _broken(error) from None

    def receive(self, largest: int, within: float | None = None) -> bytes:
        """Return the next message of at most `largest` bytes, all of which come `within` seconds."""
        end = time.monotonic() + (self._within if within is None else within)
        length = _LENGTH.unpack(self._exactly(_LENGTH.size, end))[0]
        if length > largest:
            raise LineError(f"a message of {length} bytes came, where {largest} is the most")
        return self._exactly(length, end)

    def cut(self) -> None:
        """End the conversation from any thread: whoever waits on it hears of it, and closes."""
        with suppress(OSError):  # the other side may have gone already
            self._connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the conversation on the thread that has it."""
        self.cut()
        self._connection.close()

    def _exactly(self, count: int, end: float) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            left = end - time.monotonic()
            if left <= 0:
                raise LineError("it fell silent", silent=True)
            try:
                self._connection.settimeout(left)
                part = self._connection.recv(min(count - len(parts), 65536))
            except OSError as error:
                raise _broken(error) from None
            if not part:
                raise LineError("it ended")
            parts += part
        return bytes(parts)


def _broken(error: OSError) -> LineError:
    return LineError("it fell silent", silent=True) if isinstance(error, TimeoutError) else LineError("it ended")
