"""The queue's tables, one module a step. A step and its record are one transaction; steps are never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline.migrations.s0001_first_tables import first_tables
from offline.migrations.s0002_usage_totals import usage_totals
from offline.migrations.s0003_hold_before_purge import hold_before_purge
from offline.migrations.s0004_attachments import attachments
from offline.migrations.s0005_missing_promises import missing_promises
from offline.migrations.s0006_both_clocks import both_clocks
from offline.migrations.s0007_drafts import drafts
from offline.migrations.s0008_missing_and_seen import missing_and_seen
from offline.migrations.s0009_former_names import former_names
from offline.migrations.s0010_searched_words import searched_words
from offline.migrations.s0011_apart import apart

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from sqlite_utils import Database as AdminDatabase

STEPS: tuple[Callable[[AdminDatabase], None], ...] = (
    first_tables,
    usage_totals,
    hold_before_purge,
    attachments,
    missing_promises,
    both_clocks,
    drafts,
    missing_and_seen,
    former_names,
    searched_words,
    apart,
)
"""In order; a new one is added at the end."""


def version(connection: sqlite3.Connection) -> int:
    """Return how many steps the file has had."""
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def migrate(connection: sqlite3.Connection, before: Callable[[int], object] = lambda _: None) -> None:
    """Bring the file up to date; costs nothing where it is. Each step runs once and leaves a record of when.

    `before` is called with the version of a file that holds something, before its first step: to keep a copy.
    """
    found = version(connection)
    if found == len(STEPS):
        return
    if found and connection.execute("SELECT 1 FROM codes LIMIT 1").fetchone():
        before(found)
    from sqlite_utils import Database as AdminDatabase
    from sqlite_utils.migrations import Migrations

    steps = Migrations("queue")
    for number, step in enumerate(STEPS, start=1):
        steps(name=step.__name__)(_numbered(step, number))
    steps.apply(AdminDatabase(connection))


def _numbered(step: Callable[[AdminDatabase], None], number: int) -> Callable[[AdminDatabase], None]:
    def run(db: AdminDatabase) -> None:
        step(db)
        db.execute(f"PRAGMA user_version = {number}")

    run.__name__ = step.__name__
    return run
