"""Keeps saved visits for kiosks: sealed, found by whoever knows the locator, opened by nobody here (R21, R62)."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update
from sqlalchemy.exc import IntegrityError

from hub.database import Database, epoch
from hub.tables import draft as table
from kiosk.comeback_code import proof_of
from kiosk.draft_life import KEPT_WITHOUT_A_DATE, REMEMBERED
from kiosk.errors import KioskError
from offline.wire import digest
from offline.wire.drafts import Draft, DraftReply, Standing

_LONGEST = KEPT_WITHOUT_A_DATE + timedelta(days=1)
"""No kiosk's clock, however far ahead, keeps anything longer."""


class ForeignDraftError(KioskError):
    """Another code's draft stands under this locator: its token does not fit."""


class Drafts:
    """Every method is one transaction. What was sent or ran out keeps its place, empty, so that nothing brings it back.

    `now` returns the time, aware.
    """

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def keep(self, locator: str, draft: Draft) -> DraftReply:
        """Take in a saved visit, or a later revision of one; repeated, it changes nothing. Raises ForeignDraftError."""
        with self._database.writing() as connection:
            self._forget_what_ran_out(connection)
            known = _known_or_put(connection, locator, proof=draft.proof, **self._content(draft))
            if known is not None:
                self._renew(connection, known, draft)
            return _reply(connection, locator)

    def end(self, locator: str, token: bytes) -> DraftReply:
        """Forget a draft that was sent. Raises ForeignDraftError.

        Of one that is not here its end is kept: after a restore the kiosk where it was saved may offer it once more.
        """
        with self._database.writing() as connection:
            ended = {"state": "sent", "revision": 0, "digest": "", "ends_at": self._now() + KEPT_WITHOUT_A_DATE}
            known = _known_or_put(connection, locator, proof=proof_of(token), **ended)
            if known is not None:
                _check(known, proof_of(token))
                connection.execute(update(table).filter_by(locator=locator).values(state="sent", sealed=None))
            return _reply(connection, locator)

    def find(self, locator: str) -> DraftReply:
        """Return what stands under a locator, with its sealed bytes where it is kept."""
        with self._database.reading() as connection:
            found = _find(connection, locator)
            if found is not None and found.state == "kept" and found.ends_at <= self._now():
                return DraftReply(epoch(connection), locator, "expired", found.revision)
            return _reply(connection, locator, sealed=True)

    def forget_what_ran_out(self) -> None:
        """Let go of the sealed bytes of what ran out, and later of the rest."""
        with self._database.writing() as connection:
            self._forget_what_ran_out(connection)

    def _forget_what_ran_out(self, connection: Connection) -> None:
        now = self._now()
        connection.execute(
            update(table).where(table.c.state == "kept", table.c.ends_at <= now).values(state="expired", sealed=None)
        )
        connection.execute(delete(table).where(table.c.ends_at <= now - REMEMBERED))

    def _renew(self, connection: Connection, known: Row[Any], draft: Draft) -> None:
        _check(known, draft.proof)
        if known.state != "sent" and draft.revision > known.revision:
            connection.execute(update(table).filter_by(locator=known.locator).values(**self._content(draft)))

    def _content(self, draft: Draft) -> dict[str, Any]:
        now = self._now()
        ends_at = min(draft.ends_at or now + KEPT_WITHOUT_A_DATE, now + _LONGEST)
        late = ends_at <= now
        return {
            "state": "expired" if late else "kept",
            "revision": draft.revision,
            "sealed": None if late else draft.sealed,
            "digest": digest(draft.sealed),
            "ends_at": ends_at,
        }


def _find(connection: Connection, locator: str) -> Row[Any] | None:
    return connection.execute(select(table).filter_by(locator=locator)).first()


def _known_or_put(connection: Connection, locator: str, **values: Any) -> Row[Any] | None:
    """Return what stands under a locator; where nothing did, put `values` there and return None."""
    known = _find(connection, locator)
    if known is not None:
        return known
    try:
        with connection.begin_nested():
            connection.execute(table.insert().values(locator=locator, **values))
    except IntegrityError:  # it came by another way in the same moment
        known = _find(connection, locator)
        if known is None:
            raise
    return known


def _check(known: Row[Any], proof: str) -> None:
    if not hmac.compare_digest(known.proof, proof):
        raise ForeignDraftError("the token does not fit what is kept here")


def _reply(connection: Connection, locator: str, *, sealed: bool = False) -> DraftReply:
    row = _find(connection, locator)
    if row is None:
        return DraftReply(epoch(connection), locator, "unknown")
    state: Standing = row.state
    content = row.sealed if sealed and row.sealed else b""
    return DraftReply(epoch(connection), locator, state, row.revision, row.digest, content)
