"""The council's own numbers, such as council tax accounts: how each is written, and how a slip of the pen is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

DIGIT, LETTER = "#", "@"

_TO_DIGIT = str.maketrans("OILSB", "01158")
_TO_LETTER = str.maketrans("015", "OIS")


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of number: # stands for a digit and @ for a letter in its shape; other signs are written as they are."""

    label: str  # "council tax account number"
    shape: str  # "########" or "@@-######"
    example: str  # one of that shape, whose check digit is right
    check: Literal["", "luhn", "iso7064-11-10"] = ""  # how its last digit is reckoned
    where: str = ""  # "at the top of your bill"

    @property
    def signs(self) -> str:
        """The places of the shape that are written in every number differently."""
        return "".join(sign for sign in self.shape if sign in (DIGIT, LETTER))

    def fitted(self, bare: str) -> str | None:
        """Return a number's own signs, O and I mended where only a digit can stand; None where it has another shape.

        `bare`: letters and digits in capitals, the shape's other letters and digits among them or left out.
        """
        for shape in (self.signs, "".join(sign for sign in self.shape if sign.isalnum() or sign in (DIGIT, LETTER))):
            if len(bare) == len(shape):
                mended = [_mended(sign, place) for sign, place in zip(bare, shape, strict=True)]
                if all(_fits(sign, place) for sign, place in zip(mended, shape, strict=True)):
                    own = (sign for sign, place in zip(mended, shape, strict=True) if place in (DIGIT, LETTER))
                    return "".join(own)
        return None

    def check_holds(self, number: str) -> bool:
        """Say whether the check digit of a number's own signs is right; true where the council has none."""
        if self.check == "luhn":
            from stdnum import luhn

            return luhn.is_valid("".join(sign for sign in number if sign.isdigit()))
        if self.check == "iso7064-11-10":
            from stdnum.iso7064 import mod_11_10

            return mod_11_10.is_valid("".join(sign for sign in number if sign.isdigit()))
        return True

    def written(self, number: str) -> str:
        """Return a number's own signs in the council's way of writing."""
        signs = iter(number)
        return "".join(next(signs, "") if place in (DIGIT, LETTER) else place for place in self.shape)


def bare(text: str) -> str:
    """Return the letters and digits of a number, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def wrong_with(account: Account) -> Iterator[tuple[str, str, str]]:
    """Yield (key, what is wrong, what would be right) of an account in council.toml."""
    if not account.signs:
        yield "shape", "the shape of the number is empty.", 'Write # for a digit and @ for a letter, as in "########".'
        return
    fitted = account.fitted(bare(account.example))
    if fitted is None:
        yield "example", f"{account.example!r} has not the shape {account.shape!r}.", "Give one that has it."
    elif not account.check_holds(fitted):
        yield "example", f"the check digit of {account.example!r} is wrong.", "Give one whose check digit is right."


def _mended(sign: str, place: str) -> str:
    if place == DIGIT:
        return sign.translate(_TO_DIGIT)
    return sign.translate(_TO_LETTER) if place == LETTER else sign


def _fits(sign: str, place: str) -> bool:
    if place == DIGIT:
        return sign in "0123456789"
    return sign.isascii() and sign.isalpha() if place == LETTER else sign == place.upper()
