"""A telephone number, checked by the `phonenumbers` library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from kiosk.answers.kind import AnswerKind, Keyboard, SayAs, Situation, text_of
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import marked
from kiosk.submission import AnswerValue

# Ofcom keeps these for drama (ofcom.org.uk, telephone numbers for drama use); no resident can have one.
_DRAMA_MOBILE = re.compile(r"\+447700900\d{3}")
_DRAMA_LANDLINE = re.compile(
    r"\+44(1632960\d{3}|(113|114|115|116|117|118|121|131|141|151|161)4960\d{3}|2079460\d{3}|1914980\d{3}"
    r"|2890180\d{3}|2920180\d{3}|8081570\d{3})"
)


class Phone(AnswerKind):
    """A number that exists; `allow` on the page narrows it to `mobile` (for texts) or `landline`."""

    keyboard: ClassVar[Keyboard] = "phone"
    say_as: ClassVar[SayAs] = "phone"
    keys: ClassVar[frozenset[str]] = frozenset({"allow"})
    allowed: ClassVar[tuple[str, ...]] = ("mobile", "landline")
    proves: ClassVar[bool] = True
    refusals: ClassVar[Mapping[str, str]] = {
        "phone-empty": marked("Write your phone number"),
        "phone-wrong": marked("Check the phone number. It should have 11 numbers, like 01632 960123"),
        "mobile-wrong": marked("Check the mobile number. It should have 11 numbers, like 07700 900123"),
        "phone-not-mobile": marked("We cannot send texts to this number. Write a mobile number, like 07700 900123"),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the number as people write it: "07700 900123".

        Raises AnswerError: `phone-empty`, `phone-wrong`, `mobile-wrong`, `phone-not-mobile`.
        """
        import phonenumbers

        text = text_of(raw)
        if not text:
            if page.optional:
                return ""
            raise AnswerError("phone-empty")
        only_mobile = page.allow == ["mobile"]
        wrong = "mobile-wrong" if only_mobile else "phone-wrong"
        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException as error:
            raise AnswerError(wrong) from error
        written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        mobile = bool(_DRAMA_MOBILE.fullmatch(written))
        invented = mobile or bool(_DRAMA_LANDLINE.fullmatch(written))
        fine = situation.pack.council.drama_numbers if invented else phonenumbers.is_valid_number(number)
        if not fine:
            raise AnswerError(wrong)
        mobile = mobile or phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
        if only_mobile and not mobile:
            raise AnswerError("phone-not-mobile")
        home = number.country_code == 44
        style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, style)

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return a number for drama where the council takes those, else one of the council's own kind."""
        if page.allow == ["mobile"]:
            return ["07700 900123" if situation.pack.council.drama_numbers else "07911 123456"]
        return ["01632 960123" if situation.pack.council.drama_numbers else "020 7219 3000"]
