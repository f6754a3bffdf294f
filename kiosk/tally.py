"""Counts what happens in one visit, in memory; at its end the counts join the day's totals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from kiosk.apart import UNTOLD
from kiosk.usage import BEGAN, ENDED, NOTHING, OPENED, REACHED, Count, Family, Outcome
from kiosk.visit import Visit

_COUNTABLE = re.compile(r"[a-z0-9]{2,40}")
"""A word in the letters that totals are named in."""


class Tally:
    """The counts of the visit under way: a page and a setting once a visit, an outcome once a journey."""

    def __init__(self) -> None:
        self._counts: Counter[Count] = Counter()
        self._unknown: set[str] = set()
        self._once: set[Count] = set()
        self._visit: Visit | None = None  # the journey that has no outcome yet
        self._page = ""
        self._language = ""

    def began(self, visit: Visit, language: str) -> None:
        """A resident touched Start. A journey left for this one counts as stopped."""
        self.outcome(Outcome.STOPPED)
        self._visit, self._language, self._page = visit, language, ""
        self._counts[self._of_the_journey(visit, Family.JOURNEY, BEGAN)] += 1

    def went_on(self, visit: Visit, language: str) -> None:
        """A saved journey goes on. It began before, here or elsewhere, and is not counted as begun again."""
        if self._visit is not None and self._visit.journey is visit.journey:
            return
        self.outcome(Outcome.STOPPED)
        self._visit, self._language, self._page = visit, language, ""

    def reached(self, visit: Visit, page: str) -> None:
        """A page of the journey is shown. Of what stands apart it is not counted: pages tell of answers."""
        if visit.journey.apart:
            return
        self._page = page
        self._count_once(self._of_the_journey(visit, Family.PAGE, REACHED, page))

    def refused(self, visit: Visit, page: str, code: str) -> None:
        """An answer was refused; `code` says why (`kiosk.answers.words`)."""
        if visit.journey.apart:
            return
        self._counts[self._of_the_journey(visit, Family.PAGE, code, page)] += 1

    def outcome(self, outcome: Outcome) -> None:
        """The journey under way ended so; without one, nothing is counted."""
        visit = self._visit
        if visit is None:
            return
        self._visit = None
        self._counts[self._of_the_journey(visit, Family.JOURNEY, outcome)] += 1
        if outcome in (Outcome.STOPPED, Outcome.TIMED_OUT) and self._page:
            self._counts[self._of_the_journey(visit, Family.PAGE, ENDED, self._page)] += 1

    def used(self, setting: str) -> None:
        """A resident used a help of the screen."""
        self._count_once(Count(Family.SETTING, setting))

    def looked_for(self, known: Iterable[str], unknown: Iterable[str], *, found: bool) -> None:
        """A resident looked for words that the council's own texts have, and for others, which are not counted here."""
        for word in known:
            if _COUNTABLE.fullmatch(word):
                self._count_once(Count(Family.SEARCH, word, page="" if found else NOTHING))
        self._unknown.update(word for word in unknown if _COUNTABLE.fullmatch(word))

    def opened(self, way: str) -> None:
        """A resident opened what the search found, such as "article:bin-days"."""
        kind, _, name = way.partition(":")
        if kind == "journey":
            self._count_once(Count(Family.SEARCH, OPENED, journey=name))
        else:
            self._count_once(Count(Family.SEARCH, OPENED, page=name))

    def fault(self, code: str) -> None:
        """Something did not work."""
        self._counts[Count(Family.FAULT, code)] += 1

    def take(self) -> Counter[Count]:
        """Return what was counted, and begin anew; a journey still under way goes on without its past."""
        counts, self._counts = self._counts, Counter()
        self._once.clear()
        return counts

    def take_unknown(self) -> set[str]:
        """Return the words that were looked for and that nobody's list knows, and forget them."""
        unknown, self._unknown = self._unknown, set()
        return unknown

    def _count_once(self, count: Count) -> None:
        if count not in self._once:
            self._once.add(count)
            self._counts[count] += 1

    def _of_the_journey(self, visit: Visit, family: Family, name: str, page: str = "") -> Count:
        if visit.journey.apart:  # neither who helped nor the language: they could be one person's that day
            return Count(family, name, visit.journey.id, page, "self", UNTOLD)
        return Count(family, name, visit.journey.id, page, visit.channel, self._language)
