"""The words for each code of a refused answer: what to do, never blame. One table, for every screen.

Codes that one kind alone raises have their words in that kind's module (`AnswerKind.refusals`).
"""

from __future__ import annotations

from datetime import date

from kiosk.answers import KINDS
from kiosk.errors import AnswerError
from kiosk.language import Language, marked

WORDS = {
    **{code: words for kind in KINDS.values() for code, words in kind.refusals.items()},
    "choose-one": marked("Choose one"),
    "choose-some": marked("Choose at least one"),
    "text-empty": marked("Write something here"),
    "text-long": marked("Make it shorter: {most} letters at most"),
    "postcode-empty": marked("Write the postcode, or touch “I do not know the postcode”"),
    "postcode-wrong": marked("Check the postcode. It should look like FH1 4QT"),
    "postcode-not-here": marked(
        "We have no addresses for this postcode. Check it, or touch “I do not know the postcode”"
    ),
    "address-empty": marked("Choose the address, or touch “My address is not listed”"),
    "address-unknown": marked("Choose an address from the list"),
    "address-line": marked("Write the house number and the street"),
    "address-town": marked("Write the town or village"),
    "street-empty": marked("Write the name of the street"),
    "street-unknown": marked("Choose a street from the list"),
    "street-not-here": marked(
        "We found no street with that name here. Try another spelling, or only its first letters"
    ),
    "code-empty": marked("Write the tracking code from your receipt"),
    "code-length": marked("The code has 11 letters and numbers, or 12. Check that none is missing"),
    "code-symbol": marked("One of these letters or signs is never in a tracking code. Check it with your receipt"),
    "code-check": marked("One letter or number is not right. Check it with your receipt"),
    "paper-code-empty": marked("Write the code from your paper"),
    "paper-code-short": marked("Part of the code is missing. It has at least 11 letters and numbers"),
    "paper-code-long": marked("There is more here than the code. It has at most 13 letters and numbers"),
    "paper-code-symbol": marked("One of these letters or signs is never in a code. Check it with your paper"),
    "paper-code-check": marked("One letter or number is not right. Check it with your paper"),
    "paper-code-slip": marked("One letter or number is wrong, missing or too many. Check the code with your paper"),
    "wrong-shape": marked("We could not read this answer. Please answer again"),
}
"""Codes that only scripts can cause have no words here: see SCRIPT_CODES."""

SCRIPT_CODES = frozenset({"unknown-question", "not-asked", "missing", "nothing-to-send", "unknown-kind"})


def words_for(error: AnswerError, language: Language) -> str:
    """Return what to do, in the resident's language."""
    values = {name: _said(name, value, language) for name, value in error.values.items()}
    return language.translate(WORDS.get(error.code, WORDS["wrong-shape"]), **values)


def _said(name: str, value: str, language: Language) -> str:
    """Return a value as the words have it: `day` is an ISO day, and is written out."""
    return language.date(date.fromisoformat(value), year=True) if name == "day" else value
