"""What happened to the queue's file that staff should know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from offline import set_aside
from offline.database import Database
from offline.events import Kind
from offline.missing import Missing, listed

TOLD = (Kind.SALVAGED, Kind.OLDER_COPY, Kind.MARK_MISSING, Kind.DISK_ERROR)


@dataclass(frozen=True)
class Mishap:
    """One thing that happened. `kind` is one of `offline.events.Kind`, `detail` its numbers."""

    at: datetime
    kind: str
    detail: str


@dataclass(frozen=True)
class Mishaps:
    """All of it. `missing`: codes that were promised here and are not in the queue; `set_aside`: damaged files kept."""

    happened: tuple[Mishap, ...]
    missing: tuple[Missing, ...]
    set_aside: tuple[str, ...]


def look(database: Database) -> Mishaps:
    """Return what happened, the newest first. Raises StorageError."""
    kinds = ", ".join(f"'{kind}'" for kind in TOLD)
    rows = database.all(f"SELECT at, kind, detail FROM events WHERE kind IN ({kinds}) ORDER BY seq DESC LIMIT 20")  # noqa: S608
    return Mishaps(
        tuple(Mishap(datetime.fromisoformat(row["at"]), row["kind"], row["detail"]) for row in rows),
        listed(database),
        tuple(file.name for file in set_aside.files(database.home)),
    )
