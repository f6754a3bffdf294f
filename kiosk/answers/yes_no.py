"""Yes or no, and "I do not know" where the page allows it."""

from __future__ import annotations

from typing import ClassVar

from kiosk.answers.choice import Choice, extra_ids, in_answer_to
from kiosk.answers.kind import NOT_SURE, Option, Situation, Values
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue

_LABELS = {"yes": marked("Yes"), "no": marked("No"), NOT_SURE: marked("I do not know")}


class YesNo(Choice):
    """`yes`, `no`, or `not-sure`. True and false are taken too, from scripts."""

    keys: ClassVar[frozenset[str]] = frozenset({"options", "option_hints", "not_sure"})

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the id. Raises AnswerError: `choose-one`."""
        if raw is True or raw is False:
            raw = "yes" if raw else "no"
        if isinstance(raw, str) and raw in ("yes", "no", *extra_ids(page)):
            return raw
        raise AnswerError("choose-one")

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return yes and no, and not-sure where it is allowed."""
        return {page.id: frozenset(["yes", "no", *extra_ids(page)])}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return every answer, and none where none is needed."""
        return ["yes", "no", *extra_ids(page)]

    def options(self, page: Page, situation: Situation, language: Language) -> list[Option]:
        """Return yes, no, and "I do not know" where it is allowed."""
        values = ["yes", "no", *([NOT_SURE] if page.not_sure else [])]
        return [
            Option(
                value,
                in_answer_to(page, page.options.get(value, _LABELS[value]), language),
                language.translate(page.option_hints.get(value, "")),
            )
            for value in values
        ]
