"""Whether something may be shared, and with whom: no is as good an answer as yes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from kiosk.answers.kind import Situation, Values
from kiosk.answers.yes_no import YesNo
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.problems import one_of
from kiosk.submission import AnswerValue

COUNCIL = "council"

_SHARED = marked("If you say yes, we share this with {partner}: {answers}.")
_SHARED_WITH_US = marked("If you say yes, we use this: {answers}.")


class Consent(YesNo):
    """`yes` or `no`; nothing is chosen beforehand. `shares` and `to` say what would go to whom."""

    keys: ClassVar[frozenset[str]] = frozenset({"options", "option_hints", "shares", "to"})
    refusals: ClassVar[Mapping[str, str]] = {"consent-open": marked("Choose yes or no")}

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return `yes` or `no`. Raises AnswerError: `consent-open`."""
        if raw is True or raw is False:
            return "yes" if raw else "no"
        if isinstance(raw, str) and raw in ("yes", "no"):
            return raw
        raise AnswerError("consent-open")

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return both answers."""
        return ["yes", "no"]

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return yes and no."""
        return {page.id: frozenset({"yes", "no"})}

    def says(self, page: Page, situation: Situation, language: Language) -> tuple[str, ...]:
        """Return what is shared with whom, in the words of the pages that ask for it."""
        names = {each.id: each.short for each in situation.journey.page if situation.answers.get(each.id)}
        answers = language.joined([language.translate(names[name]) for name in page.shares if names.get(name)])
        if not answers:
            return ()
        partner = next((each.name for each in situation.pack.council.partners if each.id == page.to), "")
        if partner:
            return (language.translate(_SHARED, partner=language.translate(partner), answers=answers),)
        return (language.translate(_SHARED_WITH_US, answers=answers),)

    def problems(self, page: Page, earlier: Sequence[Page], council: Council) -> Iterator[tuple[str, str, str]]:
        """Yield answers that are not asked for before, and partners that the council does not have."""
        asked = [each.id for each in earlier if each.is_question]
        for name in page.shares:
            if name not in asked:
                remedy = one_of(asked) if asked else "Put the page that asks for it before this one."
                yield "shares", f"no earlier page is called {name!r}.", remedy
        partners = [COUNCIL, *(each.id for each in council.partners)]
        if page.to not in partners:
            yield "to", f"the council has no partner {page.to!r}.", one_of(partners)
        if page.optional:
            yield "optional", "consent is given or not.", "Leave `optional` out: no is an answer."
