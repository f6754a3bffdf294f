"""Imports that answers and dates need, before somebody touches Continue and waits for them."""

from __future__ import annotations

import importlib

SLOW = (
    "babel.dates",
    "babel.lists",
    "email_validator",
    "holidays",
    "holidays.countries.united_kingdom",
    "idnumbers.nationalid.GBR",
    "phonenumbers",
    "stdnum.gb.nhs",
    "stdnum.iso7064.mod_11_10",
    "stdnum.luhn",
)


def import_what_answers_need() -> None:
    """Import them; call it in the background, after the first paint."""
    for name in SLOW:
        importlib.import_module(name)
