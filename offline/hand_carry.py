"""Writes what waits to a memory stick, still sealed and signed by this kiosk, for when the network never comes.

The queue stays as it is: only a receipt of the hub marks anything. The same may be sent by network at any time.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from nacl.signing import SigningKey

from kiosk.durable_file import read_bounded, sync_folder, write_durably
from kiosk.errors import KioskError
from kiosk.protocols import State
from offline import wire
from offline.database import Database
from offline.states import UNSENT
from offline.stick_folders import StickFolders, folders_of
from offline.wire import hand_carry as stick

CARRIED = UNSENT | {State.QUARANTINED, State.RECEIVED}
"""What goes on a stick: all that the hub has not acknowledged, what it refused (staff there look at it), and what it
has not confirmed as complete, so that a kiosk without any network hears of that, too."""

_WAITING = """SELECT s.id, s.tracking_code, s.digest, s.size, f.signature FROM submissions s
    LEFT JOIN former_names f ON f.id = s.id AND s.kiosk <> ?
    WHERE s.state IN (SELECT value FROM json_each(?)) AND (s.kiosk = ? OR f.signature IS NOT NULL)
    ORDER BY s.apart, CASE s.apart WHEN 0 THEN s.seq END, s.id"""
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NAMED = 5


class HandCarryError(KioskError):
    """A stick that cannot be written or read. `missing` are the tracking codes that are not on it."""

    kind = "stick"

    def __init__(self, problem: str, missing: Sequence[str] = ()) -> None:
        super().__init__(problem)
        self.missing = tuple(missing)


class NoStickError(HandCarryError):
    """The folder in which the stick should open is not there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: there is no such folder. Plug the stick in, and name the folder where it opens.")


@dataclass(frozen=True)
class Waiting:
    """One submission that goes on a stick; `size` in bytes. `signature`: of its former name's key, else ours signs."""

    id: str
    tracking_code: str
    digest: str
    size: int
    signature: bytes | None = None


@dataclass(frozen=True)
class Exported:
    """What one export did: `written` submissions are new on the stick, `already` were there, whole.

    `folder` is the kiosk's first one there, `more` those that came after it once it was full.
    """

    folder: Path
    written: int
    already: int
    more: tuple[Path, ...] = ()


class Carrying:
    """The queue as a memory stick sees it; reads only. Every method may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, kiosk: str) -> list[Waiting]:
        """Return what goes on a stick: what our key or that of a former name at this hub vouches for.

        Oldest first; then what stands apart, in the order of its ids, which is nobody's.
        """
        rows = self._database.all(_WAITING, (kiosk, json.dumps(sorted(CARRIED)), kiosk))
        return [Waiting(row["id"], row["tracking_code"], row["digest"], row["size"], row["signature"]) for row in rows]

    def envelope(self, submission: str) -> bytes | None:
        """Return the bytes as they were stored; None where they are purged meanwhile."""
        row = self._database.one("SELECT envelope FROM envelopes WHERE id = ?", (submission,))
        return None if row is None else bytes(row["envelope"])

    def chunk_count(self, submission: str) -> int:
        """Return how many sealed chunks its attached files have."""
        row = self._database.one("SELECT COUNT(*) AS n FROM chunks WHERE id = ?", (submission,))
        return 0 if row is None else int(row["n"])

    def chunks(self, submission: str) -> Iterator[bytes]:
        """Yield the sealed chunks of its attached files, one in memory at a time."""
        names = self._database.all(
            "SELECT attachment, number FROM chunks WHERE id = ? ORDER BY attachment, number", (submission,)
        )
        for name in names:
            row = self._database.one(
                "SELECT chunk FROM chunks WHERE id = ? AND attachment = ? AND number = ?",
                (submission, name["attachment"], name["number"]),
            )
            if row is not None:
                yield bytes(row["chunk"])


class Export:
    """Writes one kiosk's folders on a stick. `device` signs; `moved` is called after each submission."""

    def __init__(self, queue: Carrying, prefix: str, kiosk: str, device: SigningKey) -> None:
        self._queue = queue
        self._prefix = prefix
        self._kiosk = kiosk
        self._device = device

    def write(self, folder: Path, now: datetime, moved: Callable[[], None] = lambda: None) -> Exported:
        """Put all that waits into `folder`; what is there already stays, and nothing is touched where nothing waits.

        Raises HandCarryError naming what is missing, and StorageError.
        Whatever stops it, the files that are there are whole. Each folder's manifest comes last: without one, or with
        files that it does not name, the hub knows that the stick was pulled out early.
        """
        waiting = self._queue.waiting(self._kiosk)
        place = _place(folder, self._prefix, made=bool(waiting))
        if not waiting:
            return Exported(place, 0, 0)
        folders = _folders(folder, self._prefix)
        written = already = 0
        stopped: OSError | None = None
        for number, item in enumerate(waiting):
            try:
                fresh = self._put(folders, item)
            except OSError as error:
                stopped, waiting = error, waiting[number:]
                break
            written, already = written + fresh, already + (not fresh)
            moved()
        try:
            for one in folders.places():
                self._list(one, now)
        except OSError as error:
            raise _stopped(
                stopped or error, folder, written + already, waiting if stopped else [], listed=False
            ) from None
        if stopped is not None:
            raise _stopped(stopped, folder, written + already, waiting, listed=True) from stopped
        return Exported(place, written, already, tuple(one for one in folders.places() if one != place))

    def _put(self, folders: StickFolders, item: Waiting) -> bool:
        """Write a submission and its attached files; False where all of it was there. Raises OSError."""
        envelope = self._queue.envelope(item.id)
        if envelope is None:
            return False
        signature = item.signature or wire.sign_envelope(envelope, self._device)
        signed = msgspec.json.encode(wire.SignedEnvelope(envelope, signature))
        form = stick.file_name(signed, stick.SUBMISSION)
        place = folders.place_for(form, 1 + self._queue.chunk_count(item.id))
        fresh = False
        for chunk in self._queue.chunks(item.id):  # first: a submission that is there has its files beside it
            name = stick.file_name(chunk, stick.CHUNK)
            fresh = _renew(place / name, chunk) or fresh
            folders.has(place, name)
        fresh = _renew(place / form, signed) or fresh
        folders.has(place, form)
        return fresh

    def _list(self, place: Path, now: datetime) -> None:
        """Write the manifest, over every whole file that is there, of this export and of earlier ones."""
        sync_folder(place)
        names = sorted(path for path in place.iterdir() if path.suffix in (stick.SUBMISSION, stick.CHUNK))
        files = [file for path in names if (file := _whole(path)) is not None]
        manifest = stick.Manifest(self._kiosk, now, files)
        write_durably(place / stick.MANIFEST, stick.sign_manifest(manifest, self._device))
        sync_folder(place)
        sync_folder(place.parent)


