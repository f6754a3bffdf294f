"""A postcode, checked by the `uk-postcode-utils` library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from kiosk.answers.kind import AnswerKind, Keyboard, SayAs, Situation, text_of
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import marked
from kiosk.submission import AnswerValue

_DIGITS = str.maketrans("OISZ", "0152")


def tidy_postcode(text: str) -> str:
    """Return a postcode in its one written form, "FH1 4QT"; a letter O where only a nought can stand is mended.

    Raises AnswerError: `postcode-empty`, `postcode-wrong`.
    """
    from ukpostcodeutils.validation import is_valid_postcode

    bare = "".join(c for c in text.upper() if c.isalnum())
    if not bare:
        raise AnswerError("postcode-empty")
    mended = bare[:-3] + bare[-3:-2].translate(_DIGITS) + bare[-2:]
    if not bare.isascii() or not is_valid_postcode(mended):
        raise AnswerError("postcode-wrong")
    return f"{mended[:-3]} {mended[-3:]}"


class Postcode(AnswerKind):
    """A postcode by itself, without an address."""

    keyboard: ClassVar[Keyboard] = "capitals"
    say_as: ClassVar[SayAs] = "postcode"
    proves: ClassVar[bool] = True
    refusals: ClassVar[Mapping[str, str]] = {"postcode-missing": marked("Write the postcode")}

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the postcode in its one written form. Raises AnswerError: `postcode-missing`, `postcode-wrong`."""
        text = text_of(raw)
        if text:
            return tidy_postcode(text)
        if page.optional:
            return ""
        raise AnswerError("postcode-missing")

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return a postcode of the demo council's pattern."""
        return ["FH1 4QT"]
