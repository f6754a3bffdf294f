"""Files as scripts attach them: read into memory and sealed there; nothing of them is written anywhere in clear."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from stat import S_ISREG

from kiosk.attachments import LARGEST, Attachment, AttachmentError, check_sizes
from kiosk.errors import UsageError
from offline.wire.attachments import seal_file


def read_attachments(names: Sequence[str], taken: int) -> list[Attachment]:
    """Return the files, sealed. `taken`: how many the journey takes.

    Raises AttachmentError for what is not taken and UsageError for what cannot be read. Both tell a file by its number:
    a name may say who somebody is, and what is printed here may be kept in a log.
    """
    check_sizes([_size(name, number) for number, name in enumerate(names, start=1)], taken)
    return [_sealed(name, number) for number, name in enumerate(names, start=1)]


def _size(name: str, number: int) -> int:
    try:
        found = Path(name).stat()
    except FileNotFoundError:
        raise UsageError(f"attachment {number}: there is no such file") from None
    except OSError as error:
        raise UsageError(f"attachment {number}: this file cannot be read ({type(error).__name__})") from None
    if not S_ISREG(found.st_mode):
        raise UsageError(f"attachment {number}: this is no file")
    return found.st_size


def _sealed(name: str, number: int) -> Attachment:
    try:
        with Path(name).open("rb") as file:
            data = file.read(LARGEST + 1)  # it may have grown since
    except OSError as error:
        raise UsageError(f"attachment {number}: this file cannot be read ({type(error).__name__})") from None
    try:
        return seal_file(Path(name).name, data)
    except AttachmentError as error:
        raise AttachmentError(error.code, number) from None
