"""The versions on this disk, `content/<number>/`: each with its signed list, and proved by it before it is used."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from offline.wire import WireError, digest
from offline.wire.content import LARGEST_MANIFEST, ContentFile, Manifest, open_manifest

FOLDER = "content"
LIST = "manifest.json"
PACK = "pack"
COMING = ".coming"
AWAY = ".old-"
DAMAGED = ".damaged-"


class DamagedError(Exception):
    """A version that is not on the disk as it was signed."""


@dataclass(frozen=True)
class Version:
    """One version, proved. `folder` is the council pack."""

    number: int
    folder: Path
    manifest: Manifest
    digest: str


class Versions:
    """The folders of one KIOSK_HOME. `public` is the content key they must be signed with. May raise OSError."""

    def __init__(self, home: Path, public: bytes) -> None:
        self.folder = home / FOLDER
        self._public = public

    def numbers(self) -> list[int]:
        """Return the versions that are here, proved or not, the newest first."""
        if not self.folder.is_dir():
            return []
        names = [path.name for path in self.folder.iterdir() if path.is_dir() and not path.is_symlink()]
        return sorted((int(name) for name in names if name.isascii() and name.isdecimal()), reverse=True)

    def place(self, number: int) -> Path:
        """Return the folder of a version, there or not."""
        return self.folder / str(number)

    def proved(self, number: int) -> Version:
        """Return a version whose list is signed and whose files are those that it names, and no others.

        Raises DamagedError.
        """
        place = self.place(number)
        try:
            signed = _read_list(place / LIST)
            manifest = open_manifest(signed, self._public)
            if manifest.version != number:
                raise DamagedError("the list is another version's")
            check_files(place / PACK, manifest)
        except (WireError, OSError) as error:
            raise DamagedError(str(error)) from error
        return Version(number, place / PACK, manifest, digest(signed))

    def expiry(self, number: int) -> datetime | None:
        """Return when a version expires, None where its list cannot be read."""
        manifest = self._listed(number)
        return manifest.expires_at if manifest else None

    def copies(self) -> Iterator[tuple[str, Path]]:
        """Yield (sha-256, file) of what the versions here say they hold; whoever copies proves it."""
        for number in self.numbers():
            manifest = self._listed(number)
            for file in manifest.files if manifest else ():
                yield file.sha256, self.place(number) / PACK / file.path

    def set_aside(self, number: int) -> None:
        """Keep a damaged version out of the way, for whoever finds out what happened; one of them is kept."""
        self._remove_named(DAMAGED)
        self.place(number).rename(self.folder / f"{DAMAGED}{number}")

    def keep_only(self, wanted: Collection[int]) -> None:
        """Remove the other versions, renamed first, so that none is ever half there."""
        for number in self.numbers():
            if number not in wanted:
                self.place(number).rename(self.folder / f"{AWAY}{number}")
        self._remove_named(AWAY)

    def _listed(self, number: int) -> Manifest | None:
        """Return the signed list of a version whose files nobody proved, None where it cannot be read."""
        try:
            return open_manifest(_read_list(self.place(number) / LIST), self._public)
        except (WireError, OSError, DamagedError):
            return None

    def _remove_named(self, beginning: str) -> None:
        for path in self.folder.glob(f"{beginning}*"):
            shutil.rmtree(path)


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raise DamagedError unless the folder holds these files and nothing else: one more could be one more journey."""
    wanted = {file.path: file for file in manifest.files}
    for path in walked(folder):
        name = path.relative_to(folder).as_posix()
        file = wanted.pop(name, None)
        if file is None or not is_file(path, file):
            raise DamagedError("a file is not one of those that were signed")
    if wanted:
        raise DamagedError("a file is missing")


def walked(folder: Path) -> Iterator[Path]:
    """Yield everything in a folder but plain folders; links are yielded, never followed."""
    for place, folders, names in os.walk(folder, followlinks=False):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in [*names, *links]:
            yield Path(place) / name


def is_file(path: Path, file: ContentFile) -> bool:
    """Say whether this is the very file: ordinary, of this size, with these bytes."""
    return (
        not path.is_symlink() and path.is_file() and path.stat().st_size == file.size and sha256_of(path) == file.sha256
    )


def sha256_of(path: Path) -> str:
    """Return the digest of a file of any size."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _read_list(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST_MANIFEST:
        raise DamagedError("there is no list")
    return path.read_bytes()
