"""How what stands on a page is said: numbers, codes and addresses sign by sign."""

import msgspec

from accessibility.speech.spoken import spoken_email, spoken_phone, spoken_postcode
from kiosk.answers.kind import SayAs
from kiosk.contact_words import contact_ways
from kiosk.council_pack import Contact
from kiosk.language import Language


def spoken_value(value: str, say_as: SayAs, language: Language) -> str:
    """Return an answer as it is heard."""
    if say_as == "phone":
        return spoken_phone(value, language)
    if say_as == "email":
        return spoken_email(value, language)
    if say_as == "postcode":
        return spoken_postcode(value, language)
    return value


def spoken_contact(contact: Contact, language: Language, title: str = "") -> str:
    """Return a contact card as it is heard."""
    heard = msgspec.structs.replace(
        contact,
        phone=contact.phone and spoken_phone(contact.phone, language),
        text=contact.text and spoken_phone(contact.text, language),
        relay=contact.relay and spoken_phone(contact.relay, language),
        email=contact.email and spoken_email(contact.email, language),
        web=contact.web and spoken_email(contact.web, language),
    )
    return ". ".join(
        [title or language.translate(contact.name), *(words for _, words in contact_ways(heard, language))]
    )
