"""What mishaps and programs that ended in the middle left in KIOSK_HOME, by name: staff are told what each one is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from offline import backups, identity, set_aside
from offline.content import versions


class LeftoverKind(StrEnum):
    """What a leftover is. Those in `STAYING` do not go by themselves."""

    QUEUE_JOURNAL = "damaged-queue-journal"
    CONTENT = "damaged-content"
    SALVAGE = "unfinished-salvage"
    COPY = "unfinished-copy"
    IDENTITY = "unfinished-identity"
    COMING = "content-on-its-way"
    OLD_CONTENT = "old-content"


STAYING = frozenset({LeftoverKind.QUEUE_JOURNAL, LeftoverKind.CONTENT, LeftoverKind.IDENTITY})


@dataclass(frozen=True)
class Leftover:
    """`name` is a path below KIOSK_HOME."""

    name: str
    kind: LeftoverKind


_PATTERNS = (
    (set_aside.JOURNALS, LeftoverKind.QUEUE_JOURNAL),
    (f"{versions.FOLDER}/{versions.DAMAGED}*", LeftoverKind.CONTENT),
    (identity.UNFINISHED, LeftoverKind.IDENTITY),
    (set_aside.UNFINISHED, LeftoverKind.SALVAGE),
    (backups.UNFINISHED, LeftoverKind.COPY),
    (f"{versions.FOLDER}/{versions.COMING}", LeftoverKind.COMING),
    (f"{versions.FOLDER}/{versions.AWAY}*", LeftoverKind.OLD_CONTENT),
)


def found(home: Path) -> list[Leftover]:
    """Return all that is there, those that stay first. The damaged files themselves are `set_aside.files`."""
    return list(_found(home))


def _found(home: Path) -> Iterator[Leftover]:
    for pattern, kind in _PATTERNS:
        for path in sorted(home.glob(pattern)):
            yield Leftover(path.relative_to(home).as_posix(), kind)
