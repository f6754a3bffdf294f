"""The kinds of answers: one module each. A kind tidies what a person gave, or refuses it with a code."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.answers.account_number import AccountNumber
from kiosk.answers.address import AddressAnswer
from kiosk.answers.bank import Bank
from kiosk.answers.choice import Choice
from kiosk.answers.choices import Choices
from kiosk.answers.collection_day import CollectionDay
from kiosk.answers.consent import Consent
from kiosk.answers.date import Date
from kiosk.answers.date_range import DateRange
from kiosk.answers.declaration import Declaration
from kiosk.answers.email import Email
from kiosk.answers.group import Group
from kiosk.answers.kind import AnswerKind
from kiosk.answers.money import Money
from kiosk.answers.national_insurance import NationalInsurance
from kiosk.answers.nhs_number import NHSNumber
from kiosk.answers.number import Number
from kiosk.answers.phone import Phone
from kiosk.answers.postcode import Postcode
from kiosk.answers.signature import Signature
from kiosk.answers.street import StreetAnswer
from kiosk.answers.text import LongText, Name, Text
from kiosk.answers.tracking_code import TrackingCode
from kiosk.answers.vehicle import Vehicle
from kiosk.answers.yes_no import YesNo

_SINGLE: Mapping[str, AnswerKind] = {
    "account_number": AccountNumber(),
    "address": AddressAnswer(),
    "bank": Bank(),
    "choice": Choice(),
    "choices": Choices(),
    "collection_day": CollectionDay(),
    "consent": Consent(),
    "date": Date(),
    "date_range": DateRange(),
    "declaration": Declaration(),
    "email": Email(),
    "long_text": LongText(),
    "money": Money(),
    "name": Name(),
    "national_insurance": NationalInsurance(),
    "nhs_number": NHSNumber(),
    "number": Number(),
    "phone": Phone(),
    "postcode": Postcode(),
    "signature": Signature(),
    "street": StreetAnswer(),
    "text": Text(),
    "tracking_code": TrackingCode(),
    "vehicle": Vehicle(),
    "yes_no": YesNo(),
}

_ASKED_AGAIN = (
    "account_number", "choice", "choices", "date", "date_range", "email", "money", "name", "national_insurance",
    "nhs_number", "number", "phone", "postcode", "text", "vehicle", "yes_no",
)  # fmt: skip
"""What can be asked for each of a group: the kinds that take one page."""

KINDS: Mapping[str, AnswerKind] = {**_SINGLE, "group": Group({name: _SINGLE[name] for name in _ASKED_AGAIN})}
"""Every kind of answer by its name in a journey file. `notice` and `ending` are pages without one."""
