"""The totals of how this kiosk is used, kept by day in the queue's file, and taken to the hub."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from kiosk.usage import OPENED, Count
from offline.database import Database
from offline.outcomes import Paused, Refused, Setback, TooLarge, Trouble
from offline.wire.usage import Total, UsageDay, UsageTaken

if TYPE_CHECKING:
    from offline.hub_client import HubClient
    from offline.store import Store

KEPT = timedelta(days=62)
"""How long a day's totals stay here, so that a hub restored from a backup can get them again."""

_ADD = """INSERT INTO usage (day, family, name, journey, page, channel, language, total) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET total = total + excluded.total"""


class UsageTotals:
    """Every method is one transaction and may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, day: date, counts: Counter[Count]) -> None:
        """Add to the totals of a day (`kiosk.usage.Usage`)."""
        if not counts:
            return
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO usage_days (day, revision) VALUES (?, 1)"
                " ON CONFLICT (day) DO UPDATE SET revision = revision + 1",
                (day.isoformat(),),
            )
            connection.executemany(
                _ADD,
                [
                    (day.isoformat(), it.family, it.name, it.journey, it.page, it.channel, it.language, number)
                    for it, number in counts.items()
                ],
            )

    def opened_most(self, since: date, most: int) -> list[str]:
        """Return the ids of the journeys and articles that searches led to most often since a day, best first."""
        rows = self._database.all(
            "SELECT journey || page AS id, sum(total) AS times FROM usage"
            " WHERE family = 'search' AND name = ? AND day >= ? GROUP BY id ORDER BY times DESC, id LIMIT ?",
            (OPENED, since.isoformat(), most),
        )
        return [str(row["id"]) for row in rows]

    def unsent(self, epoch: str) -> list[UsageDay]:
        """Return the days whose last revision this hub, in this epoch, does not have; the oldest first."""
        days = self._database.all(
            "SELECT day, revision FROM usage_days WHERE sent < revision OR epoch <> ? ORDER BY day", (epoch,)
        )
        return [day for row in days if (day := _day(row["day"], row["revision"], self._of(row["day"]))) is not None]

    def sent(self, taken: UsageTaken) -> None:
        """Keep that the hub has this revision of a day."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE usage_days SET sent = min(revision, ?), epoch = ? WHERE day = ?",
                (taken.revision, taken.epoch, taken.day.isoformat()),
            )

    def forget_old(self, newest: date) -> None:
        """Delete days that the hub has and that are long before `newest`, the newest day here."""
        before = (newest - KEPT).isoformat()
        with self._database.transaction() as connection:
            old = "SELECT day FROM usage_days WHERE day < ? AND sent = revision"
            connection.execute(f"DELETE FROM usage WHERE day IN ({old})", (before,))  # noqa: S608 -- a text of ours
            connection.execute("DELETE FROM usage_days WHERE day < ? AND sent = revision", (before,))

    def _of(self, day: str) -> list[Total]:
        rows = self._database.all(
            "SELECT family, name, journey, page, channel, language, total FROM usage WHERE day = ?", (day,)
        )
        return [total for row in rows if (total := _total(dict(row))) is not None]


def _day(day: str, revision: int, totals: list[Total]) -> UsageDay | None:
    """Return a day as the hub takes it, None for what a disk damaged: it must not keep what residents saved waiting."""
    try:
        return UsageDay(date.fromisoformat(day), revision, totals)
    except ValueError:
        return None


def _total(row: dict[str, object]) -> Total | None:
    try:
        return msgspec.convert(row, Total)
    except msgspec.ValidationError:
        return None


class UsageErrand:
    """Takes to the hub each day whose totals changed. A day goes whole, so repeating one changes nothing.

    One that the hub does not take stops no other, and is offered again in a later round.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(self, client: HubClient) -> Setback | None:
        """Send the changed days (`offline.errands.Errand`)."""
        totals = self._store.usage
        days = totals.unsent(self._store.outbox.line().epoch)
        for day in days:
            body = msgspec.json.encode(day)
            answer = client.ask("PUT", f"/v1/usage/{day.day.isoformat()}", UsageTaken, body=body)
            if isinstance(answer, Refused | TooLarge):
                continue
            if not isinstance(answer, UsageTaken):
                return answer
            if answer.day != day.day or answer.revision < day.revision:
                return Paused(Trouble.UNTRUSTED)
            totals.sent(answer)
        if days:
            totals.forget_old(days[-1].day)
        return None
