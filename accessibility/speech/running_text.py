"""Numbers, codes and addresses inside sentences (a hint, a council's own text), told so that they can be heard.

Values of their own are said from the value (`spoken.py`); inside a council's sentence only their shape gives them away.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from accessibility.speech.spoken import spoken_code, spoken_email, spoken_phone, spoken_postcode
from kiosk.language import Language
from kiosk.spoken_shapes import SHAPES, as_told

# What keeps an address in its own order within a sentence from the right (`Language.isolated`).
_UNHEARD = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_ENDS = ".?!:؟۔।"  # of sentences, in every script that stands on a screen
_SIGN_BY_SIGN: Mapping[str, Callable[[str, Language], str]] = {
    "email": spoken_email,
    "web": spoken_email,
    "code": spoken_code,
    "postcode": spoken_postcode,
    "phone": spoken_phone,
}


def spoken_text(words: str, language: Language, said: Mapping[str, str] | None = None) -> str:
    """Return a sentence with its numbers, postcodes, tracking codes and addresses told sign by sign.

    `said` are the council's own spoken forms, by the written ones.
    """
    return SHAPES.sub(lambda found: _said(found, language), as_told(words.translate(_UNHEARD), said or {}))


def page_speech(parts: Sequence[str], language: Language, said: Mapping[str, str] | None = None) -> str:
    """Join a page's parts (heading, question, hint, options) into one text to be heard, each followed by a pause."""
    told = [re.sub(r"\s+", " ", spoken_text(part, language, said)).strip() for part in parts]
    return "\n\n".join(part if part[-1] in _ENDS else f"{part}." for part in told if part)


def _said(found: re.Match[str], language: Language) -> str:
    match found.lastgroup:
        case "range":
            return language.translate("{first} to {last}", first=found["first"], last=found["last"])
        case "money":
            return _spoken_money(found["pounds"], found["pence"] or "", language)
        case "and":
            return language.translate("and")
        case "sign":
            return ""
        case shape:
            return _SIGN_BY_SIGN[shape or "phone"](found[0], language).rstrip(".")


def _spoken_money(pounds: str, pence: str, language: Language) -> str:
    """Return an amount as people say it: "16,000 pounds", "1 pound 50"."""
    count = int(pounds.replace(",", ""))
    whole = language.plural("{n} pound", "{n} pounds", count).replace(str(count), pounds)
    return f"{whole} {pence}" if pence.strip("0") else whole
