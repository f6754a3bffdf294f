"""The code on a resident's paper, of either kind, told apart so that nobody has to know which one it is.

A come-back code is a secret and must never be asked about as a tracking code. The two have different lengths, but a
symbol is easily forgotten or typed twice. So none is given out in which a tracking code is left once one or two of its
symbols are forgotten, and none is read in which a tracking code with one or two too many can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kiosk import comeback_code, tracking_code
from kiosk.errors import AnswerError

_SHORTEST, _LONGEST = min(tracking_code.LENGTHS), comeback_code.LENGTH
_OF_ONE_KIND = (_SHORTEST, _LONGEST)


@dataclass(frozen=True)
class PaperCode:
    """A right code in its one written form."""

    kind: Literal["tracking", "come-back"]
    written: str = field(repr=False)


def read(text: str) -> PaperCode:
    """Return the code from what a person typed or a scanner read.

    Raises AnswerError: `paper-code-empty`, `-short`, `-long`, `-symbol`, `-check` for one wrong symbol, and `-slip`
    where one may as well be missing or too many.
    """
    try:
        if len(tracking_code.bare(text)) == comeback_code.LENGTH:
            return PaperCode("come-back", comeback_code.read(text))
        return PaperCode("tracking", tracking_code.read(text))
    except AnswerError as error:
        raise AnswerError(f"paper-code-{_what_is_wrong(text, error)}") from None


def _what_is_wrong(text: str, error: AnswerError) -> str:
    length = len(tracking_code.bare(text))
    match error.code:
        case "code-empty":
            return "empty"
        case "code-symbol":
            return "symbol"
        case "code-check" if length in _OF_ONE_KIND:
            return "check"
        case "code-length" if length < _SHORTEST:
            return "short"
        case "code-length" if length > _LONGEST:
            return "long"
        case _:
            return "slip"
