"""The demo council with numbers and partners of its own, for tests of answers that need them."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from kiosk.accounts import Account
from kiosk.council_pack import CouncilPack, Partner

ACCOUNTS = {
    "council-tax": Account(label="council tax account number", shape="########", example="12345674", check="luhn"),
    "rent": Account(label="rent account number", shape="CT-@@####", example="CT-AB1234"),
    "library": Account(label="library card number", shape="########", example="12345672", check="iso7064-11-10"),
}


def with_numbers(pack: CouncilPack) -> CouncilPack:
    """Return the pack with accounts and a partner."""
    partners = [Partner(id="doctor", name="your doctor", does="care")]
    return replace(pack, council=msgspec.structs.replace(pack.council, accounts=ACCOUNTS, partners=partners))
