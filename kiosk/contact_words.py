"""A contact card in words: texts and relay before the voice call, which is never the only way (R34)."""

from __future__ import annotations

from kiosk.council_pack import Contact
from kiosk.language import Language


def contact_lines(contact: Contact, language: Language) -> list[str]:
    """Return the ways to reach a contact, one a line, best for everyone first."""
    say = language.translate
    ways = [
        say("At the desk: {desk}", desk=say(contact.desk)) if contact.desk else "",
        say("Text: {number}", number=contact.text) if contact.text else "",
        say("Call: {number}", number=contact.phone) if contact.phone else "",
        say("If you do not hear or speak on the phone: {relay}", relay=say(contact.relay)) if contact.relay else "",
        say("E-mail: {address}", address=contact.email) if contact.email else "",
        say("Web: {address}", address=contact.web) if contact.web else "",
        say("Open: {hours}", hours=say(contact.hours)) if contact.hours else "",
    ]
    return [way for way in ways if way]
