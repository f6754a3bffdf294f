"""A contact card in words: texts and relay before the voice call, which is never the only way (R34)."""

from __future__ import annotations

from typing import Literal

from kiosk.council_pack import Contact
from kiosk.language import Language

Way = Literal["desk", "text", "phone", "relay", "sign_language", "email", "web", "hours"]


def contact_lines(contact: Contact, language: Language) -> list[str]:
    """Return the ways to reach a contact for paper, one a line, best for everyone first."""
    return [words for way, words in contact_ways(contact, language) if way != "sign_language"]


def contact_ways(contact: Contact, language: Language) -> list[tuple[Way, str]]:
    """Return each way to reach a contact with its words, best for everyone first."""
    say = language.translate
    ways: list[tuple[Way, str]] = [
        ("desk", say("At the desk: {desk}", desk=say(contact.desk)) if contact.desk else ""),
        ("text", say("Text: {number}", number=contact.text) if contact.text else ""),
        ("phone", say("Call: {number}", number=contact.phone) if contact.phone else ""),
        (
            "relay",
            say("If you do not hear or speak on the phone: {relay}", relay=say(contact.relay)) if contact.relay else "",
        ),
        ("sign_language", say("Sign language: {way}", way=say(contact.sign_language)) if contact.sign_language else ""),
        ("email", say("E-mail: {address}", address=contact.email) if contact.email else ""),
        ("web", say("Web: {address}", address=contact.web) if contact.web else ""),
        ("hours", say("Open: {hours}", hours=say(contact.hours)) if contact.hours else ""),
    ]
    return [(way, words) for way, words in ways if words]
