"""A version on its way: built in a folder of its own, resumed where it was cut, and in place only when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from kiosk.durable_file import sync_folder
from offline.content.memory import Refusal
from offline.content.versions import COMING, LIST, PACK, Versions, check_files, is_file, sha256_of, walked
from offline.hub_client import HubClient
from offline.outcomes import Setback
from offline.transport import PIECE, Answer
from offline.wire.content import FILE_TYPE, FILES_PATH, ContentFile, Manifest

_PARTS = "parts"


class RefusedError(Exception):
    """What came is not what was signed, or cannot be kept. `reason` is a `Refusal`."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Coming:
    """The folder `content/.coming`. May be left at any moment: the next one goes on. May raise OSError."""

    def __init__(self, versions: Versions, manifest: Manifest, signed: bytes) -> None:
        self._versions = versions
        self._manifest = manifest
        self.signed = signed
        self._folder = versions.folder / COMING
        self.pack = self._folder / PACK
        self._parts = self._folder / _PARTS

    def fill(self, client: HubClient, put_off: Callable[[], bool]) -> Setback | bool:
        """Fetch what is not here; True once all is. False where something more urgent came (`put_off`).

        Raises RefusedError.
        """
        self._begin()
        copies = dict(self._versions.copies())
        for file in self._manifest.files:
            target = self.pack / file.path
            if is_file(target, file) or _copied(copies.get(file.sha256), target, file):
                continue
            got = self._fetch(client, file, put_off)
            if got is not True:
                return got
            target.unlink(missing_ok=True)
            (self._parts / file.sha256).rename(target)
            if file is not self._manifest.files[-1] and put_off():
                return False
        return True

    def finish(self) -> Path:
        """Put the version in its place, at once and durably; returns its pack. Raises RefusedError, DamagedError."""
        check_files(self.pack, self._manifest)
        shutil.rmtree(self._parts)
        _write(self._folder / LIST, self.signed)
        for folder, _, _ in os.walk(self._folder, topdown=False):
            sync_folder(Path(folder))
        place = self._versions.place(self._manifest.version)
        self._folder.rename(place)
        sync_folder(self._versions.folder)
        sync_folder(self._versions.folder.parent)  # which may not have had that folder before
        return place / PACK

    def discard(self) -> None:
        """Give the room back."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _begin(self) -> None:
        """Make the folders, and take out what an earlier version left there."""
        self._parts.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.pack.mkdir(mode=0o700, exist_ok=True)
        wanted = {file.path for file in self._manifest.files}
        digests = {file.sha256 for file in self._manifest.files}
        for path in walked(self.pack):
            if path.is_symlink() or path.relative_to(self.pack).as_posix() not in wanted:
                path.unlink()
        for path in walked(self._parts):
            if path.is_symlink() or path.name not in digests:
                path.unlink()
        for file in self._manifest.files:
            (self.pack / file.path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _fetch(self, client: HubClient, file: ContentFile, put_off: Callable[[], bool]) -> Setback | bool:
        part = self._parts / file.sha256
        if not part.exists() or part.stat().st_size > file.size:
            _write(part, b"")
        while (have := part.stat().st_size) < file.size:
            end = min(have + PIECE, file.size)
            whole = _Whole(part, file.size, put_off)
            asked = {"Range": f"bytes={have}-{end - 1}"}
            answer = client.fetch(FILES_PATH + file.sha256, FILE_TYPE, asked, whole.take)
            if not isinstance(answer, Answer):
                return answer
            if answer.status == 404:
                raise RefusedError(Refusal.FILE_MISSING)
            if answer.status == 200:
                if whole.put_off:
                    return False
                whole.need_all()
                break
            if len(answer.body) != end - have:
                raise RefusedError(Refusal.FILE_CHANGED)
            _add(part, answer.body)
            if end < file.size and put_off():
                return False
        if sha256_of(part) != file.sha256:
            part.unlink()
            raise RefusedError(Refusal.FILE_CHANGED)
        return True


class _Whole:
    """Takes a whole file where a part was asked for: a proxy on the way strips the Range of every request.

    What is here already is passed over; never more is written than `size`.
    """

    def __init__(self, part: Path, size: int, put_off: Callable[[], bool]) -> None:
        self.put_off = False
        self._part = part
        self._have = part.stat().st_size
        self._size = size
        self._came = 0
        self._something_waits = put_off

    def take(self, piece: bytes) -> bool:
        """Add what is new in the next bytes; False where something more urgent came. Raises RefusedError."""
        known = max(0, self._have - self._came)
        self._came += len(piece)
        if self._came > self._size:
            self._refuse()
        fresh = piece[known:]
        if fresh:
            _add(self._part, fresh)
        # Not before something new came: else a line that breaks off would never get any further.
        self.put_off = bool(fresh) and self._came < self._size and self._something_waits()
        return not self.put_off

    def need_all(self) -> None:
        """Raise RefusedError where the file ended before its size."""
        if self._came < self._size:
            self._refuse()

    def _refuse(self) -> None:
        self._part.unlink()
        raise RefusedError(Refusal.FILE_CHANGED)


def _copied(source: Path | None, target: Path, file: ContentFile) -> bool:
    """Copy a file that a version here holds already; False where there is none, or not as it was."""
    if source is None or not is_file(source, file):
        return False
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target)
    _sync(target)
    return is_file(target, file)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    _sync(path)


def _add(path: Path, data: bytes) -> None:
    with path.open("ab") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())


def _sync(path: Path) -> None:
    with path.open("rb") as source:
        os.fsync(source.fileno())
