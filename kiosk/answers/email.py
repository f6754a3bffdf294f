"""An e-mail address, checked by the `email-validator` library; nothing is asked of the network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from kiosk.answers.kind import AnswerKind, Keyboard, SayAs, Situation, text_of
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import marked
from kiosk.submission import AnswerValue


class Email(AnswerKind):
    """An address that could exist."""

    keyboard: ClassVar[Keyboard] = "email"
    say_as: ClassVar[SayAs] = "email"
    proves: ClassVar[bool] = True
    refusals: ClassVar[Mapping[str, str]] = {
        "email-empty": marked("Write your e-mail address"),
        "email-no-at": marked("An e-mail address has an @ in it, like name@example.org"),
        "email-wrong": marked("Check the e-mail address. It should look like name@example.org"),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the address as given, its domain in small letters.

        Raises AnswerError: `email-empty`, `email-no-at`, `email-wrong`.
        """
        from email_validator import EmailNotValidError, validate_email

        text = text_of(raw).replace(" ", "")
        if not text:
            if page.optional:
                return ""
            raise AnswerError("email-empty")
        if "@" not in text:
            raise AnswerError("email-no-at")
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError as error:
            raise AnswerError("email-wrong") from error

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return an address of the domain kept for examples."""
        return ["mair@example.org"]
