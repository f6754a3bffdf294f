"""A journey that asks for every kind of answer there is, as a council would write it."""

from __future__ import annotations

from pathlib import Path

COUNCIL = """
[accounts.every-kind]
label = "council tax account number"
shape = "########"
check = "luhn"
example = "12345674"

[[partners]]
id = "doctor"
name = "your doctor"
"""

JOURNEY = """\
id = "every-kind"
version = 1
title = "Try every kind"
topic = "council-tax"
contact_type = "CM003"
service = 59
interaction = 17
minutes = 5
languages = ["en"]
need = ["Nothing"]
privacy = ["We use your answers.", "You need not.", "We keep them for a year."]
standard = { working_days = 10 }

[[next]]
when = { "household.count" = { at_least = 1 } }
dated = "We come by {due}. You told us of {household.adults}."
undated = "We come within {standard}. You told us of {household.adults}."

[[next]]
dated = "We come by {due}."
undated = "We come within {standard}."

[[page]]
id = "where"
kind = "address"
ask = "Where do you live?"
short = "Address"
allow = ["listed", "typed", "street", "care-of", "no-fixed", "withheld"]

[[page]]
id = "born"
kind = "date"
ask = "When were you born?"
short = "Born"
latest = {}
pick = ["today"]

[[page]]
id = "young"
kind = "ending"
when = { "born.age" = { at_most = 17 } }
ask = "You are too young"
text = ["Ask somebody older."]
outcome = "elsewhere"
contacts = ["council"]

[[page]]
id = "away"
kind = "date_range"
ask = "When were you away?"
short = "Away"
not_sure = true

[[page]]
id = "rooms"
kind = "number"
ask = "How many rooms?"
short = "Rooms"
at_least = 1
at_most = 20

[[page]]
id = "pay"
kind = "money"
ask = "What do you earn?"
short = "Pay"
per = ["week", "month"]
not_sure = true

[[page]]
id = "rich"
kind = "notice"
when = { "pay.weekly" = { at_least = 400 } }
ask = "That is a lot"
text = ["We may ask more."]

[[page]]
id = "nino"
kind = "national_insurance"
ask = "What is your number?"
short = "National Insurance"
not_sure = true

[[page]]
id = "nhs"
kind = "nhs_number"
ask = "What is your Health number?"
short = "Health number"
optional = true

[[page]]
id = "car"
kind = "vehicle"
ask = "What is the number plate?"
short = "Car"

[[page]]
id = "account"
kind = "account_number"
account = "every-kind"
ask = "What is your account?"
short = "Account"
not_sure = true

[[page]]
id = "bank"
kind = "bank"
ask = "Where shall we pay?"
short = "Bank"

[[page]]
id = "household"
kind = "group"
ask = "Who lives with you?"
short = "Household"
each = "person"
at_least = 0
at_most = 12
[page.count]
adults = { "born.age" = { at_least = 18 } }
[[page.page]]
id = "name"
kind = "name"
ask = "What is their name?"
short = "Name"
[[page.page]]
id = "born"
kind = "date"
ask = "When were they born?"
short = "Born"
latest = {}

[[page]]
id = "full"
kind = "notice"
when = { "household.adults" = { at_least = 2 } }
ask = "A full house"
text = ["Many live here."]

[[page]]
id = "share"
kind = "consent"
ask = "May we ask your doctor?"
short = "Doctor"
shares = ["born", "nhs"]
to = "doctor"

[[page]]
id = "true"
kind = "declaration"
ask = "Please agree"
short = "Agreed"
text = ["It is true."]

[[page]]
id = "sign"
kind = "signature"
ask = "Please sign"
short = "Signature"
"""


def with_every_kind(folder: Path) -> Path:
    """Put the journey into a copy of the demo council's folder, and what it needs into its council.toml."""
    (folder / "journeys" / "every-kind.toml").write_text(JOURNEY, encoding="utf-8")
    with (folder / "council.toml").open("a", encoding="utf-8") as council:
        council.write(COUNCIL)
    return folder
