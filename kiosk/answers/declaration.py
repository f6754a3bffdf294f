"""Something to read and agree to before sending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from kiosk.answers.kind import AnswerKind, Field, Keyboard, Option, Situation, Values
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue

_I_AGREE = marked("I agree")


class Declaration(AnswerKind):
    """`yes`: whoever does not agree sends nothing."""

    field: ClassVar[Field] = "agree"
    keyboard: ClassVar[Keyboard] = ""
    facts_of: ClassVar[Mapping[str, Values]] = {"": frozenset({"given"})}
    refusals: ClassVar[Mapping[str, str]] = {
        "declaration-open": marked("Read this and touch “I agree”. If something is not right, go back and change it")
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return `yes`. Raises AnswerError: `declaration-open`."""
        if raw is True or raw in ("yes", ["yes"]):
            return "yes"
        raise AnswerError("declaration-open")

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return that they agree."""
        return language.translate(_I_AGREE)

    def options(self, page: Page, situation: Situation, language: Language) -> list[Option]:
        """Return the one thing to touch."""
        return [Option("yes", language.translate(_I_AGREE))]

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return the only answer."""
        return ["yes"]

    def problems(self, page: Page, earlier: Sequence[Page], council: Council) -> Iterator[tuple[str, str, str]]:
        """Yield a declaration that declares nothing."""
        if not page.text:
            yield "text", "there is nothing to agree to.", 'Add `text = ["What I have told you is true."]`.'
        if page.optional:
            yield "optional", "a declaration cannot be left out.", "Leave `optional` out, or ask for consent."
