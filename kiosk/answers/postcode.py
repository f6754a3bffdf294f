"""A postcode, checked by the `uk-postcode-utils` library."""

from __future__ import annotations

from kiosk.errors import AnswerError

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
