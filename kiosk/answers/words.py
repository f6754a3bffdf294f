"""The words for each code of a refused answer: what to do, never blame. One table, for every screen."""

from __future__ import annotations

from kiosk.errors import AnswerError
from kiosk.language import Language, marked

WORDS = {
    "choose-one": marked("Choose one"),
    "choose-some": marked("Choose at least one"),
    "text-empty": marked("Write something here"),
    "text-long": marked("Make it shorter: {most} letters at most"),
    "name-empty": marked("Write your name"),
    "phone-empty": marked("Write your phone number"),
    "phone-wrong": marked("Check the phone number. It should have 11 numbers, like 01632 960123"),
    "mobile-wrong": marked("Check the mobile number. It should have 11 numbers, like 07700 900123"),
    "phone-not-mobile": marked("We cannot send texts to this number. Write a mobile number, like 07700 900123"),
    "email-empty": marked("Write your e-mail address"),
    "email-no-at": marked("An e-mail address has an @ in it, like name@example.org"),
    "email-wrong": marked("Check the e-mail address. It should look like name@example.org"),
    "postcode-empty": marked("Write the postcode, or touch “I do not know the postcode”"),
    "postcode-missing": marked("Write the postcode"),
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
    "day-wrong": marked("Choose one of the days"),
    "day-no-collection": marked("We do not collect these bins on that day. Choose one of the days shown"),
    "code-empty": marked("Write the tracking code from your receipt"),
    "code-length": marked("The code has 11 letters and numbers, or 12. Check that none is missing"),
    "code-symbol": marked("One of these letters or signs is never in a tracking code. Check it with your receipt"),
    "code-check": marked("One letter or number is not right. Check it with your receipt"),
    "come-back-empty": marked("Write the come-back code from your paper"),
    "come-back-length": marked("The code has 13 letters and numbers. Check that none is missing"),
    "come-back-symbol": marked("One of these letters or signs is never in a come-back code. Check it with your paper"),
    "come-back-check": marked("One letter or number is not right. Check it with your paper"),
    "come-back-tracking": marked(
        "This is a tracking code, of something you have sent. Touch “Back”, then “Check progress”"
    ),
    "wrong-shape": marked("We could not read this answer. Please answer again"),
}
"""Codes that only scripts can cause have no words here: see SCRIPT_CODES."""

SCRIPT_CODES = frozenset({"unknown-question", "not-asked", "missing", "nothing-to-send", "unknown-kind"})


def words_for(error: AnswerError, language: Language) -> str:
    """Return what to do, in the resident's language."""
    return language.translate(WORDS.get(error.code, WORDS["wrong-shape"]), **error.values)
