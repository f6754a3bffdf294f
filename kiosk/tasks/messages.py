"""What a command and the kiosk that is open say to each other: tasks one way, notes and one result the other.

JSON, because answers come as JSON; sealed chunks of attached files go as plain bytes between. Nothing of it is kept.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec

from kiosk.attachments import CHUNK, MOST, SEAL, EnclosedFile, SealedFile
from kiosk.errors import KioskError
from kiosk.protocols import State
from kiosk.submission import Channel
from offline.carried_receipts import Imported
from offline.missing import Missing
from offline.round import SyncReport

VERSION = 2
"""Goes up with every change of what follows: an update may come while the kiosk is open."""
LARGEST = 1024 * 1024
"""Bytes of a message to the open kiosk. The answers of a visit are a few thousand."""
LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes of what the open kiosk says. The codes of a queue that was lost may be many thousands."""
LARGEST_CHUNK = CHUNK + SEAL


class _Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    pass


class Offer(_Message, frozen=True):
    """See that there is such a journey and language, before answers are read. Leads to Offered."""

    journey: str
    language: str


class Submit(_Message, frozen=True):
    """Store answers. `attached`: how many files go with them; `paper`: wants a receipt. Leads to Stored, Refused."""

    journey: str
    answers: dict[str, Any]
    channel: Channel
    language: str
    attached: int
    paper: bool


class SyncNow(_Message, frozen=True):
    """Do a round with the hub at once. Leads to Synced."""

    ignore_backoff: bool


class PrintReceipt(_Message, frozen=True):
    """Print a receipt: the one that waits, or `again`. Leads to Paper."""

    tracking_code: str
    again: bool


class Release(_Message, frozen=True):
    """Let a form that was set aside wait to be sent once more. Leads to Released, NotReleased."""

    tracking_code: str


class TakeReceipts(_Message, frozen=True):
    """Take the hub's receipts from a memory stick; `folder` is absolute. Leads to ReceiptsTaken."""

    folder: str


class SeeToMissing(_Message, frozen=True):
    """Keep that `who` saw to codes whose forms are lost: to these, or, where none is named, to all. Leads to Seen."""

    tracking_codes: list[str]
    who: str


Task = Offer | Submit | SyncNow | PrintReceipt | Release | TakeReceipts | SeeToMissing


class Offered(_Message, frozen=True):
    """The journey can begin."""


class OtherForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the other forms that were stored at once."""

    id: str
    tracking_code: str
    state: State


class Stored(_Message, frozen=True):
    """The form is durable. Of a life event it is the first, with which the one receipt goes; `others` are as well."""

    id: str
    tracking_code: str
    state: State
    others: list[OtherForm] = []


class Refused(_Message, frozen=True):
    """The journey does not take these answers: {question: code}. Nothing was stored."""

    errors: dict[str, str]


class Synced(_Message, frozen=True):
    """The round has ended. Nothing is sent where the kiosk has not joined a hub."""

    report: SyncReport


class Paper(_Message, frozen=True):
    """The receipt is printed, or a PrinterState says why not; then `by_itself` it comes out once that is put right."""

    reason: str = ""
    by_itself: bool = False


class Released(_Message, frozen=True):
    """The form waits to be sent again."""

    id: str


class NotReleased(_Message, frozen=True):
    """The form stays as it is."""

    state: State
    reason: str


class ReceiptsTaken(_Message, frozen=True):
    """What the receipts on the stick did, and how many forms wait still."""

    done: Imported
    left: int


class Seen(_Message, frozen=True):
    """All codes whose forms are lost, as they stand now."""

    missing: list[Missing]


Result = Offered | Stored | Refused | Synced | Paper | Released | NotReleased | ReceiptsTaken | Seen


class Failed(_Message, frozen=True):
    """A known error as `kiosk.errors.KioskError` tells it."""

    text: str
    kind: str = KioskError.kind
    exit_code: int = KioskError.exit_code
    facts: dict[str, Any] = {}


class Working(_Message, frozen=True):
    """The task is under way; of a round, how far it came."""

    sent: int = 0
    quarantined: int = 0


class FilesWanted(_Message, frozen=True):
    """The answers are taken; now the files, of which the journey takes so many. Answered by Files and their chunks."""

    most: int


class Promising(_Message, frozen=True):
    """The code under which the form will be stored, as soon as this is answered by GoOn."""

    tracking_code: str


Note = Working | FilesWanted | Promising


class AttachedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file; its sealed chunks follow as bytes."""

    sealed: SealedFile
    enclosed: EnclosedFile


class Files(_Message, frozen=True):
    """The files that go with a form, in order."""

    files: Annotated[list[AttachedFile], msgspec.Meta(max_length=MOST)]


class GoOn(_Message, frozen=True):
    """The code is known here: store it."""


class _Given(msgspec.Struct, frozen=True):
    """A task and the version it is told in; fields that a later version adds do no harm."""

    version: int
    task: msgspec.Raw


class NotUnderstoodError(KioskError):
    """A message that is none of ours, or of another version."""


Kind = TypeVar("Kind")
_ANSWERS: Any = Result | Failed | Note
_TASKS: Any = Task


def encode(message: msgspec.Struct) -> bytes:
    """Return a message as bytes."""
    return msgspec.json.encode(message)


def encode_task(task: Task) -> bytes:
    """Return a task as bytes, with our version. Raises KioskError where it is larger than any task of ours."""
    data = msgspec.json.encode(_Given(VERSION, msgspec.Raw(msgspec.json.encode(task))))
    if len(data) > LARGEST:
        raise KioskError("these answers are far larger than any journey takes: nothing was stored")
    return data


def decode_task(data: bytes) -> Task:
    """Return the task in `data`. Raises NotUnderstoodError."""
    given = decode(data, _Given)
    if given.version != VERSION:
        raise NotUnderstoodError("the open kiosk is of another version than this command: close it and open it again")
    task: Task = decode(bytes(given.task), _TASKS)
    return task


def decode_answer(data: bytes) -> Result | Failed | Note:
    """Return what the open kiosk says. Raises NotUnderstoodError."""
    answer: Result | Failed | Note = decode(data, _ANSWERS)
    return answer


def decode(data: bytes, kind: type[Kind]) -> Kind:
    """Return a message of one kind. Raises NotUnderstoodError, which never repeats what was in it."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise NotUnderstoodError("this is no message of a Civic Kiosk command") from None
