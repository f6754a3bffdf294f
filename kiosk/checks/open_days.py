"""When a journey is open, and where whoever comes on another day is led."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kiosk.checks.pages import wrong_ways
from kiosk.checks.subject import Subject
from kiosk.errors import ConfigError
from kiosk.journey import Journey, load_journey
from kiosk.open_days import standing_of
from kiosk.placeholders import placeholders
from kiosk.problems import Problem, one_of


def open_days(subject: Subject) -> Iterator[Problem]:
    """Yield days that contradict each other, words for no day, and members of a life event that close."""
    journey = subject.journey
    if journey.open_from and journey.open_until and journey.open_until < journey.open_from:
        what = "it closes before it opens."
        yield subject.problem("open_until", what, "Use a day that is not before `open_from`.")
    if journey.closed is not None:
        yield from _in_place(subject)
    for index, member in enumerate(journey.member):
        try:
            other = load_journey(subject.path.with_name(f"{member.journey}.toml"))
        except ConfigError:  # told of that file
            continue
        if other.open_from or other.open_until:
            what = f"{member.journey!r} is open for some days only: people would tick it, and find it closed."
            remedy = "Leave it out, or take `open_from` and `open_until` out of its file."
            yield subject.problem("journey", what, remedy, "member", index)


def said_of(journey: Journey, day: date) -> str:
    """Return what the author of a journey had better know on a day: that it is not offered; empty where it is."""
    match standing_of(journey, day):
        case "past":
            return f"closed since {journey.open_until}: no kiosk offers it. Move `open_until`, or take the file out."
        case "not-yet":
            return f"not open before {journey.open_from}: no kiosk offers it yet."
        case "open":
            return ""


def _in_place(subject: Subject) -> Iterator[Problem]:
    closed, journey = subject.journey.closed, subject.journey
    if closed is None:
        return
    if not (journey.open_from or journey.open_until):
        remedy = "Say `open_until` (or `open_from`) at the top, or leave [closed] out."
        yield subject.problem("closed", "the journey is open on every day.", remedy)
    contacts = [contact.id for contact in subject.council.contacts]
    for contact in closed.contacts:
        if contact not in contacts:
            yield subject.problem("contacts", f"no contact is called {contact!r}.", one_of(contacts), "closed")
    for what, remedy in wrong_ways(subject, closed.alternatives):
        yield subject.problem("alternatives", what, remedy, "closed")
    if any(way.journey == journey.id for way in closed.alternatives):
        yield subject.problem("alternatives", "a way leads back to what is closed.", "Name another journey.", "closed")
    for name in (name for text in closed.text for name in placeholders(text)):
        yield subject.problem("text", f"nothing fills {{{name}}}: nobody has answered.", "Say it without.", "closed")
