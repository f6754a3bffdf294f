"""How what stands on a page is said: numbers, codes and addresses sign by sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from accessibility.speech.spoken import spoken_code, spoken_email, spoken_phone, spoken_postcode, spoken_signs
from kiosk.contact_words import Way, contact_ways
from kiosk.language import Language

if TYPE_CHECKING:
    from kiosk.answers.kind import SayAs
    from kiosk.council_pack import Contact

_NUMBER = re.compile(r"\+?\d[\d ]*\d")


def spoken_value(value: str, say_as: SayAs, language: Language) -> str:
    """Return an answer as it is heard; of several, one a line, each with a pause behind it."""
    if say_as == "phone":
        return spoken_phone(value, language)
    if say_as == "email":
        return spoken_email(value, language)
    if say_as == "postcode":
        return spoken_postcode(value, language)
    if say_as == "code":
        return spoken_code(value, language)
    if say_as == "signs":
        return spoken_signs(value, language)
    return _one_by_one(value)


def _one_by_one(value: str) -> str:
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    if len(lines) < 2:
        return value
    return " ".join(line if line[-1] in ".?!:" else f"{line}." for line in lines)


def spoken_contact(contact: Contact, language: Language, title: str = "") -> str:
    """Return a contact card as it is heard; `title` stands in place of the contact's name."""
    ways = [_heard(way, words, contact, language) for way, words in contact_ways(contact, language)]
    return ". ".join([title or language.translate(contact.name), *ways])


def _heard(way: Way, words: str, contact: Contact, language: Language) -> str:
    if way in ("text", "phone", "relay"):
        return _NUMBER.sub(lambda found: spoken_phone(found[0], language).rstrip("."), words)
    address = {"email": contact.email, "web": contact.web}.get(way)
    return words.replace(address, spoken_email(address, language)) if address else words
