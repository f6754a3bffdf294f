"""One resident's way through a journey: immutable answers, and which page comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

import msgspec

from kiosk.answers import KINDS
from kiosk.answers.kind import AnswerKind, SayAs, Situation
from kiosk.conditions import Fact, Facts, holds
from kiosk.council_pack import CouncilPack
from kiosk.easy_words import said
from kiosk.errors import AnswerError
from kiosk.event_parts import as_written, begun, ended, first_of_parts, in_part, names_given, nothing_id, part_of
from kiosk.for_whom import whose
from kiosk.journey import Journey
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.open_days import Standing, page_in_place, words_in_place
from kiosk.placeholders import fill, placeholders
from kiosk.submission import AnswerValue, Channel
from kiosk.variants import worded

Carried = Mapping[str, AnswerValue]
"""What was given once in this visit, by what it is (name, address, phone …) and whose (R8)."""


@dataclass(frozen=True)
class SummaryRow:
    """One line of the check page."""

    page_id: str
    label: str
    shown: str
    say_as: SayAs


@dataclass(frozen=True)
class _Walk:
    pages: tuple[Page, ...]  # the path as far as it is known
    situations: Mapping[str, Situation]  # by page id: what is known just before it
    facts: Facts
    fitting: frozenset[str]  # the questions whose answers fit
    stopped_at: Page | None  # the first question without a valid answer, or the ending


@dataclass(frozen=True)
class Visit:
    """A journey under way. Every change makes a new visit. `now` is the council's local time when it began.

    `standing` is how the journey stood then: where it was not open, an ending says so in its place.
    """

    pack: CouncilPack
    journey: Journey
    now: datetime
    channel: Channel = "self"
    clock_trusted: bool = True
    answers: Mapping[str, AnswerValue] = field(default_factory=dict)
    carried: Carried = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)  # by page: the language it was answered in, by code
    standing: Standing = "open"

    def answer(self, page_id: str, raw: AnswerValue, language: str = "") -> Visit:
        """Return the visit with this answer, given in a language (its code; empty where nobody knows).

        Raises AnswerError, and KeyError for a page the journey does not have.
        """
        page = self.page_named(page_id)
        value = KINDS[page.kind].tidy(raw, page, self.situation_at(page_id))
        name = self._carried_as(page)
        carried = {other: given for other, given in self.carried.items() if other != name}
        if name and value:
            carried[name] = value
        languages = {**self.languages, page_id: language} if language else self.languages
        return replace(self, answers={**self.answers, page_id: value}, carried=carried, languages=languages)

    def situation_at(self, page_id: str) -> Situation:
        """Return what is known just before a page: the answers to earlier questions on the path, and their facts.

        Raises KeyError for a page that is not on the path.
        """
        return self._walk.situations[page_id]

    def page_named(self, page_id: str) -> Page:
        """Return the page of that id, in the words of its variant where it is on the path. Raises KeyError."""
        return next((page for page in self._walk.pages if page.id == page_id), None) or self.journey.page_named(page_id)

    @property
    def path(self) -> tuple[Page, ...]:
        """The pages in order, counted along the answers so far; what is not answered yet opens no branch."""
        return self._walk.pages

    @property
    def facts(self) -> Facts:
        """What is known from all answers on the path."""
        return self._walk.facts

    @property
    def ending(self) -> Page | None:
        """The ending that the answers lead to, where nothing is to be sent."""
        stop = self._walk.stopped_at
        return stop if stop and stop.kind == "ending" else None

    @property
    def first_unanswered(self) -> Page | None:
        """The first question on the path that has no answer, or one that no longer fits."""
        stop = self._walk.stopped_at
        return stop if stop and stop.is_question else None

    @property
    def complete(self) -> bool:
        """Whether everything is answered and can be sent."""
        return self._walk.stopped_at is None

    def page_after(self, page_id: str) -> Page | None:
        """Return the page after this one on the path; None before the check page."""
        pages = self._walk.pages
        place = next((index for index, page in enumerate(pages) if page.id == page_id), len(pages))
        return pages[place + 1] if place + 1 < len(pages) else None

    def page_before(self, page_id: str) -> Page | None:
        """Return the page before this one on the path; None at the first."""
        pages = self._walk.pages
        place = next((index for index, page in enumerate(pages) if page.id == page_id), 0)
        return pages[place - 1] if place > 0 else None

    def position(self, page_id: str) -> tuple[int, int]:
        """Return (n, of how many) of a question, counted along the path as answered so far."""
        questions = [page.id for page in self._walk.pages if page.is_question]
        return (questions.index(page_id) + 1 if page_id in questions else 0), len(questions)

    def draft(self, page_id: str) -> AnswerValue | None:
        """Return what to offer on a page: the answer given before, or what was given elsewhere in this visit (R8)."""
        if page_id in self.answers:
            return self.answers[page_id]
        page = self.page_named(page_id)
        offered = self.carried.get(self._carried_as(page))
        if offered is None:
            return None
        try:
            return KINDS[page.kind].tidy(offered, page, self.situation_at(page_id))
        except AnswerError:
            return None

    def valid_answers(self) -> dict[str, AnswerValue]:
        """Return the answers on the path; those of branches left behind are not among them."""
        return {page_id: value for page_id, value in self.answers.items() if page_id in self._walk.fitting}

    def summary(self, language: Language) -> list[SummaryRow]:
        """Return the check page's rows."""
        rows = []
        answered = self._answered(language)
        labels = [self.text(page.short, language) for page, _, _ in answered]
        for (page, kind, situation), label in zip(answered, labels, strict=True):
            shown = kind.shown(self.answers[page.id], page, situation, language)
            shown = shown or language.translate("You left this empty")
            part = self._part_title(page, language) if labels.count(label) > 1 else ""
            rows.append(SummaryRow(page.id, f"{label} ({part})" if part else label, shown, kind.say_as))
        return rows

    def heading_on(self, page: Page, language: Language) -> str:
        """Return what stands above a page: the journey's title, and with it the part's where a life event asks it."""
        part = self._part_title(page, language)
        return f"{self.heading(language)}: {part}" if part else self.heading(language)

    def text(self, source: str, language: Language, **more: str) -> str:
        """Return a text of the journey in the resident's language, its placeholders filled from the answers."""
        written, part = as_written(source)
        said = language.translate(written)
        said = in_part(said, part) if part else said
        if not placeholders(said):
            return said
        words = {**self.words(language), **more}
        return fill(said, {name: language.isolated(word) for name, word in words.items()})

    def heading(self, language: Language) -> str:
        """Return what stands above the journey's pages: its title, which a sensitive one keeps to itself (R37)."""
        if self.journey.sensitive:
            return language.translate("Your request")
        return self.text(self.journey.title, language)

    def words(self, language: Language) -> dict[str, str]:
        """Return what the journey's texts may say from the answers."""
        words: dict[str, str] = {}
        for page, kind, situation in self._answered(language):
            words.update(kind.words(self.answers[page.id], page, situation, language))
        if self.standing != "open":
            words.update(words_in_place(self.journey, language))
        return words | {theirs: words[ours] for theirs, ours in names_given(self.journey, words).items()}

    def all_carried(self) -> Carried:
        """Return what the answers on the path give to later journeys of this visit, as if they were given just now."""
        given = self.valid_answers()
        asked = [page for page in self._walk.pages if given.get(page.id)]
        return {name: given[page.id] for page in asked if (name := self._carried_as(page))}

    def _carried_as(self, page: Page) -> str:
        """Return what a page's answer is kept as for later journeys: what it is, and whose; empty for nothing.

        A sensitive journey takes nothing over and hands nothing on: a number that is safe elsewhere may not be so here.
        """
        if not page.carries or self.journey.sensitive:
            return ""
        situation = self.situation_at(page.id)
        person = whose(page, self.journey.for_whom, situation.facts, situation.answers)
        return f"{page.carries} of {person}" if person else page.carries

    def _answered(self, language: Language) -> list[tuple[Page, AnswerKind, Situation]]:
        """Return the pages that were answered, in the words that they are read in."""
        questions = [
            said(page, self.journey, language)
            for page in self._walk.pages
            if page.is_question and page.id in self._walk.fitting
        ]
        return [(page, KINDS[page.kind], self.situation_at(page.id)) for page in questions]

    @cached_property
    def _walk(self) -> _Walk:
        return self._along_the_pages() if self.standing == "open" else self._not_open()

    def _not_open(self) -> _Walk:
        contact = self.pack.council.contact
        page = page_in_place(self.journey, self.standing, contact, saved=bool(self.answers))
        here = Situation(self.pack, self.journey, self.now, {}, {}, self.clock_trusted)
        return _Walk((page,), {page.id: here}, {}, frozenset(), page)

    def _along_the_pages(self) -> _Walk:
        facts: dict[str, Fact] = {}
        answers: dict[str, AnswerValue] = {}
        pages: list[Page] = []
        situations: dict[str, Situation] = {}
        stop: Page | None = None
        parts_from = first_of_parts(self.journey.page)
        for written in self.journey.page:
            if written.id == parts_from:
                facts.update(begun(self.journey, facts))
            if not holds(written.when, facts) or (stop and written.id == nothing_id(self.journey.id)):
                continue
            page = worded(written, facts)
            pages.append(page)
            journey = self._counted_for(page)
            situation = Situation(self.pack, journey, self.now, dict(answers), dict(facts), self.clock_trusted)
            situations[page.id] = situation
            if page.kind == "ending":
                stop = stop or page
                break
            if not page.is_question:
                facts.update(ended(page))
                continue
            if not self._still_fits(page, situation):
                stop = stop or page
                continue
            answers[page.id] = self.answers[page.id]
            facts.update(KINDS[page.kind].facts(answers[page.id], page, situation))
        return _Walk(tuple(pages), situations, facts, frozenset(answers), stop)

    def _part_title(self, page: Page, language: Language) -> str:
        """Return the title of the part that asks a page of a life event; a sensitive one keeps it to itself."""
        part = part_of(page.id)
        if self.journey.sensitive or part not in self.pack.journeys or part == self.journey.id:
            return ""
        return language.translate(self.pack.journeys[part].title)

    def _counted_for(self, page: Page) -> Journey:
        """Return the journey, with the service of the part that a page of a life event belongs to."""
        part = self.pack.journeys.get(part_of(page.id)) if part_of(page.id) else None
        return msgspec.structs.replace(self.journey, service=part.service) if part else self.journey

    def _still_fits(self, page: Page, situation: Situation) -> bool:
        if page.id not in self.answers:
            return False
        try:
            return KINDS[page.kind].tidy(self.answers[page.id], page, situation) == self.answers[page.id]
        except AnswerError:
            return False
