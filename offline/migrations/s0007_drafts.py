"""Visits that residents saved to come back to: sealed, under a locator that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as AdminDatabase

# `proof` is the hash of the token that ends a draft; `token` itself is known only once it was sent, and opens nothing.
# `ends_at` is NULL until the clock can be believed. `told` is the hub's epoch in which the hub had it last.
_DRAFTS = """
CREATE TABLE drafts (
    locator TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('kept', 'sent', 'expired')),
    revision INTEGER NOT NULL,
    sealed BLOB CHECK ((sealed IS NULL) = (state <> 'kept')),
    proof TEXT NOT NULL,
    token BLOB,
    ends_at TEXT,
    told TEXT NOT NULL DEFAULT '',
    refused TEXT NOT NULL DEFAULT ''
) STRICT
"""


def drafts(db: AdminDatabase) -> None:
    """Make the table."""
    db.execute(_DRAFTS)
