"""What lies on a memory stick: kiosks' folders, and whether everything is there that a kiosk put there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hub.kiosks import KioskNameError, Kiosks
from kiosk.durable_file import read_bounded
from kiosk.errors import KioskError
from kiosk.printable import printable
from offline.wire import WireError, digest
from offline.wire import hand_carry as stick


class StickError(KioskError):
    """A folder that cannot be read, or holds nothing of a kiosk."""

    kind = "stick"


@dataclass(frozen=True)
class StickProblem:
    """What is wrong with a kiosk's folder as a whole. `files` are the names that it is about.

    no-list: the manifest is missing, wrong-list: it is not the kiosk's, missing: files that it names are not there,
    damaged: they are others, not-listed: there are more files than it names (the last export broke off).
    """

    folder: str
    problem: Literal["no-list", "wrong-list", "missing", "damaged", "not-listed"]
    files: tuple[str, ...] = ()


def readable_folders(folder: Path) -> list[Path]:
    """Return the kiosks' folders on a stick, or the one folder that is named. Raises StickError."""
    try:
        places = [folder] if _is_a_kiosks(folder) else [path for path in sorted(folder.iterdir()) if _is_a_kiosks(path)]
        if any(path.is_symlink() for path in places):
            raise StickError(f"{folder}: a folder on it leads elsewhere. Nothing was taken in.")
    except OSError as error:
        problem = f"{folder}: cannot be read: {error.strerror}. Plug the stick in, and name its folder."
        raise StickError(problem) from error
    if not places:
        raise StickError(f"{folder}: nothing of a kiosk is here. `kiosk export DIR` makes folders named kiosk-….")
    return places


def forms_on(folder: Path) -> int:
    """Return how many forms are on a stick. Raises StickError."""
    return sum(len(files_in(place, stick.SUBMISSION)) for place in readable_folders(folder))


def files_in(place: Path, *endings: str) -> list[Path]:
    """Return the files with these endings, by name. Raises StickError, for example once the stick is pulled out."""
    try:
        return sorted(path for path in place.iterdir() if path.suffix.lower() in endings)
    except OSError as error:
        problem = f"{printable(str(place))}: cannot be read any more: {error.strerror}. What came in before is safe"
        raise StickError(f"{problem} here. Plug the stick in and import again: nothing comes in twice.") from error


def manifest_problems(place: Path, kiosks: Kiosks) -> list[StickProblem]:
    """Return in what a kiosk's folder is not as its manifest says. Raises StickError."""
    present = {path.name for path in files_in(place, stick.SUBMISSION, stick.CHUNK)}
    name = printable(place.name)
    try:
        data = read_bounded(place / stick.MANIFEST, stick.LARGEST_FILE)
    except OSError:
        return [StickProblem(name, "no-list")]
    try:
        manifest = stick.read_manifest(data)
        stick.check_manifest(data, kiosks.known(manifest.kiosk).device_key)
    except (WireError, KioskNameError):
        return [StickProblem(name, "wrong-list")]
    listed = {file.name: file.digest for file in manifest.files}
    here = present & listed.keys()
    damaged = {file for file in here if _digest(place / file) != listed[file]}
    found = [
        StickProblem(name, "missing", _shown(listed.keys() - present)),
        StickProblem(name, "damaged", _shown(damaged)),
        StickProblem(name, "not-listed", _shown(present - listed.keys())),
    ]
    return [problem for problem in found if problem.files]


def _shown(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(printable(name) for name in sorted(names))


def _digest(file: Path) -> str:
    try:
        return digest(read_bounded(file, stick.LARGEST_FILE))
    except OSError:
        return ""


def _is_a_kiosks(path: Path) -> bool:
    return path.is_dir() and path.name.lower().startswith(stick.FOLDER)
