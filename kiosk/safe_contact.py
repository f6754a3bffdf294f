"""Whether it is safe to contact somebody: asked by every sensitive journey, and told to whoever works on it."""

from __future__ import annotations

from typing import Literal

from kiosk.conditions import Facts

SAFE_TO_CONTACT = "safe-to-contact"
"""The page that asks, in the shared pages `safe-contact`."""


def safe_to_contact(facts: Facts) -> Literal["", "yes", "no"]:
    """Return what was answered; "no" for whoever is not sure, empty where it was not asked."""
    if SAFE_TO_CONTACT not in facts:
        return ""
    return "yes" if facts[SAFE_TO_CONTACT] == "yes" else "no"
