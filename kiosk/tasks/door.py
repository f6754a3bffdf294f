"""Lets commands in while the kiosk is open. Threads of its own: neither the screens nor a visit's end wait for any."""

from __future__ import annotations

import logging
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

from kiosk.tasks import messages, place
from kiosk.tasks.conversation import Conversation, Perform
from kiosk.tasks.frames import WITHIN, Frames, LineError

_LOG = logging.getLogger(__name__)
AT_ONCE = 8
"""Commands that are served side by side; more are asked to come again."""


class Door:
    """Listens in KIOSK_HOME from `start` to `close`. Only for the program that holds the right to write there.

    `within`: the seconds in which a command must have said, or heard, one thing.
    """

    def __init__(self, home: Path, perform: Perform, within: float = WITHIN) -> None:
        self._home = home
        self._perform = perform
        self._within = within
        self._listener: socket.socket | None = None
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._inside: dict[threading.Thread, Conversation] = {}

    def start(self) -> None:
        """Begin to listen. Where it cannot, the kiosk goes on without, and commands are refused as before."""
        if not place.possible():
            return
        try:
            self._listener = place.listen(self._home)
        except OSError as error:
            _LOG.error("commands cannot be let in: %s", error.strerror)
            return
        threading.Thread(target=self._let_in, args=(self._listener,), name="door", daemon=True).start()

    def close(self) -> None:
        """Let nobody in any more. Those inside go on: see `wait`."""
        self._closing.set()
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                place.leave(self._home)
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)  # wakes whoever waits in accept
            listener.close()

    def wait(self, seconds: float = 2.0) -> bool:
        """Give those inside so long to end, then cut them off; False where one still hangs in a call to the disk."""
        end = time.monotonic() + seconds
        for thread in self._threads():
            thread.join(max(0.0, end - time.monotonic()))
        with self._lock:
            left = list(self._inside.values())
        for conversation in left:
            conversation.cut()
        for thread in self._threads():
            thread.join(0.5)
        return not self._threads()

    def _let_in(self, listener: socket.socket) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                self._closing.wait(1.0)  # too many open files, perhaps: that passes
                continue
            self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        if self._begun(Conversation(connection, self._perform, within=self._within)):
            return
        frames = Frames(connection, within=0.5)
        with suppress(LineError):
            frames.send(messages.encode(messages.Failed("the open kiosk is busy with other commands: run it again")))
        frames.close()

    def _begun(self, conversation: Conversation) -> bool:
        """Begin on a thread of its own; False where there are enough, or the system has no thread to give now."""
        thread = threading.Thread(target=self._talk, args=(conversation,), name="command", daemon=True)
        with self._lock:  # until it has begun, nobody may wait for its end
            if len(self._inside) >= AT_ONCE:
                return False
            try:
                thread.start()
            except RuntimeError:
                return False
            self._inside[thread] = conversation
        return True

    def _talk(self, conversation: Conversation) -> None:
        try:
            conversation.run()
        finally:
            with self._lock:
                self._inside.pop(threading.current_thread(), None)

    def _threads(self) -> list[threading.Thread]:
        with self._lock:
            return list(self._inside)