def _place(folder: Path, prefix: str, *, made: bool) -> Path:
    """Return this kiosk's folder on the stick, `made` where it is missing. Raises HandCarryError."""
    if not folder.is_dir():
        raise NoStickError(folder)
    place = folder / stick.folder_name(prefix)
    if not made:
        return place
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise HandCarryError(f"{folder}: cannot be written: {error.strerror}. Nothing is on it.") from error
    return place


def _folders(folder: Path, prefix: str) -> StickFolders:
    try:
        for place in folders_of(folder, prefix):
            if place.is_symlink():
                raise HandCarryError(f"{place}: leads elsewhere. Delete it, or take another stick.")
        return StickFolders(folder, prefix)
    except OSError as error:
        problem = f"{folder}: cannot be read: {error.strerror}. Nothing was written. Take another stick, and try again."
        raise HandCarryError(problem) from error


def _renew(path: Path, data: bytes) -> bool:
    """Write a file unless these very bytes are there; says whether it did. Raises OSError."""
    if _read(path) == data:
        return False
    write_durably(path, data)
    return True


def _whole(path: Path) -> stick.Carried | None:
    """Return what the manifest says of a file; None where its bytes are not those that its name says."""
    data = _read(path)
    if data is None or stick.file_name(data, path.suffix) != path.name:
        return None
    return stick.Carried(path.name, wire.digest(data))


def _read(path: Path) -> bytes | None:
    try:
        return read_bounded(path, stick.LARGEST_FILE)
    except OSError:
        return None


def _stopped(error: OSError, folder: Path, done: int, missing: Sequence[Waiting], *, listed: bool) -> HandCarryError:
    codes = [item.tracking_code for item in missing]
    if error.errno in _FULL:
        why, remedy = "the stick is full", "Make room there, or take another stick"
    else:
        why, remedy = f"the stick cannot be written ({error.strerror or type(error).__name__})", "Take another stick"
    kept = f"{done} of {done + len(codes)} forms are on it" + (", whole, and the hub can take them" if done else "")
    more = f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else ""
    lack = f"; missing: {', '.join(codes[:_NAMED])}{more}, about {_size(missing)}" if codes else ""
    unlisted = "" if listed else " The list of what is on it could not be written, so the hub will say so."
    text = (
        f"{folder}: {why}. {kept}{lack}.{unlisted} Nothing is lost: all of it is still here. {remedy}, then try again."
    )
    return HandCarryError(text, codes)


def _size(missing: Sequence[Waiting]) -> str:
    return f"{max(1, round(sum(item.size for item in missing) * 1.4 / 1000))} kB"
