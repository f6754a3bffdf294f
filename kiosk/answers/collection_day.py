"""The day a collection was due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from kiosk.answers.choice import Choice
from kiosk.answers.kind import NOT_SURE, Option, Situation, Values
from kiosk.collection_days import is_collection_day, last_collections, next_collection, state_of
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.gazetteer import Address
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue, fields_of

_NOT_SURE_LABEL = marked("I do not know")


class CollectionDay(Choice):
    """An ISO day, or `not-sure`. Offers the last collections there, or the last week where none are known."""

    keys: ClassVar[frozenset[str]] = frozenset({"of", "bins_from", "not_sure"})
    refusals: ClassVar[Mapping[str, str]] = {
        "day-wrong": marked("Choose one of the days"),
        "day-no-collection": marked("We do not collect these bins on that day. Choose one of the days shown"),
    }
    word_suffixes: ClassVar[frozenset[str]] = frozenset({"next"})

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the day. Raises AnswerError: `choose-one`, `day-wrong`, `day-no-collection`."""
        if raw == NOT_SURE and page.not_sure:
            return NOT_SURE
        if not isinstance(raw, str) or not raw:
            raise AnswerError("choose-one")
        try:
            day = date.fromisoformat(raw)
        except ValueError as error:
            raise AnswerError("day-wrong") from error
        address, bins = _schedule(page, situation)
        if address and not is_collection_day(address, bins, day, situation.pack.council.collections.week_a):
            raise AnswerError("day-no-collection")
        return day.isoformat()

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the day in words, with its year."""
        if value == NOT_SURE:
            return language.translate(_NOT_SURE_LABEL)
        return language.date(date.fromisoformat(str(value)), year=True, alone=True)

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return the day, and whether it can still be reported: `state` is ok, not-yet or too-late."""
        if value == NOT_SURE:
            return {page.id: NOT_SURE, f"{page.id}.state": "ok"}
        day = date.fromisoformat(str(value))
        council = situation.pack.council
        state = state_of(day, situation.now, council) if situation.clock_trusted else "ok"
        return {page.id: day, f"{page.id}.state": state}

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return the day, which can be any, and its state."""
        return {page.id: None, f"{page.id}.state": frozenset({"ok", "not-yet", "too-late"})}

    def words(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> dict[str, str]:
        """Return the day, and `next`: the next collection, or "the next collection day" where it is not known."""
        address, bins = _schedule(page, situation)
        week_a = situation.pack.council.collections.week_a
        day = next_collection(address, bins, situation.today, week_a) if address else None
        following = language.date(day) if day else language.translate(marked("the next collection day"))
        said = self.shown(value, page, situation, language)
        if value != NOT_SURE:
            said = language.date(date.fromisoformat(str(value)))
        return {page.id: said, f"{page.id}.next": following}

    def options(self, page: Page, situation: Situation, language: Language) -> list[Option]:
        """Return the days on offer, latest first."""
        days = [
            Option(day.isoformat(), language.date(day, alone=True), _ago(day, situation, language))
            for day in _days(page, situation)
        ]
        return days + ([Option(NOT_SURE, language.translate(_NOT_SURE_LABEL))] if page.not_sure else [])

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return a day for each state that the days on offer have, those that can be reported first."""
        by_state: dict[Fact, AnswerValue] = {}
        address, bins = _schedule(page, situation)
        ahead = (
            next_collection(address, bins, situation.today, situation.pack.council.collections.week_a)
            if address
            else None
        )
        for day in [*_days(page, situation), ahead or situation.today + timedelta(days=1)]:
            by_state.setdefault(state_of(day, situation.now, situation.pack.council), day.isoformat())
        order = [by_state[state] for state in ("ok", "not-yet", "too-late") if state in by_state]
        unsure: list[AnswerValue] = [NOT_SURE] if page.not_sure else []
        return [*order, *unsure] if "ok" in by_state else [*unsure, *order]


def _schedule(page: Page, situation: Situation) -> tuple[Address | None, tuple[str, ...]]:
    """Return the listed address and those of the chosen bins that are emptied there; None where none is known."""
    where, chosen = situation.answers.get(page.of), situation.facts.get(page.bins_from, ())
    address = situation.pack.gazetteer.address(fields_of(where).get("uprn", ""))
    bins = tuple(name for name in chosen if address and name in address.bins) if isinstance(chosen, tuple) else ()
    return (address, bins) if address and bins else (None, ())


def _days(page: Page, situation: Situation) -> list[date]:
    address, bins = _schedule(page, situation)
    if address is None:
        return [situation.today - timedelta(days=back) for back in range(7)]
    return last_collections(address, bins, situation.today, situation.pack.council.collections.week_a)


def _ago(day: date, situation: Situation, language: Language) -> str:
    days = (situation.today - day).days
    if days == 0:
        return language.translate(marked("Today"))
    if days == 1:
        return language.translate(marked("Yesterday"))
    return language.plural("{n} day ago", "{n} days ago", days)
