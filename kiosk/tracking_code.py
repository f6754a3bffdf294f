"""Tracking codes: `KK-XXXX-XXXX-C`, a name that people can read aloud, type and copy without a slip.

Alphabet: 29 symbols, GOV.UK Forms' set (without I O Q Z 0 1) and without S. The check symbol is a weighted sum modulo
29; 29 is prime and the weights are distinct and not zero, so one wrong symbol or any swap of two is always found.
A prefix begins with a letter; its third symbol, and every third of the body, is a digit. Codes of other kinds can be
told from these by that (`kiosk.paper_code`).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection, Sequence
from itertools import combinations

from kiosk.errors import AnswerError

ALPHABET = "23456789ABCDEFGHJKLMNPRTUVWXY"
_LETTERS = "ABCDEFGHJKLMNPRTUVWXY"
_DIGITS = "23456789"
_BODY = 8
LENGTHS = (_BODY + 3, _BODY + 4)
_VOWELS = set("AEUY")
# People read these for the ones on the right; the left ones are not in the alphabet.
_MISREAD = str.maketrans({"0": "D", "O": "D", "Q": "D", "1": "L", "I": "L", "Z": "2", "S": "5"})

Pick = Callable[[Sequence[str]], str]


def new_code(prefix: str, pick: Pick = secrets.choice) -> str:
    """Return a fresh code for a kiosk's `prefix` (two or three symbols). The store makes sure that it is unused.

    Every third symbol of the body is a digit, so that no word can appear in it.
    """
    body = "".join(pick(_DIGITS if place % 3 == 2 else ALPHABET) for place in range(_BODY))
    return shown(prefix + body + check_symbol(prefix + body))


def check_symbol(symbols: str) -> str:
    """Return the check symbol for the prefix and body, upper case and without hyphens."""
    total = sum((place + 2) * ALPHABET.index(symbol) for place, symbol in enumerate(symbols))
    return ALPHABET[-total % len(ALPHABET)]


def shown(symbols: str) -> str:
    """Group the bare symbols as people see them: `KK-XXXX-XXXX-C`."""
    prefix, body, check = symbols[: -_BODY - 1], symbols[-_BODY - 1 : -1], symbols[-1]
    return f"{prefix}-{body[:4]}-{body[4:]}-{check}"


def read(text: str) -> str:
    """Return the code in its one written form, from what a person typed or a scanner read (an address, too).

    Raises AnswerError: `code-empty`, `code-length`, `code-symbol`, `code-check`.
    """
    symbols = checked(text, LENGTHS)
    if not _shaped(symbols):
        raise AnswerError("code-check")
    return shown(symbols)


def stands_in(symbols: str) -> bool:
    """Say whether a tracking code is left of right symbols once one or two of them are left out."""
    left = ("".join(rest) for length in LENGTHS if length < len(symbols) for rest in combinations(symbols, length))
    return any(_shaped(rest) and check_symbol(rest[:-1]) == rest[-1] for rest in left)


def checked(text: str, lengths: Collection[int]) -> str:
    """Return the bare symbols of a code of one of these lengths with a right check symbol. Raises as `read` does."""
    symbols = bare(text)
    if not symbols:
        raise AnswerError("code-empty")
    if len(symbols) not in lengths:
        raise AnswerError("code-length")
    symbols = mended(symbols)
    if check_symbol(symbols[:-1]) != symbols[-1]:
        raise AnswerError("code-check")
    return symbols


def bare(text: str) -> str:
    """Return the symbols of what a person typed or a scanner read, upper case, without spaces, hyphens and address."""
    candidate = text.strip()
    if "/" in candidate:
        candidate = re.split(r"[?#]", candidate)[0].rstrip("/").rsplit("/", 1)[-1]
    return re.sub(r"[\s\-‐‑–—_.]+", "", candidate).upper()


def mended(symbols: str) -> str:
    """Return bare symbols with those that people misread put right. Raises AnswerError `code-symbol`."""
    if all(symbol in ALPHABET for symbol in symbols):
        return symbols
    right = symbols.translate(_MISREAD)
    if any(symbol not in ALPHABET for symbol in right):
        raise AnswerError("code-symbol")
    return right


def is_prefix(text: str) -> bool:
    """Say whether codes can begin so: a prefix in its one written form."""
    return len(text) in (2, 3) and text[0] in _LETTERS and all(symbol in ALPHABET for symbol in text)


def new_prefix(taken: set[str], pick: Pick = secrets.choice) -> str:
    """Return a prefix for a new kiosk that is not `taken`: two symbols, and three once those run out."""
    pairs = [first + second for first in _LETTERS for second in ALPHABET if not {first, second} <= _VOWELS]
    free = [pair for pair in pairs if pair not in taken]
    if not free:
        free = [pair + digit for pair in pairs for digit in _DIGITS if pair + digit not in taken]
    return pick(free)


def _shaped(symbols: str) -> bool:
    """Say whether letters and digits stand where they do in every code that was ever given out."""
    prefix, body = symbols[: -_BODY - 1], symbols[-_BODY - 1 : -1]
    return prefix[0] in _LETTERS and all(symbol in _DIGITS for symbol in prefix[2:] + body[2::3])
