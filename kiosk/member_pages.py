"""The pages of a member journey as a life event asks them: renamed, without those whose answers it has already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from kiosk.conditions import TESTS, Fact, When, names_in
from kiosk.event_parts import ASKED, called, in_part, state_of
from kiosk.journey_pages import OptionsFrom, Page, Variant
from kiosk.submission import AnswerValue

_TEXTS = ("ask", "short", "hint", "why")
_SAME = ("per", "account", "page", "count", "each", "differs_from", "shares", "to")
"""What has to be alike in two pages of which one is asked in place of the other."""
_NARROWED = ("earliest", "latest", "at_least", "at_most")
FIXED_KINDS = ("choice", "choices", "yes_no")
"""What an event can imply an answer to: the answer is known before anybody is asked."""


@dataclass
class Scope:
    """How a member's pages, and the facts they look at, are known in the event.

    `pages` are the member's own by id, `ours` the event's. `given`, `fixed` and `never` grow while they are read.
    """

    part: str
    pages: Mapping[str, Page]
    ours: Mapping[str, Page]
    given: dict[str, str] = field(default_factory=dict)  # {theirs: ours}
    fixed: dict[str, Fact] = field(default_factory=dict)
    never: set[str] = field(default_factory=set)  # pages that the event never asks: their facts are never known

    def name(self, theirs: str) -> str:
        """Return what a fact of the member is called in the event."""
        page, dot, suffix = theirs.partition(".")
        return f"{self.given[page]}{dot}{suffix}" if page in self.given else called(self.part, theirs)

    def condition(self, when: When) -> dict[str, Any] | None:
        """Return a condition of the member in the event's names; None where it never holds there."""
        parts: list[dict[str, Any]] = []
        for name, test in when.items():
            found = self._any(test) if name == "any" else self._every(test) if name == "all" else self._one(name, test)
            if found is None:
                return None
            parts += found
        return together(parts)

    def asked_where(self, theirs: str) -> dict[str, Any] | None:
        """Return where the member asks one of its pages; None for nowhere."""
        return self.condition(self.pages[theirs].when)

    def page(self, page: Page, *, carries: bool) -> Page | None:
        """Return a page of the member as the event asks it; None where it never does."""
        when = self.condition(page.when)
        if when is None:
            return None
        texts = {key: in_part(getattr(page, key), self.part) for key in _TEXTS}
        source = page.options_from
        ends = page.kind == "ending"
        return msgspec.structs.replace(
            page,
            **texts,
            id=called(self.part, page.id),
            kind="notice" if ends else page.kind,
            when={state_of(self.part): {"is": ASKED}, **when},
            text=[in_part(text, self.part) for text in page.text],
            variant=list(self._variants(page)),
            options_from=OptionsFrom(fact=self.name(source.fact), words=source.words) if source else None,
            of=self.name(page.of) if page.of else "",
            bins_from=self.name(page.bins_from) if page.bins_from else "",
            differs_from=[self.name(name) for name in page.differs_from],
            shares=[self.name(name) for name in page.shares if name not in self.fixed],
            carries=page.carries if carries else "",
            alternatives=[] if ends else page.alternatives,
            easy=None,  # a life event has no easy words
        )

    def _variants(self, page: Page) -> Iterator[Variant]:
        for variant in page.variant:
            when = self.condition(variant.when)
            if when is not None:
                texts = {key: in_part(words, self.part) for key in _TEXTS if (words := getattr(variant, key))}
                text = variant.text and [in_part(words, self.part) for words in variant.text]
                yield msgspec.structs.replace(variant, **texts, when=when, text=text, easy=None)

    def _any(self, alternatives: Sequence[When]) -> list[dict[str, Any]] | None:
        found = [part for each in alternatives if (part := self.condition(each)) is not None]
        if not found:
            return None
        return [] if {} in found else [{"any": found}]

    def _every(self, parts: Sequence[When]) -> list[dict[str, Any]] | None:
        found = [self.condition(part) for part in parts]
        return None if None in found else [part for part in found if part]

    def _one(self, name: str, test: Mapping[str, Any]) -> list[dict[str, Any]] | None:
        page = name.partition(".")[0]
        if page in self.never:
            return None
        if page not in self.given and page not in self.fixed:
            return [{self.name(name): dict(test)}]
        asked = self.asked_where(page)  # a fact of a page that the member does not ask is not known to it
        if asked is None:
            return None
        if page in self.given:
            there = self.ours[self.given[page]].when
            return [*([] if implied(asked, [there]) else [asked]), {self.name(name): dict(test)}]
        if page != name or not all(TESTS[each](self.fixed[page], wanted) for each, wanted in test.items()):
            return None
        return [asked] if asked else []


