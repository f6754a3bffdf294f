"""Numbers, codes and addresses inside sentences (a hint, a council's own text), told so that they can be heard.

Values of their own are said from the value (`spoken.py`); inside a council's sentence only their shape gives them away.
"""

import re
from collections.abc import Sequence

from accessibility.speech.spoken import spoken_code, spoken_email, spoken_phone, spoken_postcode
from kiosk.language import Language

_SHAPES = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<web>\b(?:[a-z\d-]+\.)+[a-z]{2,}\b(?:/[\w/-]*\w)?)"
    r"|(?P<code>\b[A-Z\d]{2}-[A-Z\d]{4}-[A-Z\d]{4}-[A-Z\d]\b)"
    r"|(?P<postcode>\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b)"
    # At least five digits, in groups as people write them; or one of the country's three-digit lines.
    r"|(?P<phone>\+?\b(?=(?:\d ?){5})\d{2,}(?: \d{2,})*\b|\b(?:999|112|119|111|105|101)\b)"
)


def spoken_text(words: str, language: Language) -> str:
    """Return a sentence with its numbers, postcodes, tracking codes and addresses told sign by sign."""
    return _SHAPES.sub(lambda found: _said(found, language), words)


def page_speech(parts: Sequence[str], language: Language) -> str:
    """Join a page's parts (heading, question, hint, options) into one text to be heard, each followed by a pause."""
    said = [re.sub(r"\s+", " ", spoken_text(part, language)).strip() for part in parts]
    return "\n\n".join(part if part[-1] in ".?!:" else f"{part}." for part in said if part)


def _said(found: re.Match[str], language: Language) -> str:
    told = found[0]
    match found.lastgroup:
        case "email" | "web":
            return spoken_email(told, language)
        case "code":
            return spoken_code(told, language).rstrip(".")
        case "postcode":
            return spoken_postcode(told, language).rstrip(".")
        case _:
            return spoken_phone(told, language).rstrip(".")
