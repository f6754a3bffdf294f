"""When the council's places are open: `words/opening.csv` of a pack, a line for each place.

Columns: `id`, its name in every language, and `mon` to `sun`, each like `9:00-18:00` or empty for a day it is shut.
On a bank holiday that falls on a working day every place is shut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from kiosk.council_pack import Council
from kiosk.csv_file import read_rows
from kiosk.errors import ConfigError
from kiosk.gazetteer import WEEKDAYS
from kiosk.working_days import is_working_day

FILE = Path("words", "opening.csv")
_HOURS = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")
_SATURDAY = 5

Hours = tuple[time, time]


@dataclass(frozen=True)
class Place:
    """One place: its names by language, and its hours by weekday, Monday first; None where it is shut."""

    id: str
    names: Mapping[str, str]
    week: tuple[Hours | None, ...]

    def name(self, code: str) -> str:
        """Return its name in a language, in English where that has none."""
        return self.names.get(code) or self.names["en"]

    def hours(self, day: date, council: Council) -> Hours | None:
        """Return its hours on a day, None where it is shut."""
        holiday = day.weekday() < _SATURDAY and not is_working_day(day, council.calendar, council.closed_days)
        return None if holiday else self.week[day.weekday()]

    def closes(self, now: datetime, council: Council) -> time | None:
        """Return when it shuts today, None where it is shut now."""
        hours = self.hours(now.date(), council)
        return hours[1] if hours and hours[0] <= now.time() < hours[1] else None

    def opens(self, now: datetime, council: Council) -> datetime | None:
        """Return when it opens next within two weeks, for a place that is shut now."""
        for ahead in range(15):
            day = now.date() + timedelta(days=ahead)
            hours = self.hours(day, council)
            if hours and (ahead or now.time() < hours[0]):
                return datetime.combine(day, hours[0])
        return None


def load_places(folder: Path, languages: Sequence[str]) -> list[Place]:
    """Return a pack's places; none where it has no such file. Reads the disk. Raises ConfigError."""
    path = folder / FILE
    if not path.exists():
        return []
    places = []
    for line, row in read_rows(path, ["id", *languages, *WEEKDAYS]):
        week = tuple(_hours(path, line, day, row[day]) for day in WEEKDAYS)
        places.append(Place(row["id"], {code: row[code] for code in languages if row[code]}, week))
    return places


def _hours(path: Path, line: int, day: str, text: str) -> Hours | None:
    if not text:
        return None
    found = _HOURS.fullmatch(text)
    try:
        opens, closes = (
            (time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))) if found else (None, None)
        )
    except ValueError:
        opens = closes = None
    if opens is None or closes is None or closes <= opens:
        remedy = "Write e.g. 9:00-18:00, or nothing for a day it is shut."
        raise ConfigError(path, f"{text!r} are no hours.", remedy, key=day, line=line)
    return opens, closes
