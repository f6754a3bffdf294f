"""Totals of how kiosks are used, by kiosk and day: for reports, without visits or people (R53 to R58)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, select

from hub.database import Database, epoch
from hub.tables import usage_day, usage_total
from offline.wire.usage import UsageDay, UsageTaken


@dataclass(frozen=True)
class Sum:
    """One total over all kiosks and the days asked for."""

    family: str
    name: str
    journey: str
    page: str
    channel: str
    language: str
    total: int


class Usage:
    """Takes in the days of kiosks, and adds them up."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def take(self, kiosk: str, day: UsageDay) -> UsageTaken:
        """Put a day's totals in place of an earlier revision; an earlier or equal one changes nothing."""
        with self._database.writing() as connection:
            known = connection.scalar(
                select(usage_day.c.revision).where(usage_day.c.kiosk == kiosk, usage_day.c.day == day.day)
            )
            if known is None or known < day.revision:
                self._replace(connection, kiosk, day, new=known is None)
            revision = max(known or 0, day.revision)
            return UsageTaken(kiosk, day.day, revision, epoch(connection))

    def sums(self, first: date, last: date) -> list[Sum]:
        """Return the totals of all kiosks from one day to another, both included."""
        columns = [usage_total.c[name] for name in ("family", "name", "journey", "page", "channel", "language")]
        query = (
            select(*columns, func.sum(usage_total.c.total).label("total"))
            .where(usage_total.c.day >= first, usage_total.c.day <= last)
            .group_by(*columns)
            .order_by(*columns)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [Sum(**row._mapping) for row in rows]

    def months(self) -> list[str]:
        """Return the months that have totals, the oldest first, each like 2026-11."""
        with self._database.reading() as connection:
            days = connection.scalars(select(usage_total.c.day).distinct().order_by(usage_total.c.day)).all()
        return list(dict.fromkeys(f"{day:%Y-%m}" for day in days))

    def _replace(self, connection: Connection, kiosk: str, day: UsageDay, *, new: bool) -> None:
        its = (usage_day.c.kiosk == kiosk) & (usage_day.c.day == day.day)
        changed = {"revision": day.revision, "taken_at": self._now()}
        if new:
            connection.execute(usage_day.insert().values(kiosk=kiosk, day=day.day, **changed))
        else:
            connection.execute(usage_day.update().where(its).values(**changed))
            connection.execute(delete(usage_total).where(usage_total.c.kiosk == kiosk, usage_total.c.day == day.day))
        together: dict[tuple[str, ...], int] = {}
        for it in day.totals:
            key = (it.family, it.name, it.journey, it.page, it.channel, it.language)
            together[key] = together.get(key, 0) + it.total
        names = ("family", "name", "journey", "page", "channel", "language")
        rows = [
            {"kiosk": kiosk, "day": day.day, "total": number, **dict(zip(names, key, strict=True))}
            for key, number in together.items()
        ]
        if rows:
            connection.execute(usage_total.insert(), rows)
