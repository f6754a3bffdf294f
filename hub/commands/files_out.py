"""Writes attached files into a folder that staff named. Their names come from a stranger and are never trusted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from kiosk.attachments import EnclosedFile
from kiosk.errors import UsageError

_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/pdf": ".pdf",
}
_LONGEST = 60


def write_files(folder: Path, code: str, files: Iterable[tuple[EnclosedFile, bytes]]) -> list[Path]:
    """Write each as CODE-NUMBER-NAME, readable by nobody else; return where. Raises UsageError, and overwrites nothing.

    The ending is that of what is in the file, whatever its name said.
    """
    written: list[Path] = []
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number, (enclosed, data) in enumerate(files, start=1):
            path = folder / f"{code}-{number}{_safe(enclosed.name)}{_ENDINGS.get(enclosed.media_type, '')}"
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
            written.append(path)
    except FileExistsError as error:
        raise UsageError(f"{folder}: the files of {code} are here already, or a file stands in its place.") from error
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}.") from error
    return written


def _safe(name: str) -> str:
    """Return letters, digits and hyphens of a name, without folders and ending."""
    last = re.split(r"[/\\]", name)[-1]
    stem = last.rpartition(".")[0] or last
    kept = re.sub(r"[^A-Za-z0-9]+", "-", stem)[:_LONGEST].strip("-")
    return f"-{kept}" if kept else ""
