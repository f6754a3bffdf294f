"""One command's visit to the kiosk that is open: its task is taken, done, and answered, and then it goes."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from kiosk.attachments import Attachment
from kiosk.errors import KioskError
from kiosk.tasks import messages, place
from kiosk.tasks.doing import Giver
from kiosk.tasks.frames import WITHIN, Frames, LineError
from kiosk.tasks.messages import Result, Task
from offline.round import SyncReport
from offline.wire import digest
from offline.wire.attachments import problem_in

_LOG = logging.getLogger(__name__)
_EVERY = 0.5
"""Seconds between two signs of life, which also tell how far a round came."""
FILES_WITHIN = 120.0
"""Seconds in which a command reads and seals the files of a form: 16 MB, perhaps from a slow memory stick."""

Perform = Callable[[Task, Giver], Result]
SameUser = Callable[[socket.socket], bool]


class Conversation:
    """Talks with one command (`kiosk.tasks.doing.Giver`). No command that hangs keeps the kiosk waiting."""

    def __init__(
        self,
        connection: socket.socket,
        perform: Perform,
        *,
        within: float = WITHIN,
        same_user: SameUser = place.same_user,
    ) -> None:
        self._connection = connection
        self._frames = Frames(connection, within)
        self._perform = perform
        self._same_user = same_user
        self._progress = messages.Working()

    def run(self) -> None:
        """Take the task, do it, answer, and close the connection."""
        try:
            self._frames.send(messages.encode(self._answer()))
        except LineError as error:
            _LOG.debug("a command left: %s", error)
        except Exception as error:  # noqa: BLE001 - a command never ends the kiosk; of the words one may hold an answer
            # No answer: whether anything was done is not known, and the command says so.
            _LOG.error("a fault of ours in a command's task: %s", type(error).__name__)
        finally:
            self._frames.close()

    def cut(self) -> None:
        """End it from another thread."""
        self._frames.cut()

    def files(self, most: int) -> Sequence[Attachment]:
        """Ask for the files and return them, such as the hub takes, each chunk the one that was named."""
        self._frames.send(messages.encode(messages.FilesWanted(most)))
        told = messages.decode(self._frames.receive(messages.LARGEST, FILES_WITHIN), messages.Files)
        problem = problem_in([file.sealed for file in told.files])
        if problem:  # before any chunk is taken into memory
            raise messages.NotUnderstoodError(f"{problem} Nothing was stored.")
        return [Attachment(file.sealed, file.enclosed, tuple(self._chunks(file))) for file in told.files]

    def promising(self, tracking_code: str) -> None:
        """Tell the code and hear that it came: whatever happens next, the command can say how to find out."""
        self._frames.send(messages.encode(messages.Promising(tracking_code)))
        messages.decode(self._frames.receive(messages.LARGEST), messages.GoOn)

    def told(self, report: SyncReport) -> None:
        """Keep how far the round came for the next sign of life."""
        self._progress = messages.Working(report.sent, report.quarantined)

    def _answer(self) -> Result | messages.Failed:
        if not self._same_user(self._connection):
            return messages.Failed("the kiosk that is open belongs to another user: run this as the kiosk's user")
        try:
            task = messages.decode_task(self._frames.receive(messages.LARGEST))
            with self._signs_of_life():
                return self._perform(task, self)
        except LineError:
            raise
        except KioskError as error:
            return messages.Failed(str(error), error.kind, error.exit_code, dict(error.facts()))

    def _chunks(self, file: messages.AttachedFile) -> Iterator[bytes]:
        for name in file.sealed.chunks:
            chunk = self._frames.receive(messages.LARGEST_CHUNK)
            if digest(chunk) != name:
                raise messages.NotUnderstoodError("an attached file came otherwise than it was named")
            yield chunk

    @contextmanager
    def _signs_of_life(self) -> Iterator[None]:
        done = threading.Event()

        def tell() -> None:
            while not done.wait(_EVERY):
                try:
                    self._frames.send(messages.encode(self._progress))
                except LineError:
                    return  # it left; what it asked for is done all the same

        telling = threading.Thread(target=tell, name="signs of life", daemon=True)
        telling.start()
        try:
            yield
        finally:
            done.set()
            telling.join()
