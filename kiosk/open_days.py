"""The days on which a journey may be begun, and the page that stands in its place on all others.

Only a day that is known closes anything: where the clock is not trusted, every journey is open.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from kiosk.language import marked

if TYPE_CHECKING:
    from kiosk.journey import Journey
    from kiosk.journey_pages import Page
    from kiosk.language import Language
    from kiosk.protocols import Clock

Standing = Literal["open", "not-yet", "past"]

PAGE = "closed"
"""What the page in its place is called."""

_PAST = marked("This has closed")
_PAST_SINCE = marked("It was open until {until}.")
_NOT_YET = marked("This is not open yet")
_NOT_BEFORE = marked("It opens on {from}. Please come back then.")
_SAVED = marked(
    "We are sorry: what you saved can no longer be sent. Nobody has read it, and it will be deleted by itself."
)


def day_of(clock: Clock, zone: ZoneInfo) -> date | None:
    """Return the council's local day; None where the clock is not trusted."""
    return clock.now().astimezone(zone).date() if clock.trusted() else None


def standing_on(day: date | None, open_from: date | None, open_until: date | None) -> Standing:
    """Say how what is open from a day to a day, both included, stands on a day."""
    if day is not None and open_from is not None and day < open_from:
        return "not-yet"
    if day is not None and open_until is not None and day > open_until:
        return "past"
    return "open"


def standing_of(journey: Journey, day: date | None) -> Standing:
    """Say how a journey stands on a day."""
    return standing_on(day, journey.open_from, journey.open_until)


def heading_in_place(standing: Standing) -> str:
    """Return what a journey that is not open says of itself, to be translated."""
    return _PAST if standing == "past" else _NOT_YET


def always_open(journey: Journey) -> Journey:
    """Return the journey for whoever looks at it on any day: its author."""
    from msgspec.structs import replace

    return replace(journey, open_from=None, open_until=None)


def page_in_place(journey: Journey, standing: Standing, contact: str, *, saved: bool) -> Page:
    """Return the ending that says why a journey cannot be done now, and what else helps.

    `contact` is the council's own card, for a journey that names nothing else; `saved` where somebody comes back to
    answers that were saved while it was open.
    """
    from kiosk.journey_pages import Page
    from kiosk.journey_tables import Closed

    closed = journey.closed or Closed()
    past = standing == "past"
    return Page(
        id=PAGE,
        kind="ending",
        ask=heading_in_place(standing),
        text=[_PAST_SINCE if past else _NOT_BEFORE, *([_SAVED] if saved else []), *closed.text],
        contacts=closed.contacts or ([] if closed.alternatives else [contact]),
        alternatives=closed.alternatives,
        outcome="too-late" if past else "not-yet",
    )


def words_in_place(journey: Journey, language: Language) -> dict[str, str]:
    """Return what that page says of the days."""
    days = {"from": journey.open_from, "until": journey.open_until}
    return {name: language.date(day, year=True) for name, day in days.items() if day is not None}
