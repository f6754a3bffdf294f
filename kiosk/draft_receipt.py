"""The paper of a saved visit: its come-back code and how to use it. Printed from memory alone, never stored (R21)."""

from __future__ import annotations

from datetime import date

from kiosk.contact_words import contact_lines
from kiosk.draft_life import KEPT_DAYS
from kiosk.language import Language
from kiosk.receipt import Line, Receipt
from kiosk.visit import Visit


def draft_receipt(visit: Visit, language: Language, place: str, code: str, last_day: date | None) -> Receipt:
    """Return the paper. Nothing of the answers is on it; the journey's title neither, where it is sensitive.

    There is no square: a phone that reads one may hand what it says to a search engine.
    """
    say = language.translate
    title = [] if visit.journey.sensitive else [Line(visit.text(visit.journey.title, language), "bold")]
    lines = [
        Line(say(visit.pack.council.name), "heading"),
        Line(say(place)),
        Line(style="rule"),
        *title,
        Line(say("Saved, not sent yet.")),
        Line(style="space"),
        Line(say("Your come-back code"), "bold"),
        Line(code, "code"),
        Line(style="space"),
        Line(say("Keep this paper safe. Nobody can open your answers without the code, or give you the code again.")),
        Line(kept_words(last_day, language)),
        Line(style="rule"),
        Line(say("How to come back"), "bold"),
        Line(say("On the first page, touch “Come back to something saved”. Then write the code.")),
        Line(say("If it does not open at another kiosk, please come back to this one.")),
        Line(style="rule"),
        Line(say("Other ways to reach us"), "bold"),
        *(Line(line) for line in contact_lines(visit.pack.contact(visit.pack.council.contact), language)),
        Line(style="space"),
        Line(say("Your name, address and phone number are not on this paper."), "small"),
    ]
    return Receipt(lines, language.code)


def kept_words(last_day: date | None, language: Language) -> str:
    """Return how long it is kept: a day only where the clock could be believed."""
    if last_day is None:
        return language.plural("We keep it for {n} day.", "We keep it for {n} days.", KEPT_DAYS)
    return language.translate("You can open it until the end of {day}.", day=language.date(last_day, year=True))