def together(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the condition that all of these hold."""
    parts = [part for part in parts if part]
    names = [name for part in parts for name in part]
    if len(set(names)) == len(names):
        return {name: test for part in parts for name, test in part.items()}
    return {"all": [dict(part) for part in parts]}


def implied(wanted: When, premises: Sequence[When]) -> bool:
    """Say whether a condition holds wherever all the others hold, as far as their words tell."""
    known = [part for premise in premises for part in _conjuncts(premise)]
    return all(_follows(part, known) for part in _conjuncts(wanted))


def _conjuncts(when: When) -> Iterator[dict[str, Any]]:
    for name, test in when.items():
        if name == "all":
            for part in test:
                yield from _conjuncts(part)
        else:
            yield {name: test}


def _follows(part: Mapping[str, Any], known: Sequence[Mapping[str, Any]]) -> bool:
    if part in known:
        return True
    ((name, test),) = part.items()
    if name == "any":
        return any(implied(each, known) for each in test)
    wanted = _one_of(test)
    if wanted is None:
        return False
    given = [_one_of(each[name]) for each in known if name in each]
    return any(values is not None and all(value in wanted for value in values) for values in given)


def _one_of(test: Any) -> list[Any] | None:
    """Return the values of which a comparison wants one; None for other comparisons."""
    if not isinstance(test, Mapping) or len(test) != 1:
        return None
    if "is" in test:
        return [test["is"]]
    return list(test["any_of"]) if "any_of" in test else None


def wider(ours: Page, theirs: Page, scope: Scope) -> str:
    """Return the key by which our page takes answers that theirs would refuse; empty where there is none."""
    return next(_wider(ours, theirs, scope), "")


def _wider(ours: Page, theirs: Page, scope: Scope) -> Iterator[str]:
    yield from (key for key in ("not_sure", "optional") if getattr(ours, key) and not getattr(theirs, key))
    if theirs.options_from is not None or theirs.of or theirs.bins_from:
        renamed = scope.page(theirs, carries=False)
        sources = ("options_from", "of", "bins_from")
        yield from (key for key in sources if renamed is not None and getattr(renamed, key) != getattr(ours, key))
    if not set(ours.options) <= set(theirs.options):
        yield "options"
    if ours.allow != theirs.allow and not (ours.allow and set(ours.allow) <= set(theirs.allow)):
        yield "allow"
    if theirs.max_length and not 0 < ours.max_length <= theirs.max_length:
        yield "max_length"
    for key in _NARROWED:
        if getattr(theirs, key) is not None and getattr(ours, key) != getattr(theirs, key):
            yield key
    yield from (key for key in _SAME if getattr(ours, key) != getattr(theirs, key))


def looks_at_known_problem(pages: Sequence[Page], name: str) -> bool:
    """Say whether a condition looks at a problem known at a place: which ones count depends on the service."""
    whens = [when for page in pages for when in (page.when, *(variant.when for variant in page.variant))]
    return any(fact == f"{name}.known-problem" for when in whens for fact, _, _ in names_in(when))


def fixed_fact(page: Page, value: str | list[str]) -> Fact | None:
    """Return the fact of an answer that an event implies; None where the page does not take it."""
    if page.kind not in FIXED_KINDS or page.options_from is not None:
        return None
    options = ["yes", "no"] if page.kind == "yes_no" else list(page.options)
    values = value if isinstance(value, list) else [value]
    if isinstance(value, list) != (page.kind == "choices") or not set(values) <= set(options) or not values:
        return None
    return tuple(values) if page.kind == "choices" else values[0]


def as_answer(value: str | list[str]) -> AnswerValue:
    """Return an implied answer as it is given."""
    return list(value) if isinstance(value, list) else value
