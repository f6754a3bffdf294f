"""Several of the same, such as the people of a household: a page of pages, asked again for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

import msgspec

from kiosk.answers.kind import AnswerKind, Field, Situation, Values, fact_name
from kiosk.answers.numerals import least_of
from kiosk.conditions import Fact, Facts, holds, names_in
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey import Journey
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue, Record, SimpleAnswer

MOST = 20
"""No group has more than these, whatever its page says."""

_NONE = marked("None")
_COUNT = "count"


class Group(AnswerKind):
    """A list with one record each: answers by the ids of the inner pages. `kinds` are those that inner pages have."""

    field: ClassVar[Field] = "group"
    keys: ClassVar[frozenset[str]] = frozenset({"at_least", "at_most", "each", "page", "count"})
    refusals: ClassVar[Mapping[str, str]] = {
        "group-few": marked("Add at least {least}"),
        "group-full": marked("You can add {most} at most"),
        "group-open": marked("Something is still missing here. Touch Change"),
    }

    def __init__(self, kinds: Mapping[str, AnswerKind]) -> None:
        self._kinds = kinds

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the records, each tidy.

        Raises AnswerError: `group-few` (with `least`), `group-full` (with `most`), `group-open`, and what inner pages
        refuse; `at` is the record's number from 0 and the inner page, "1.born".
        """
        if raw == "":
            raw = []
        if not isinstance(raw, list) or not all(isinstance(record, Mapping) for record in raw):
            raise AnswerError("wrong-shape")
        if len(raw) < least_of(page):
            raise AnswerError("group-few", least=str(least_of(page)))
        if len(raw) > most_in(page):
            raise AnswerError("group-full", most=str(most_in(page)))
        return [
            self._tidy_record(record, str(at), page, situation)
            for at, record in enumerate(raw)
            if isinstance(record, Mapping)
        ]

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return one line for each."""
        lines = [self.record_shown(record, page, situation, language) for record in records_of(value)]
        return "\n".join(lines) or language.translate(_NONE)

    def in_full(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return one line for each, with what screens hide."""
        lines = [
            language.in_a_row(self._said(record, page, situation, language, whole=True)) for record in records_of(value)
        ]
        return "\n".join(lines) or language.translate(_NONE)

    def record_shown(self, record: Record, page: Page, situation: Situation, language: Language) -> str:
        """Return one of them in a line."""
        return language.in_a_row(self._said(record, page, situation, language, whole=False))

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return how many there are, how many fulfil each `count`, and all values of what can be listed."""
        each = [self._record_facts(record, page, situation) for record in records_of(value)]
        counts = {name: sum(holds(when, facts) for facts in each) for name, when in page.count.items()}
        listed = {
            name: tuple(dict.fromkeys(text for facts in each for text in _texts(facts.get(name))))
            for name in self._listed(page, situation.pack.council)
        }
        every: dict[str, Fact] = {_COUNT: len(each), **counts, **listed}
        return {page.id: "given", **{fact_name(page, name): fact for name, fact in every.items()}}

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return the counts, which can be any number, and the values of what can be listed."""
        counts: dict[str, Values] = dict.fromkeys([_COUNT, *page.count])
        every = {**counts, **self._listed(page, council)}
        return {page.id: frozenset({"given"}), **{fact_name(page, name): values for name, values in every.items()}}

    def many_facts(self, page: Page) -> set[str]:
        """Return the facts of inner pages: each holds what was said of all of them."""
        names = {name for inner in page.page if inner.kind in self._kinds for name in self._names(inner)}
        return {fact_name(page, name) for name in names - {_COUNT, *page.count}}

    def words(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> dict[str, str]:
        """Return all of them in lines, and the counts in figures."""
        facts = self.facts(value, page, situation)
        counts = {fact_name(page, name): str(facts[fact_name(page, name)]) for name in (_COUNT, *page.count)}
        return {page.id: self.shown(value, page, situation, language), **counts}

    def word_names(self, page: Page) -> set[str]:
        """Return the group's own name and those of its counts."""
        return {page.id, *(fact_name(page, name) for name in (_COUNT, *page.count))}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return groups of every size up to four of the usual record, and of records that differ in one answer."""
        usual, *others = self._examples(page, situation)
        sizes = [size for size in (1, 0, 2, 3, 4) if least_of(page) <= size <= most_in(page)] or [least_of(page)]
        found: list[list[Record]] = [[usual] * size for size in sizes]
        for other in others:
            found += [[*[usual] * (size - 1), other] for size in sizes if size] + [[other] * max(sizes)]
        fine: list[AnswerValue] = []
        for records in found:
            whole = _tidy_or_none(self, records, page, situation)
            fine += [whole] if whole is not None and whole not in fine else []
        return fine

    def problems(self, page: Page, earlier: Sequence[Page], council: Council) -> Iterator[tuple[str, str, str]]:
        """Yield what is wrong with the inner pages, the counts and the limits."""
        if not page.page:
            yield "page", "nothing is asked for each.", "Add a [[page.page]]."
        if not page.each:
            yield "each", "nothing says what one of them is called.", 'Add for example `each = "person"`.'
        if not least_of(page) <= most_in(page) or least_of(page) < 0 or (page.at_most or 1) > MOST:
            yield "at_most", f"a group has from 0 to {MOST}.", f"Give limits between 0 and {MOST}, the larger last."
        yield from self._inner_problems(page, council)

    def _inner_problems(self, page: Page, council: Council) -> Iterator[tuple[str, str, str]]:
        known: dict[str, Values] = {}
        for at, inner in enumerate(page.page):
            kind = self._kinds.get(inner.kind)
            if kind is None or not inner.id or not inner.ask or not inner.short:
                what = f"an inner page {inner.id!r} is of no kind that can be asked again, or lacks id, ask or short."
                yield "page", what, f"Use one of: {', '.join(sorted(self._kinds))}."
                continue
            if inner.id in known or inner.id in (_COUNT, *page.count):
                yield "page", f"two things in the group are called {inner.id!r}.", "Give each its own name."
            yield from (("page", f"{what} ({inner.id})", fix) for what, fix in _unknown(inner.when, known))
            found = kind.problems(inner, page.page[:at], council)
            yield from (("page", f"inner page {inner.id!r}: {what}", fix) for _, what, fix in found)
            known.update(kind.fact_values(inner, council))
        for name, when in page.count.items():
            yield from (("count", f"{what} ({name})", fix) for what, fix in _unknown(when, known))

    def _tidy_record(self, record: Record, at: str, page: Page, situation: Situation) -> Record:
        """Return the answers on the way through the inner pages; those of branches left behind are not among them."""
        inside, facts, tidy = _within(page, situation), dict[str, Fact](), dict[str, SimpleAnswer]()
        for inner in page.page:
            if not holds(inner.when, facts):
                continue
            if inner.id not in record:
                raise AnswerError("group-open", at=f"{at}.{inner.id}")
            try:
                value = self._kinds[inner.kind].tidy(record[inner.id], inner, inside)
            except AnswerError as error:
                part = error.values.get("at", "")
                place = ".".join(filter(None, (at, inner.id, part)))
                raise AnswerError(error.code, **{**error.values, "at": place}) from error
            tidy[inner.id] = simple(value)
            facts.update(self._kinds[inner.kind].facts(value, inner, inside))
        return tidy

    def _said(
        self, record: Record, page: Page, situation: Situation, language: Language, *, whole: bool
    ) -> Iterator[str]:
        inside = _within(page, situation)
        for inner in page.page:
            if inner.id in record:
                kind = self._kinds[inner.kind]
                say = kind.in_full if whole else kind.shown
                yield from filter(
                    None, [language.in_a_row(say(record[inner.id], inner, inside, language).splitlines())]
                )

    def _record_facts(self, record: Record, page: Page, situation: Situation) -> Facts:
        inside, facts = _within(page, situation), dict[str, Fact]()
        for inner in page.page:
            if inner.id in record:
                facts.update(self._kinds[inner.kind].facts(record[inner.id], inner, inside))
        return facts

    def _names(self, inner: Page) -> set[str]:
        return {fact_name(inner, suffix) for suffix in self._kinds[inner.kind].facts_of} | {inner.id}

    def _listed(self, page: Page, council: Council) -> dict[str, Values]:
        """Return the facts of inner pages whose values can be listed."""
        return {
            name: values
            for inner in page.page
            if inner.kind in self._kinds
            for name, values in self._kinds[inner.kind].fact_values(inner, council).items()
            if values is not None
        }

    def _examples(self, page: Page, situation: Situation) -> list[Record]:
        """Return the usual record, and one for each other answer that an inner page takes on some way to it."""
        found = [self._example(page, situation, {})]
        for inner in page.page:
            kind = self._kinds.get(inner.kind)
            reached = next((record for record in found if inner.id in record), {})
            for value in kind.examples(inner, _within(page, situation)) if kind else ():
                record = self._example(page, situation, {**reached, inner.id: value})
                found += [record] if record not in found else []
        return found

    def _example(self, page: Page, situation: Situation, wanted: Mapping[str, AnswerValue]) -> Record:
        """Return one record, with the wanted answers where the way leads past them."""
        inside, facts, record = _within(page, situation), dict[str, Fact](), dict[str, SimpleAnswer]()
        for inner in page.page:
            kind = self._kinds.get(inner.kind)
            if kind is None or not holds(inner.when, facts):
                continue
            value = wanted.get(inner.id) or next(iter(kind.examples(inner, inside)), "")
            record[inner.id] = simple(value)
            facts.update(kind.facts(value, inner, inside))
        return record


def records_of(value: AnswerValue | None) -> list[Record]:
    """Return the records of a group's answer; empty for any other answer."""
    return [record for record in value if isinstance(record, Mapping)] if isinstance(value, list) else []


def most_in(page: Page) -> int:
    """Return the most that a group may hold."""
    return MOST if page.at_most is None else min(page.at_most, MOST)


def inner_journey(page: Page, journey: Journey) -> Journey:
    """Return the journey as it looks from inside a group: the inner pages alone, and the conditions of its counts."""
    counted = Page(id=f"{page.id}-counted", kind="notice", ask=page.ask, count=page.count)
    return msgspec.structs.replace(journey, page=[*page.page, counted], next=[], responsible=[], offers=[], urgent={})


def _within(page: Page, situation: Situation) -> Situation:
    return Situation(
        situation.pack, inner_journey(page, situation.journey), situation.now, {}, {}, situation.clock_trusted
    )


def _tidy_or_none(kind: Group, records: list[Record], page: Page, situation: Situation) -> AnswerValue | None:
    try:
        return kind.tidy(list(records), page, situation)
    except AnswerError:
        return None


def simple(value: AnswerValue) -> SimpleAnswer:
    """Return an answer of an inner page: never one of records, since groups hold no groups."""
    if isinstance(value, Mapping):
        return {name: text for name, text in value.items() if isinstance(text, str)}
    return value if isinstance(value, str | bool) else [item for item in value if isinstance(item, str)]


def _texts(fact: Fact | None) -> tuple[str, ...]:
    if isinstance(fact, tuple):
        return fact
    return (fact,) if isinstance(fact, str) else ()


def _unknown(when: Mapping[str, object], known: Mapping[str, Values]) -> Iterator[tuple[str, str]]:
    for name, _, _ in names_in(when):
        if name not in known:
            remedy = f"Use one of: {', '.join(sorted(known))}." if known else "Put the page that gives it before."
            yield f"no earlier page of the group gives {name!r}.", remedy
