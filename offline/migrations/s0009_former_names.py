"""Forms that were sealed under a former name of this kiosk at its present hub, signed by the key of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as AdminDatabase


def former_names(db: AdminDatabase) -> None:
    """Make the table. Without row numbers, so that no page of it can be taken for one of `envelopes` in a salvage.

    `signature` is NULL where that key was lost before it could sign.
    """
    db.execute("CREATE TABLE former_names (id TEXT PRIMARY KEY, signature BLOB) STRICT, WITHOUT ROWID")
    db.execute(
        """CREATE TRIGGER former_names_go_with_envelopes AFTER DELETE ON envelopes
        BEGIN
            DELETE FROM former_names WHERE id = old.id;
        END"""
    )
