"""Where a writing command has its task done: here, or in the kiosk that is open on the same KIOSK_HOME."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, TypeVar

from kiosk.attachments import Attachment
from kiosk.errors import AlreadyRunningError, KioskError
from kiosk.parts import Parts
from kiosk.tasks import messages, place
from kiosk.tasks.alone import Alone
from kiosk.tasks.doing import Doing, Giver
from kiosk.tasks.frames import Frames, LineError
from kiosk.tasks.messages import Result, Task
from offline.round import SyncReport

SILENCE = 60.0
"""Seconds without a sign of life after which nobody waits any more: it comes twice a second."""
_FIND_OUT: dict[type[Task], str] = {
    messages.Offer: "Nothing was stored: run it again.",
    messages.Submit: "Nothing was stored: send it again.",
    messages.SyncNow: "The round may go on or be cut short; nothing is lost. `kiosk status` tells what waits.",
    messages.PrintReceipt: "The receipt of {code} may have come out. Look; if it has not, run `kiosk reprint {code}`.",
    messages.Release: "It may be released or not: `kiosk find {code}` tells.",
    messages.SeeToMissing: "It may be kept or not: `kiosk missing` tells.",
    messages.TakeReceipts: "Some receipts may be taken already. Run it again: a receipt counts once.",
}
_PROMISED = (
    "The form may be stored or not: `kiosk find {code}` tells{when}. If it is not known there, nothing was stored: send"
    " it again."
)
_SILENT = ", once that kiosk is closed (it may store it yet)"

Kind = TypeVar("Kind")


class OutcomeUnknownError(KioskError):
    """The open kiosk ended or fell silent before it answered; the text says what may be, and how to find out."""

    kind = "outcome-unknown"


class ToldError(KioskError):
    """What went wrong in the open kiosk, of the kind and with the facts that it has there."""

    def __init__(self, failed: messages.Failed) -> None:
        super().__init__(failed.text)
        self.kind = failed.kind
        self.exit_code = failed.exit_code
        self._facts = failed.facts

    def facts(self) -> Mapping[str, object]:
        """Return what programs may want to know of it."""
        return self._facts


class Worker(Protocol):
    """Does a task; what it returned is durable."""

    def do(self, task: Task, giver: Giver) -> Result:
        """Do a task. Raises KioskError, UsageError, ConfigError."""


@contextmanager
def worker(home: Path, program: str) -> Iterator[Worker]:
    """Return who does the tasks of a command: itself with the right to write, or the kiosk that is open.

    Raises what `Parts.open` raises; AlreadyRunningError where whoever works there lets no commands in.
    """
    try:
        parts = Parts.open(home, program=program)
    except AlreadyRunningError:
        if not _lets_in(home):
            raise
        parts = None
    if parts is None:
        yield Handed(home)
    else:
        with parts:
            yield Doing(parts, Alone(parts))


class Handed:
    """Hands each task to the kiosk that is open in `home`."""

    def __init__(self, home: Path, silence: float = SILENCE) -> None:
        self._home = home
        self._silence = silence

    def do(self, task: Task, giver: Giver) -> Result:
        """Have it done there. Raises OutcomeUnknownError, ToldError, KioskError, and what `giver` raises."""
        data = messages.encode_task(task)
        try:
            connection = place.connect(self._home)
        except OSError:
            raise KioskError("the kiosk was closed meanwhile. Nothing of this was done: run it again.") from None
        frames = Frames(connection)
        try:
            if not place.same_user(connection):
                raise KioskError("the kiosk that is open belongs to another user: nothing was told to it")
            with suppress(LineError):  # it may have said why before it heard all
                frames.send(data)
            return self._answered(frames, task, giver)
        finally:
            frames.close()

    def _answered(self, frames: Frames, task: Task, giver: Giver) -> Result:
        promised = ""
        while True:
            try:
                answer = messages.decode_answer(frames.receive(messages.LARGEST_ANSWER, self._silence))
            except (LineError, messages.NotUnderstoodError) as error:
                raise OutcomeUnknownError(_unknown(task, promised, error)) from None
            match answer:
                case messages.Failed():
                    raise ToldError(answer)
                case messages.Working():
                    giver.told(SyncReport(sent=answer.sent, quarantined=answer.quarantined))
                case messages.FilesWanted():
                    _send_files(frames, giver.files(answer.most))
                case messages.Promising():
                    promised = answer.tracking_code
                    giver.promising(promised)
                    with suppress(LineError):
                        frames.send(messages.encode(messages.GoOn()))
                case _:
                    return answer


def expect(result: Result, kind: type[Kind]) -> Kind:
    """Return a result that is of this kind. Raises OutcomeUnknownError for any other."""
    if isinstance(result, kind):
        return result
    raise OutcomeUnknownError("the open kiosk answered something else than it was asked: `kiosk status` tells more")


def _send_files(frames: Frames, files: Sequence[Attachment]) -> None:
    named = messages.Files([messages.AttachedFile(file.sealed, file.enclosed) for file in files])
    with suppress(LineError):
        frames.send(messages.encode(named))
        for file in files:
            for chunk in file.chunks:
                frames.send(chunk)


def _unknown(task: Task, promised: str, error: KioskError) -> str:
    silent = isinstance(error, LineError) and error.silent
    what = "fell silent" if silent else "ended"
    remedy = _PROMISED if promised else _FIND_OUT[type(task)]
    code = promised or getattr(task, "tracking_code", "")
    return f"the open kiosk {what} before it answered. {remedy.format(code=code, when=_SILENT if silent else '')}"


def _lets_in(home: Path) -> bool:
    if not place.possible():
        return False
    try:
        place.connect(home).close()
    except OSError:
        return False
    return True
