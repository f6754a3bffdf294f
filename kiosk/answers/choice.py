"""Choose one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from kiosk.answers.kind import NOT_SURE, AnswerKind, Field, Keyboard, Option, Situation, Values
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.event_parts import as_written
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue

_NOT_SURE_LABEL = marked("I do not know")


class Choice(AnswerKind):
    """One of the page's options; answers are option ids."""

    field: ClassVar[Field] = "one"
    keyboard: ClassVar[Keyboard] = ""
    keys: ClassVar[frozenset[str]] = frozenset({"options", "option_hints", "options_from", "not_sure", "differs_from"})
    refusals: ClassVar[Mapping[str, str]] = {"same-again": marked("You chose this before. Choose another one")}

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the id. Raises AnswerError: `choose-one`, `same-again`."""
        if isinstance(raw, str) and raw in _taken(page, situation):
            raise AnswerError("same-again")
        if isinstance(raw, bool) or not isinstance(raw, str) or raw not in option_ids(self, page, situation):
            if raw == "" and page.optional:
                return ""
            raise AnswerError("choose-one")
        return raw

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the option's label."""
        return label_of(self, str(value), page, situation, language)

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return the option's id."""
        return {page.id: str(value)}

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return the ids that can be chosen."""
        brought = council.words.get(page.options_from.words, {}) if page.options_from else {}
        return {page.id: frozenset([*brought, *page.options, *extra_ids(page)])}

    def options(self, page: Page, situation: Situation, language: Language) -> list[Option]:
        """Return the page's options, those an earlier answer brings first, and "I do not know" last.

        What was chosen on a page that this one differs from is not among them.
        """
        options = brought_options(page, situation, language)
        options += [
            Option(value, in_answer_to(page, label, language), language.translate(page.option_hints.get(value, "")))
            for value, label in page.options.items()
        ]
        taken = _taken(page, situation)
        options = [option for option in options if option.value not in taken]
        return options + ([Option(NOT_SURE, language.translate(_NOT_SURE_LABEL))] if page.not_sure else [])

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return every option that can be chosen now, and none where none is needed."""
        return [*option_ids(self, page, situation), *([""] if page.optional else [])]

    def problems(self, page: Page, earlier: Sequence[Page], council: Council) -> Iterator[tuple[str, str, str]]:
        """Yield pages that the answer shall differ from, and that offer nothing before, or leave nothing to choose."""
        before = [each.id for each in earlier if each.kind == page.kind]
        for name in page.differs_from:
            if name not in before:
                remedy = f"Use one of: {', '.join(before)}." if before else "Put that page before this one."
                yield "differs_from", f"no earlier {page.kind} page is called {name!r}.", remedy
        theirs = {value for each in earlier if each.id in page.differs_from for value in each.options}
        may_go = min(len(page.differs_from), len(theirs & set(page.options)))
        if may_go and may_go == len(page.options) + page.not_sure and not (page.options_from or page.optional):
            remedy = "Add an option, such as one for nothing else, or say `optional = true`."
            yield "differs_from", "nothing is left to choose where all were chosen before.", remedy


def _taken(page: Page, situation: Situation) -> set[str]:
    """Return what was chosen on the pages that this one differs from; not to know is no choice."""
    given = {str(situation.answers.get(other, "")) for other in page.differs_from}
    return given - {"", NOT_SURE}


def in_answer_to(page: Page, label: str, language: Language) -> str:
    """Return an option's label as it answers the question in the words that it is asked in."""
    return language.answer(label, as_written(page.ask)[0])


def brought_options(page: Page, situation: Situation, language: Language) -> list[Option]:
    """Return the options that an earlier answer brings (`options_from`)."""
    if page.options_from is None:
        return []
    fact = situation.facts.get(page.options_from.fact, ())
    names = fact if isinstance(fact, tuple) else (str(fact),)
    words = situation.pack.council.words.get(page.options_from.words, {})
    return [Option(name, language.translate(words[name].label)) for name in names if name in words]


def option_ids(kind: AnswerKind, page: Page, situation: Situation) -> list[str]:
    """Return the ids that can be chosen now."""
    return [option.value for option in kind.options(page, situation, Language())]


def extra_ids(page: Page) -> list[str]:
    """Return the ids that stand for no option: not sure, and left empty."""
    return [*([NOT_SURE] if page.not_sure else []), *([""] if page.optional else [])]


def label_of(kind: AnswerKind, value: str, page: Page, situation: Situation, language: Language) -> str:
    """Return the label of an option id."""
    options = kind.options(page, situation, language)
    return next((option.label for option in options if option.value == value), "")
