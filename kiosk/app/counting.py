"""Counts how the kiosk is used, from what the situations tell; adds a visit to the day's totals when it has ended."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date

from PySide6.QtCore import QObject

from kiosk.app.background import Background
from kiosk.app.journey_steps import JourneySteps
from kiosk.app.searching import Searching
from kiosk.app.sending import Sending
from kiosk.app.stage import Stage
from kiosk.app.topic_reading import TopicReading
from kiosk.journey_pages import Page
from kiosk.parts import Parts
from kiosk.protocols import PrinterState
from kiosk.search.finder import Found
from kiosk.tally import Tally
from kiosk.usage import NOTHING, Count, Family, Outcome
from kiosk.visit import Visit

_LOG = logging.getLogger(__name__)


class Counting(QObject):
    """Nobody waits for it, and a fault of it stops nothing."""

    def __init__(self, parts: Parts, stage: Stage, background: Background) -> None:
        super().__init__()
        self._parts = parts
        self._stage = stage
        self._background = background
        self._tally = Tally()
        stage.changed.connect(self._settings)

    def follow(self, journey: JourneySteps, sending: Sending) -> None:
        """Count what these two tell."""
        journey.started.connect(self._began)
        journey.resumed.connect(lambda visit: self._tally.went_on(visit, self._stage.language.code))
        journey.page_shown.connect(self._reached)
        journey.checked.connect(lambda visit: self._tally.reached(visit, "check"))
        journey.refused.connect(self._tally.refused)
        sending.stored.connect(lambda _code: self._tally.outcome(Outcome.SENT))
        sending.not_stored.connect(lambda reason: self._tally.fault(f"not-stored-{reason}"))

    def follow_search(self, searching: Searching, reading: TopicReading) -> None:
        """Count what is looked for and opened, by the council's own words."""
        searching.looked_for.connect(self._looked_for)
        for source in (searching, reading):
            source.opened.connect(self._tally.opened)

    def outcome(self, outcome: Outcome) -> None:
        """The journey under way ended so; without one, nothing is counted."""
        self._tally.outcome(outcome)

    def used(self, setting: str) -> None:
        """A resident used a help of the screen."""
        self._tally.used(setting)

    def fault(self, code: str) -> None:
        """Something did not work."""
        self._tally.fault(code)

    def printer_said(self, _code: str, state: PrinterState | None) -> None:
        """Count a receipt that did not print."""
        if state is not None:
            self._tally.fault(f"printer-{state}")

    def visit_ended(self) -> None:
        """Add what was counted to the day's totals. A journey without an outcome was stopped."""
        self._tally.outcome(Outcome.STOPPED)
        counts, unknown = self._tally.take(), self._tally.take_unknown()
        if not counts and not unknown:
            return
        day = self._parts.clock.now().astimezone(self._parts.pack.zone).date()
        self._background.run(
            lambda: self._add(day, counts, unknown),
            lambda _: None,
            lambda error: _LOG.warning("use was not counted: %s", type(error).__name__),
            for_visit=False,
        )

    def _add(self, day: date, counts: Counter[Count], unknown: set[str]) -> None:
        """Add to the day's totals; a word that no list knows only once enough visits used it. Reads and writes."""
        usage = self._parts.store.usage
        usage.add(day, counts)
        device = self._parts.secrets.read() if unknown else None
        if device is not None and device.seed:
            known = self._parts.store.searched_words.used(day, device.seed, unknown)
            usage.add(day, Counter({Count(Family.SEARCH, word, page=NOTHING): n for word, n in known.items()}))

    def _looked_for(self, found: Found) -> None:
        self._tally.looked_for(found.known, found.unknown, found=bool(found.hits))

    def _began(self, visit: Visit) -> None:
        self._tally.began(visit, self._stage.language.code)

    def _reached(self, visit: Visit, page: Page) -> None:
        self._tally.reached(visit, page.id)
        if page.kind == "ending":
            self._tally.outcome(Outcome.ANSWERED)

    def _settings(self) -> None:
        """What the page is shown with now."""
        if self._stage.text_size != self._parts.config.screen.text_size:
            self._tally.used(f"text-size-{self._stage.text_size}")
        if self._stage.contrast != "normal":
            self._tally.used(f"contrast-{self._stage.contrast}")
        if self._stage.language.code != "en":
            self._tally.used(f"language-{self._stage.language.code}")
