"""Words that people looked for and that no list knows, as keyed hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as AdminDatabase


def searched_words(db: AdminDatabase) -> None:
    """Make the table. Without row numbers, so that no page of it can be taken for one of `envelopes` in a salvage."""
    db.execute(
        "CREATE TABLE searched_words (month TEXT NOT NULL, digest BLOB NOT NULL, visits INTEGER NOT NULL,"
        " PRIMARY KEY (month, digest)) STRICT, WITHOUT ROWID"
    )
