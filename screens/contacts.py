"""A council's contact as a card: every way to reach it with a picture, the voice call never alone (R34)."""

from accessibility.controls import ContactCard
from accessibility.look import Look
from kiosk.contact_words import Way, contact_ways
from kiosk.council_pack import Contact
from kiosk.language import Language

_PICTURES: dict[Way, str] = {
    "desk": "map-pin",
    "text": "message-square-text",
    "phone": "phone",
    "relay": "keyboard",
    "sign_language": "hand-helping",
    "email": "mail",
    "web": "search",
    "hours": "clock",
}


def contact_card(look: Look, language: Language, contact: Contact, title: str = "") -> ContactCard:
    """Return the card, in the resident's language; `title` stands in place of the contact's name."""
    ways = [(_PICTURES[way], words) for way, words in contact_ways(contact, language)]
    return ContactCard(look, title or language.translate(contact.name), ways)
