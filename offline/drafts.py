"""Saved visits in the queue's file: sealed, kept for 28 days, and ended when they were sent (R21, R62)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.draft_life import KEPT_WITHOUT_A_DATE, REMEMBERED
from kiosk.errors import NotStoredError
from kiosk.protocols import Clock, NotStored
from kiosk.submission import EndedDraft
from offline import events
from offline.database import Database, StorageError
from offline.events import Kind
from offline.reserve import Reserve
from offline.wire.drafts import SEALED_LIMIT, Standing

_KEEP = """INSERT INTO drafts (locator, state, revision, sealed, proof, ends_at) VALUES (?, 'kept', ?, ?, ?, ?)
    ON CONFLICT (locator) DO UPDATE SET state = 'kept', revision = excluded.revision, sealed = excluded.sealed,
    ends_at = excluded.ends_at, told = '', refused = ''"""
# The hub answered about what it was told of. What was saved or sent here meanwhile is still to be told.
_HUB_HAS = "UPDATE drafts SET told = ? WHERE locator = ? AND revision = ? AND state = ?"
_ENDED_AT_HUB = """UPDATE drafts SET state = ?, sealed = NULL, told = ?
    WHERE locator = ? AND revision = ? AND state = ?"""
_LATER_AT_HUB = "DELETE FROM drafts WHERE locator = ? AND revision = ? AND state = ?"
_HUB_REFUSES = "UPDATE drafts SET refused = ? WHERE locator = ? AND revision = ? AND state = ?"
_END = "UPDATE drafts SET state = 'sent', sealed = NULL, token = ?, told = '', refused = '' WHERE locator = ?"


@dataclass(frozen=True)
class KeptDraft:
    """One saved visit as this kiosk holds it. `told`: the hub had this revision once. `ends_at` is None until known."""

    locator: str
    state: Standing
    revision: int
    sealed: bytes = field(repr=False)
    proof: str = field(repr=False)
    ends_at: datetime | None
    told: str = ""
    token: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class RefusedDrafts:
    """Saved visits (`state` kept) or ends of them (sent) that the hub refuses for a reason; the last lasts `until`."""

    state: Standing
    reason: str
    count: int
    until: datetime | None


class Drafts:
    """Every method is one transaction and may raise StorageError; each ends durable."""

    def __init__(self, database: Database, reserve: Reserve, clock: Clock) -> None:
        self._database = database
        self._reserve = reserve
        self._clock = clock

    def keep(self, draft: KeptDraft) -> None:
        """Store a saved visit, in place of an earlier revision of the same code; durable when this returns.

        Raises NotStoredError, and then nothing has changed: `disk-full` (the reserve did not help either), `storage`.
        """
        if len(draft.sealed) > SEALED_LIMIT:
            raise NotStoredError(NotStored.STORAGE, f"a saved visit may have {SEALED_LIMIT} bytes at most")
        try:
            try:
                self._keep(draft)
            except StorageError as error:
                if not (error.full and self._reserve.release()):
                    raise
                self._keep(draft, reserve_used=True)
        except StorageError as error:
            if error.doubtful and self._is_there(draft):
                return
            raise NotStoredError(NotStored.DISK_FULL if error.full else NotStored.STORAGE, str(error)) from error

    def find(self, locator: str) -> KeptDraft | None:
        """Return what is here under a locator: kept, sent or expired; None where nothing was saved here."""
        self.tidy()
        row = self._database.one("SELECT * FROM drafts WHERE locator = ?", (locator,))
        return None if row is None else _draft(row)

    def due(self) -> list[KeptDraft]:
        """Return what the hub has not heard yet, or may have lost when it was restored from a backup."""
        rows = self._database.all(
            "SELECT * FROM drafts WHERE state <> 'expired' AND refused = '' AND told <> (SELECT epoch FROM line)"
        )
        return [_draft(row) for row in rows]

    def hub_has(self, draft: KeptDraft, epoch: str) -> None:
        """The hub knows this revision, or that it was sent. A revision saved meanwhile is still to be told."""
        with self._database.transaction() as connection:
            connection.execute(_HUB_HAS, (epoch, *_as_told(draft)))

    def hub_knows_better(self, draft: KeptDraft, state: Standing, epoch: str) -> None:
        """The hub has a later revision (`kept`), or knows that it was sent or ran out: this copy would be a wrong one.

        A revision saved here meanwhile stays, and so does that it was sent here meanwhile.
        """
        with self._database.transaction() as connection:
            if state in ("sent", "expired"):
                connection.execute(_ENDED_AT_HUB, (state, epoch, *_as_told(draft)))
            else:
                connection.execute(_LATER_AT_HUB, _as_told(draft))

    def hub_refuses(self, draft: KeptDraft, reason: str) -> None:
        """The hub will never take it: it opens at this kiosk alone, and staff are told.

        What was saved or sent meanwhile is not refused by that.
        """
        with self._database.transaction() as connection:
            if connection.execute(_HUB_REFUSES, (reason, *_as_told(draft))).rowcount:
                events.record(connection, self._clock.now(), Kind.ALERT, detail="draft-refused")

    def refused(self) -> list[RefusedDrafts]:
        """Return what the hub refuses and what has not run out yet, by state and reason."""
        rows = self._database.all(
            "SELECT state, refused, COUNT(*) AS n, MAX(ends_at) AS until FROM drafts"
            " WHERE refused <> '' AND state <> 'expired' AND (ends_at IS NULL OR ends_at > ?)"
            " GROUP BY state, refused ORDER BY state, refused",
            (self._clock.now().isoformat(),),
        )
        return [RefusedDrafts(row["state"], row["refused"], int(row["n"]), _time(row["until"])) for row in rows]

    def tidy(self) -> int:
        """Forget what has run out, and later that it was ever there; returns how many ran out.

        Does nothing while the clock is not trusted: nothing may be lost to a wrong one.
        """
        if not self._clock.trusted():
            return 0
        now = self._clock.now()
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE drafts SET ends_at = ? WHERE ends_at IS NULL", ((now + KEPT_WITHOUT_A_DATE).isoformat(),)
            )
            gone = connection.execute(
                "UPDATE drafts SET state = 'expired', sealed = NULL WHERE state = 'kept' AND ends_at <= ?",
                (now.isoformat(),),
            ).rowcount
            connection.execute("DELETE FROM drafts WHERE ends_at <= ?", ((now - REMEMBERED).isoformat(),))
            if gone:
                events.record(connection, now, Kind.DRAFT_EXPIRED, detail=str(gone))
        return gone

    def _keep(self, draft: KeptDraft, *, reserve_used: bool = False) -> None:
        now = self._clock.now()
        ends_at = draft.ends_at.isoformat() if draft.ends_at else None
        with self._database.transaction() as connection:
            connection.execute(_KEEP, (draft.locator, draft.revision, draft.sealed, draft.proof, ends_at))
            events.record(connection, now, Kind.DRAFT_SAVED)
            if reserve_used:
                events.record(connection, now, Kind.RESERVE_USED)

    def _is_there(self, draft: KeptDraft) -> bool:
        """Say whether the file holds these bytes: a COMMIT can be durable and report an error all the same."""
        try:
            row = self._database.one("SELECT sealed FROM drafts WHERE locator = ?", (draft.locator,))
        except StorageError:
            return False
        return row is not None and row["sealed"] == draft.sealed


def end(connection: sqlite3.Connection, draft: EndedDraft, now: datetime) -> None:
    """It was sent, in the caller's transaction: forget the sealed bytes, and let the hub hear of it.

    The hub's copy may be the only one: what was saved at another kiosk ends here too.
    """
    connection.execute(
        "INSERT OR IGNORE INTO drafts (locator, state, revision, proof) VALUES (?, 'sent', 0, ?)",
        (draft.locator, draft.proof),
    )
    connection.execute(_END, (draft.token, draft.locator))
    events.record(connection, now, Kind.DRAFT_SENT)


def _as_told(draft: KeptDraft) -> tuple[str, int, str]:
    return draft.locator, draft.revision, draft.state


def _draft(row: sqlite3.Row) -> KeptDraft:
    return KeptDraft(
        row["locator"],
        row["state"],
        row["revision"],
        row["sealed"] or b"",
        row["proof"],
        _time(row["ends_at"]),
        row["told"],
        row["token"] or b"",
    )


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
