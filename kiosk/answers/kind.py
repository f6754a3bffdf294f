"""What every kind of answer can do, and what it may look at."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar, Literal

from kiosk.conditions import Fact, Facts
from kiosk.council_pack import Council, CouncilPack
from kiosk.errors import AnswerError
from kiosk.journey import Journey
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue

NOT_SURE = "not-sure"

Field = Literal[
    "one", "many", "line", "lines", "address", "street", "date", "dates", "money", "masked", "vehicle", "bank", "agree",
    "signature", "group", "none",
]  # fmt: skip
"""How a question is answered on a screen."""

Keyboard = Literal["", "letters", "capitals", "digits", "phone", "money", "email"]
SayAs = Literal["text", "phone", "email", "postcode", "code", "signs"]

Values = frozenset[str] | None
"""The values that a fact can take; None where they cannot be listed (a street, a day, a number)."""

YES_NO: Values = frozenset({"yes", "no"})


@dataclass(frozen=True)
class Situation:
    """What is known when a page is shown or an answer is checked. `now` is the council's local time.

    Where the clock is not trusted, nobody is turned away because of the day or the hour.
    """

    pack: CouncilPack
    journey: Journey
    now: datetime
    answers: Mapping[str, AnswerValue]
    facts: Facts
    clock_trusted: bool = True

    @property
    def today(self) -> date:
        """The council's local day."""
        return self.now.date()


@dataclass(frozen=True)
class Option:
    """One thing to choose, in the resident's words."""

    value: str
    label: str
    hint: str = ""
    picture: Path | None = None  # a drawing (SVG) beside it, for easy read


class AnswerKind:
    """One kind of answer. `tidy` returns the answer as it is kept, or raises AnswerError with a code.

    What a kind says of itself: `refusals` are the words for codes that only it raises; `keys` the page keys that only
    some kinds read, it among them; `allowed` what `allow` may name; `facts_of` its facts by suffix ("" for the answer
    itself) with the values they take, `many` those that hold several at once; `proves` that a resident's own words
    can show whose submission it is; `masked` that screens show and say only the end of it, and paper never has it;
    `not_known` how somebody says that they cannot tell, where the page lets them (`not_sure`).
    """

    field: ClassVar[Field] = "line"
    keyboard: ClassVar[Keyboard] = "letters"
    say_as: ClassVar[SayAs] = "text"
    refusals: ClassVar[Mapping[str, str]] = {}
    keys: ClassVar[frozenset[str]] = frozenset()
    allowed: ClassVar[tuple[str, ...]] = ()
    facts_of: ClassVar[Mapping[str, Values]] = {"": frozenset({"given"})}
    many: ClassVar[frozenset[str]] = frozenset()
    proves: ClassVar[bool] = False
    masked: ClassVar[bool] = False
    not_known: ClassVar[str] = marked("I do not know")
    word_suffixes: ClassVar[frozenset[str]] = frozenset()

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the tidy answer. Raises AnswerError."""
        raise AnswerError("unknown-kind")

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return a tidy answer as people read it."""
        return str(value)

    def in_full(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return a tidy answer as the council reads it: where `shown` hides a part of it, the whole."""
        return self.shown(value, page, situation, language)

    def on_paper(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return a tidy answer as the receipt has it: on one line."""
        return language.in_a_row(self.shown(value, page, situation, language).splitlines())

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return what later conditions may know from this answer; never what a person typed."""
        return {page.id: "given"}

    def words(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> dict[str, str]:
        """Return what later texts may say from this answer."""
        return {page.id: self.shown(value, page, situation, language)}

    def says(self, page: Page, situation: Situation, language: Language) -> tuple[str, ...]:
        """Return paragraphs that stand below those of the page: what a person must know before answering."""
        return ()

    def options(self, page: Page, situation: Situation, language: Language) -> list[Option]:
        """Return what can be chosen, in order."""
        return []

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return answers that are fine today, one for each thing that a path may turn on."""
        return []

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return the names of the facts that a page of this kind gives, with the values they can take."""
        return {fact_name(page, suffix): values for suffix, values in self.facts_of.items()}

    def many_facts(self, page: Page) -> set[str]:
        """Return the names of those facts that hold several values at once."""
        return {fact_name(page, suffix) for suffix in self.many}

    def problems(self, page: Page, earlier: Sequence[Page], council: Council) -> Iterator[tuple[str, str, str]]:
        """Yield (key, what is wrong, what would be right) of a page of this kind, for `kiosk check`."""
        return iter(())

    def word_names(self, page: Page) -> set[str]:
        """Return the placeholders that a page of this kind fills."""
        return {page.id, *(f"{page.id}.{suffix}" for suffix in self.word_suffixes)}


def fact_name(page: Page, suffix: str) -> str:
    """Return the name of a page's fact: the page's id, and the suffix where there is one."""
    return f"{page.id}.{suffix}" if suffix else page.id


def text_of(raw: AnswerValue) -> str:
    """Return typed text without stray spaces; control characters become spaces, marks that nobody sees are left out.

    The joiners that Persian, Bengali, Punjabi and others write with are kept. Raises AnswerError for other shapes.
    """
    if not isinstance(raw, str):
        raise AnswerError("wrong-shape")
    return " ".join("".join(map(_seen, raw)).split()).strip(_JOINERS)


_JOINERS = "\u200c\u200d"


def _seen(sign: str) -> str:
    if sign.isprintable() or sign in _JOINERS:
        return sign
    return "" if unicodedata.category(sign) == "Cf" else " "
