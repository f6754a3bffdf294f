"""What a receipt says: nothing personal, nothing that is not true yet, in the resident's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.answers import KINDS
from kiosk.contact_words import contact_lines
from kiosk.easy_words import said
from kiosk.evidence import to_bring
from kiosk.language import Language
from kiosk.next_steps import next_words
from kiosk.receipt import Line, Receipt
from kiosk.visit import Visit


@dataclass(frozen=True)
class Place:
    """Where the kiosk stands, and the public address of the hub's tracking pages (empty before it is known)."""

    name: str
    public_url: str = ""

    def tracking_address(self, tracking_code: str) -> str:
        """Return the address that shows a submission's progress, empty where there is none."""
        return f"{self.tracking_form}/{tracking_code}" if self.public_url else ""

    @property
    def tracking_form(self) -> str:
        """The address of the page that asks for a tracking code, empty where there is none."""
        return f"{self.public_url.rstrip('/')}/t" if self.public_url else ""


def receipt_for(visit: Visit, language: Language, place: Place, tracking_code: str, sent_at: datetime) -> Receipt:
    """Return the receipt of a submission at the moment of Send: the council does not have it yet."""
    say = language.translate
    lines = [
        *_head(visit, language, place),
        *_about(visit, language),
        Line(style="space"),
        Line(say("Your tracking code"), "bold"),
        Line(tracking_code, "code"),
        *_square(language, place, tracking_code),
        Line(style="space"),
        _sent(visit, language, sent_at),
        Line(style="rule"),
        Line(say("What happens next"), "bold"),
        Line(say("When you sent it, we stored it safely here. This kiosk sends it to the council as soon as it can.")),
        *_next(visit, language, sent_at),
        *_to_bring(visit, language, sent_at),
        *_foot(visit, language),
    ]
    return Receipt(lines, language.code)


def receipt_for_all(
    event: Visit, parts: Sequence[tuple[Visit, str]], language: Language, place: Place, sent_at: datetime
) -> Receipt:
    """Return the one receipt of a life event: each part with its tracking code and what happens next with it."""
    say = language.translate
    lines = [
        *_head(event, language, place),
        Line(event.heading(language), "heading"),
        Line(language.plural("You sent {n} thing.", "You sent {n} things. Each has its own code.", len(parts))),
        _sent(event, language, sent_at),
        Line(say("When you sent it, we stored it safely here. This kiosk sends it to the council as soon as it can.")),
    ]
    for part, code in parts:
        lines += [
            Line(style="rule"),
            *_about(part, language),
            Line(say("Your tracking code")),
            Line(code, "code"),
            *_next(part, language, sent_at),
            *_to_bring(part, language, sent_at, rule=False),
        ]
    lines += [*_form(language, place), *_foot(event, language)]
    return Receipt(lines, language.code)


def _head(visit: Visit, language: Language, place: Place) -> list[Line]:
    say = language.translate
    return [Line(say(visit.pack.council.name), "heading"), Line(say(place.name)), Line(style="rule")]


def _sent(visit: Visit, language: Language, sent_at: datetime) -> Line:
    local = sent_at.astimezone(visit.pack.zone)
    day = language.date(local.date(), year=True)
    return Line(language.translate("You sent this on {day} at {time}.", day=day, time=f"{local:%H:%M}"))


def _next(visit: Visit, language: Language, sent_at: datetime) -> list[Line]:
    words = next_words(visit, language, sent_at=sent_at, dated=False)
    return [] if visit.journey.sensitive else [Line(text) for text in (words.text, words.after) if text]


def _foot(visit: Visit, language: Language) -> list[Line]:
    say = language.translate
    return [
        Line(style="rule"),
        Line(say("Other ways to reach us"), "bold"),
        *(Line(line) for line in contact_lines(visit.pack.contact(visit.pack.council.contact), language)),
        Line(style="space"),
        Line(say("Your name, address and phone number are not on this paper."), "small"),
    ]


def _about(visit: Visit, language: Language) -> list[Line]:
    if visit.journey.sensitive:
        return [Line(language.translate("Your request"), "bold")]
    lines = [Line(visit.text(visit.journey.title, language), "bold")]
    for ordinary in visit.path:
        page = said(ordinary, visit.journey, language)
        if page.on_receipt and page.id in visit.valid_answers():
            situation = visit.situation_at(page.id)
            words = KINDS[page.kind].on_paper(visit.answers[page.id], page, situation, language)
            lines.append(Line(f"{visit.text(page.short, language)}: {words}"))
    return lines


def _to_bring(visit: Visit, language: Language, sent_at: datetime, *, rule: bool = True) -> list[Line]:
    lines = () if visit.journey.sensitive else to_bring(visit, language, sent_at=sent_at).lines
    if not lines:
        return []
    before = [Line(style="rule")] if rule else []
    return [*before, Line(language.translate("What to bring"), "bold"), *(Line(line) for line in lines)]


def _square(language: Language, place: Place, tracking_code: str) -> list[Line]:
    address = place.tracking_address(tracking_code)
    if not address:
        return []
    return [
        Line(address, "qr"),
        Line(language.translate("To see progress, point your phone camera at this square, or go to")),
        Line(address),
    ]


def _form(language: Language, place: Place) -> list[Line]:
    """Return the way to the progress of several: a page that takes any of the codes."""
    address = place.tracking_form
    if not address:
        return []
    return [
        Line(style="rule"),
        Line(address, "qr"),
        Line(language.translate("To see progress with any of the codes, point your phone camera here, or go to")),
        Line(address),
    ]
