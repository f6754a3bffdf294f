"""The kinds of answers: one module each. A kind tidies what a person gave, or refuses it with a code."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.answers.address import AddressAnswer
from kiosk.answers.choice import Choice
from kiosk.answers.choices import Choices
from kiosk.answers.collection_day import CollectionDay
from kiosk.answers.email import Email
from kiosk.answers.kind import AnswerKind
from kiosk.answers.phone import Phone
from kiosk.answers.postcode import Postcode
from kiosk.answers.street import StreetAnswer
from kiosk.answers.text import LongText, Name, Text
from kiosk.answers.tracking_code import TrackingCode
from kiosk.answers.yes_no import YesNo

KINDS: Mapping[str, AnswerKind] = {
    "choice": Choice(),
    "choices": Choices(),
    "yes_no": YesNo(),
    "text": Text(),
    "long_text": LongText(),
    "name": Name(),
    "phone": Phone(),
    "email": Email(),
    "postcode": Postcode(),
    "tracking_code": TrackingCode(),
    "address": AddressAnswer(),
    "street": StreetAnswer(),
    "collection_day": CollectionDay(),
}
"""Every kind of answer by its name in a journey file. `notice` and `ending` are pages without one."""
