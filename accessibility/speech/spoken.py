"""Words to be heard, made from values: what reads well on a screen is often said wrong (a code, a number, an address).

A comma makes a short pause and a full stop a long one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kiosk.language import Language, marked

_MARKS = {
    "-": marked("dash"),
    "_": marked("underscore"),
    ".": marked("dot"),
    "@": marked("at"),
    "+": marked("plus"),
    "/": marked("slash"),
    "'": marked("apostrophe"),
    "&": marked("ampersand"),
    ":": marked("colon"),
}
_SIGNS = re.compile(r"([A-Z0-9]*[0-9][A-Z0-9]*|[A-Z]{2,})([,.]?)")
# Letters that Welsh does not have: the Welsh voice knows no name for them and says half a sound.
_LETTERS = {"cy": {"J": "jê", "K": "cê", "Q": "ciw"}}


def spoken_code(code: str, language: Language) -> str:
    """Return a tracking code sign by sign, with a long pause after each group: "K, K. dash. 4, T, 7, X. dash. …"."""
    dash = f". {language.translate('dash')}. "
    return dash.join(_letters(group, language) for group in code.strip().upper().split("-")) + "."


def spoken_phone(number: str, language: Language) -> str:
    """Return a phone number digit by digit, paused where people pause; at most four digits in a breath."""
    shown = _grouped_number(number)
    plus = f"{language.translate('plus')} " if shown.startswith("+") else ""
    groups = [piece for group in re.findall(r"\d+", shown) for piece in _breaths(group)]
    return plus + ", ".join(" ".join(group) for group in groups) + "."


def spoken_postcode(postcode: str, language: Language) -> str:
    """Return a postcode sign by sign, with a longer pause between its halves."""
    bare = re.sub(r"\s+", "", postcode).upper()
    halves = [bare[:-3], bare[-3:]] if len(bare) > 4 else [bare]
    return ". ".join(_letters(half, language) for half in halves) + "."


def spoken_signs(text: str, language: Language) -> str:
    """Return a text with its numbers and capitals sign by sign: "Ends in 4, 5, 6, C", "A, B, 1, 2. C, D, E"."""
    said = [_SIGNS.fullmatch(word) for word in re.split(r"[ \-]+", text)]
    words = re.split(r"[ \-]+", text)
    spelled = [
        _letters(found[1], language) + found[2] if found else word for word, found in zip(words, said, strict=True)
    ]
    return "".join(
        word + ("" if at == len(words) - 1 else ". " if said[at] and said[at + 1] else " ")
        for at, word in enumerate(spelled)
    )


def spoken_date(day: date, language: Language) -> str:
    """Return a day in words: "Friday 20 November 2026"."""
    return language.date(day, year=True)


def spoken_email(address: str, language: Language) -> str:
    """Return an e-mail address as it is told: "a dot name at example dot org". Digits are told one by one."""
    pieces = re.findall(r"[^\W\d_]+|\d|\W|_", address.strip())
    words = [language.translate(_MARKS[piece]) if piece in _MARKS else piece for piece in pieces]
    # A letter on its own is named: "a" would be said as the word it also is.
    return " ".join(_letters(word.upper(), language) if len(word) == 1 else word for word in words if word.strip())


def spoken_options(options: Sequence[str], language: Language) -> list[str]:
    """Return the options so that a listener knows how many there are: "Option 1 of 4: …"."""
    return [
        language.translate("Option {number} of {count}: {option}", number=number, count=len(options), option=option)
        for number, option in enumerate(options, 1)
    ]


def _letters(signs: str, language: Language) -> str:
    names = _LETTERS.get(language.code, {})
    # Commas, since "1 A" said in one breath becomes "one uh".
    return ", ".join(names.get(sign, sign) for sign in signs)


def _breaths(digits: str) -> list[str]:
    """Cut a long group so that each piece has two to four digits, five as people say an area code."""
    if len(digits) <= 5:
        return [digits]
    first = len(digits) % 3 or 3
    first += 3 if first == 1 else 0
    return [digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))]


def _grouped_number(number: str) -> str:
    """Group a bare British number as people write it; a number written in groups stays so."""
    text = number.strip()
    if re.search(r"\d[\s-]+\d", text):
        return text
    import phonenumbers

    try:
        parsed = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return text
    home = parsed.country_code == 44
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, form))
