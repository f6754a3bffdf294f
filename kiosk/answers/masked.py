"""Answers that nobody should read over a shoulder: only their last signs are shown and said, none are printed."""

from __future__ import annotations

from kiosk.language import Language, marked

_ENDS_IN = marked("Ends in {end}")


def last_signs(value: str, signs: int, language: Language) -> str:
    """Return "Ends in 456C"."""
    return language.translate(_ENDS_IN, end=value[-signs:])
