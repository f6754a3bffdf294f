"""Choose all that apply."""

from __future__ import annotations

from typing import ClassVar

from kiosk.answers.choice import Choice, label_of, option_ids
from kiosk.answers.kind import Field, Situation
from kiosk.conditions import Fact
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.submission import AnswerValue, ids_of


class Choices(Choice):
    """Some of the page's options; answers are lists of option ids, in the options' order."""

    field: ClassVar[Field] = "many"
    keys: ClassVar[frozenset[str]] = frozenset({"options", "option_hints", "options_from", "not_sure"})
    many: ClassVar[frozenset[str]] = frozenset({""})
    word_suffixes: ClassVar[frozenset[str]] = frozenset({"short"})

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the ids. Raises AnswerError: `choose-some`."""
        known = option_ids(self, page, situation)
        if not isinstance(raw, list) or any(value not in known for value in raw):
            raise AnswerError("choose-some")
        if not raw and not page.optional:
            raise AnswerError("choose-some")
        return [value for value in known if value in raw]

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the labels, one a line."""
        return "\n".join(label_of(self, item, page, situation, language) for item in ids_of(value))

    def on_paper(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the labels as the language writes a list: "Rubbish and Recycling"."""
        return language.joined([label_of(self, item, page, situation, language) for item in ids_of(value)])

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return the ids."""
        return {page.id: tuple(ids_of(value))}

    def words(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> dict[str, str]:
        """Return the labels in a row, and `short`: the words for the middle of a sentence."""
        table = situation.pack.council.words.get(page.options_from.words, {}) if page.options_from else {}
        labels = [label_of(self, item, page, situation, language) for item in ids_of(value)]
        short = [
            language.translate(table[item].short) if item in table else label[:1].lower() + label[1:]
            for item, label in zip(ids_of(value), labels, strict=True)
        ]
        distinct = list(dict.fromkeys(short))
        return {page.id: language.joined(labels), f"{page.id}.short": language.joined(distinct)}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return each option alone, and all together."""
        known = option_ids(self, page, situation)
        chosen: list[AnswerValue] = [[value] for value in known]
        return [*chosen, *([known] if len(known) > 1 else []), *([[]] if page.optional else [])]
