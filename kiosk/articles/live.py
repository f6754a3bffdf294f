"""What an article works out for whoever reads it: the days of their bins, their councillors, what is open now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from kiosk.articles.article import Live
from kiosk.collation import sort_key
from kiosk.collection_days import coming_collection
from kiosk.gazetteer import WEEKDAYS, Address
from kiosk.language import Language, marked
from kiosk.search.knowledge import Knowledge

NEEDS_ADDRESS: frozenset[Live] = frozenset({"collection-day", "councillor"})

_EVERY = marked("Every {weekday}")
_EVERY_SECOND = marked("Every second {weekday}")


@dataclass(frozen=True)
class LivePart:
    """Lines of a label and what is true of it, headed by `title`; `note` where there are none."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Moment:
    """When it is read: the council's local time, and whether the clock can be believed."""

    now: datetime
    trusted: bool


def live_part(
    live: Live, knowledge: Knowledge, moment: Moment, language: Language, address: Address | None
) -> LivePart | None:
    """Return what an article works out, None where it does nothing, or needs an address that was not given yet."""
    if live == "collection-day" and address is not None:
        return LivePart(address.one_line, tuple(_collections(knowledge, moment, language, address)))
    if live == "councillor" and address is not None:
        return _councillors(knowledge, language, address)
    if live == "open-now":
        return LivePart(language.translate("What is open now"), tuple(_open_now(knowledge, moment, language)))
    if live == "standards":
        return LivePart(language.translate("How long we take"), tuple(_standards(knowledge, language)))
    return None


def _collections(
    knowledge: Knowledge, moment: Moment, language: Language, address: Address
) -> Iterator[tuple[str, str]]:
    council = knowledge.pack.council
    names = council.words.get("bins", {})
    weekday = _weekday(address.day, language)
    for name, week in address.bins.items():
        label = language.translate(names[name].label) if name in names else name
        how_often = _EVERY if week == "every" else _EVERY_SECOND
        usual = language.translate(how_often, weekday=weekday)
        day = coming_collection(address, name, moment.now, council)
        # A clock that may be wrong promises no date; the weekday is true all the same.
        if not moment.trusted or day is None:
            yield label, usual
        elif day == moment.now.date():
            yield label, language.translate("Today")
        else:
            yield label, language.date(day, alone=True)


def _weekday(day: str, language: Language) -> str:
    from babel.dates import get_day_names

    return str(get_day_names("wide", locale=language.code)[WEEKDAYS.index(day)])


def _councillors(knowledge: Knowledge, language: Language, address: Address) -> LivePart:
    people = knowledge.councillors.get(address.ward, ())
    rows = tuple((person.name, person.email) for person in people)
    note = "" if rows else language.translate("We do not know who speaks for your ward. Please ask at the desk.")
    return LivePart(language.translate("Your ward: {ward}", ward=address.ward), rows, note)


def _open_now(knowledge: Knowledge, moment: Moment, language: Language) -> Iterator[tuple[str, str]]:
    council = knowledge.pack.council
    for place in knowledge.places:
        yield place.name(language.code), _open(place.closes(moment.now, council),
                                               place.opens(moment.now, council), moment, language)  # fmt: skip


def _open(closes: time | None, opens: datetime | None, moment: Moment, language: Language) -> str:
    say = language.translate
    if not moment.trusted:
        return say("Please look at the hours below")
    if closes is not None:
        return say("Open until {time}", time=_clock(closes))
    if opens is None:
        return say("Shut")
    if opens.date() == moment.now.date():
        return say("Shut. Opens today at {time}", time=_clock(opens.time()))
    return say("Shut. Opens on {day} at {time}", day=language.date(opens.date()), time=_clock(opens.time()))


def _clock(at: time) -> str:
    """Return a time of day as the council writes its hours: 8:30, 5."""
    hour = at.hour % 12 or 12
    return f"{hour}:{at.minute:02}" if at.minute else str(hour)


def _standards(knowledge: Knowledge, language: Language) -> Iterator[tuple[str, str]]:
    journeys = knowledge.pack.journeys.values()
    promised = [(language.translate(it.title), it.standard.working_days) for it in journeys if it.standard is not None]
    for title, days in sorted(promised, key=lambda row: sort_key(row[0], language.code)):
        yield title, language.plural("{n} working day", "{n} working days", days)
