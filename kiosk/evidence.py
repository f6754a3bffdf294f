"""Papers that the council has to see: which, where to, and until when. Told before the start, and again at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.conditions import holds
from kiosk.easy_words import is_easy
from kiosk.journey import Journey
from kiosk.journey_tables import Evidence
from kiosk.language import Language
from kiosk.visit import Visit


@dataclass(frozen=True)
class ToBring:
    """What to bring, in the resident's words. Nothing of it where there is no paper to bring."""

    papers: tuple[str, ...] = ()
    until: str = ""  # "Bring it by Friday 18 December …"
    place: str = ""  # "Where: …"

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, to be read below each other."""
        return tuple(words for words in (*self.papers, self.until, self.place) if words)


def always_needed(journey: Journey, language: Language) -> list[str]:
    """Return the papers that everybody needs, before anything is answered."""
    return _words((item for item in journey.evidence if not item.when), journey, language)


def needed(visit: Visit) -> list[Evidence]:
    """Return the papers that these answers call for."""
    return [item for item in visit.journey.evidence if holds(item.when, visit.facts)]


def to_bring(visit: Visit, language: Language, *, sent_at: datetime | None = None) -> ToBring:
    """Return what to bring, where and until when. The day is counted from Send, where the clock may be believed."""
    bring, papers = visit.journey.bring, _words(needed(visit), visit.journey, language)
    if bring is None or not papers:
        return ToBring()
    contact = visit.pack.contact(bring.where)
    place = language.in_a_row(language.translate(words) for words in (contact.desk, contact.hours) if words)
    return ToBring(
        tuple(papers),
        _until(visit, language, bring.within_days, sent_at),
        language.translate("Where: {place}", place=place),
    )


def _until(visit: Visit, language: Language, days: int, sent_at: datetime | None) -> str:
    if sent_at is None or not visit.clock_trusted:
        return language.plural(
            "Bring it within {n} day of sending this, with your tracking code.",
            "Bring it within {n} days of sending this, with your tracking code.",
            days,
        )
    day = sent_at.astimezone(visit.pack.zone).date() + timedelta(days=days)
    return language.translate("Bring it by {day}, with your tracking code.", day=language.date(day))


def _words(items: Iterable[Evidence], journey: Journey, language: Language) -> list[str]:
    easy = is_easy(journey, language)
    return [language.translate(item.easy) if easy and item.easy else _in_full(item, language) for item in items]


def _in_full(item: Evidence, language: Language) -> str:
    say = language.translate
    return (
        say("{paper}. Or: {other}", paper=say(item.what), other=say(item.instead)) if item.instead else say(item.what)
    )
