"""Words that a person types: a line, or several."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import ClassVar

from kiosk.answers.kind import AnswerKind, Field, Situation, text_of
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import marked
from kiosk.submission import AnswerValue


class Text(AnswerKind):
    """A line of text, kept as typed but for stray spaces."""

    keys: ClassVar[frozenset[str]] = frozenset({"max_length"})
    proves: ClassVar[bool] = True
    longest: ClassVar[int] = 200
    empty_code: ClassVar[str] = "text-empty"

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the text. Raises AnswerError: `text-empty`, `text-long` (with `most`)."""
        return self._fitting(text_of(raw), page)

    def _fitting(self, text: str, page: Page) -> str:
        text = unicodedata.normalize("NFC", text)
        most = page.max_length or self.longest
        if not text and not page.optional:
            raise AnswerError(self.empty_code)
        if len(text) > most:
            raise AnswerError("text-long", most=str(most))
        return text

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return a short text that fits, and none where none is needed."""
        fitting = "Next to the gate"[: page.max_length or None].rstrip()
        return [fitting, *([""] if page.optional else [])]


class LongText(Text):
    """Several lines; line breaks are kept."""

    field: ClassVar[Field] = "lines"
    proves: ClassVar[bool] = False
    longest: ClassVar[int] = 2000

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the text. Raises AnswerError as Text does."""
        if not isinstance(raw, str):
            raise AnswerError("wrong-shape")
        lines = [text_of(line) for line in raw.splitlines()]
        return self._fitting("\n".join(lines).strip(), page)


class Name(Text):
    """A person's name, as they write it: no rule but that there is one."""

    refusals: ClassVar[Mapping[str, str]] = {"name-empty": marked("Write your name")}
    longest: ClassVar[int] = 120
    empty_code: ClassVar[str] = "name-empty"

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return an invented name, and none where none is needed."""
        return ["Mair Siân Llŷr-Evans", *([""] if page.optional else [])]
