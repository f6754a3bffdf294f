"""What stays on one line: the parts of a phone number, of a postcode, and a number with what it counts ("3 months")."""

import re
from collections.abc import Callable

_TOGETHER = re.compile(
    r"(?<=\d) (?=\d)"  # the parts of a phone number
    r"|(?<=\b[A-Z]\d) (?=\d[A-Z]{2}\b)|(?<=\b[A-Z]{2}\d) (?=\d[A-Z]{2}\b)"  # of a postcode
    r"|(?<=\b[A-Z]\d[A-Z\d]) (?=\d[A-Z]{2}\b)|(?<=\b[A-Z]{2}\d[A-Z\d]) (?=\d[A-Z]{2}\b)"
    r"|(?<= \d) (?=[^\W\d])|(?<= \d\d) (?=[^\W\d])"  # a number in a sentence, and what it counts
)


def held_together(text: str) -> str:
    """Return the text with spaces that must not break; as long as before."""
    return _TOGETHER.sub("\N{NO-BREAK SPACE}", text)


def held_where_it_fits(text: str, fits: Callable[[str], bool]) -> str:
    """Return the same, or the text as it is where something held together would be too long for a line."""
    held = held_together(text)
    return held if all(fits(word) for word in held.split(" ")) else text
