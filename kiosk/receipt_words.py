"""What a receipt says: nothing personal, nothing that is not true yet, in the resident's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.answers import KINDS
from kiosk.contact_words import contact_lines
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
        return f"{self.public_url.rstrip('/')}/t/{tracking_code}" if self.public_url else ""


def receipt_for(visit: Visit, language: Language, place: Place, tracking_code: str, sent_at: datetime) -> Receipt:
    """Return the receipt of a submission at the moment of Send: the council does not have it yet."""
    say = language.translate
    words = next_words(visit, language, sent_at=sent_at, dated=False)
    local = sent_at.astimezone(visit.pack.zone)
    lines = [
        Line(say(visit.pack.council.name), "heading"),
        Line(say(place.name)),
        Line(style="rule"),
        *_about(visit, language),
        Line(style="space"),
        Line(say("Your tracking code"), "bold"),
        Line(tracking_code, "code"),
        *_square(language, place, tracking_code),
        Line(style="space"),
        Line(
            say("You sent this on {day} at {time}.", day=language.date(local.date(), year=True), time=f"{local:%H:%M}")
        ),
        Line(style="rule"),
        Line(say("What happens next"), "bold"),
        Line(say("When you sent it, we stored it safely here. This kiosk sends it to the council as soon as it can.")),
        *([] if visit.journey.sensitive else [Line(text) for text in (words.text, words.after) if text]),
        *_to_bring(visit, language, sent_at),
        Line(style="rule"),
        Line(say("Other ways to reach us"), "bold"),
        *(Line(line) for line in contact_lines(visit.pack.contact(visit.pack.council.contact), language)),
        Line(style="space"),
        Line(say("Your name, address and phone number are not on this paper."), "small"),
    ]
    return Receipt(lines, language.code)


def _about(visit: Visit, language: Language) -> list[Line]:
    if visit.journey.sensitive:
        return [Line(language.translate("Your request"), "bold")]
    lines = [Line(visit.text(visit.journey.title, language), "bold")]
    for page in visit.path:
        if page.on_receipt and page.id in visit.valid_answers():
            situation = visit.situation_at(page.id)
            words = KINDS[page.kind].on_paper(visit.answers[page.id], page, situation, language)
            lines.append(Line(f"{visit.text(page.short, language)}: {words}"))
    return lines


def _to_bring(visit: Visit, language: Language, sent_at: datetime) -> list[Line]:
    lines = () if visit.journey.sensitive else to_bring(visit, language, sent_at=sent_at).lines
    if not lines:
        return []
    return [Line(style="rule"), Line(language.translate("What to bring"), "bold"), *(Line(line) for line in lines)]


def _square(language: Language, place: Place, tracking_code: str) -> list[Line]:
    address = place.tracking_address(tracking_code)
    if not address:
        return []
    return [
        Line(address, "qr"),
        Line(language.translate("To see progress, point your phone camera at this square, or go to")),
        Line(address),
    ]
