"""Joins the journey, saving it, and going on with it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kiosk.app.background import Background
from kiosk.app.journey_steps import JourneySteps
from kiosk.app.saving import Saving, Ticket
from kiosk.app.sending import Sending
from kiosk.app.stage import Stage
from kiosk.drafts import Resumed
from kiosk.parts import Parts
from kiosk.visit import Visit


class SavedVisits(QObject):
    """What can be saved is what the journey shows now: not while it is being sent, and not once it was."""

    stored = Signal()  # something for the hub
    saved = Signal()  # a resident leaves with a code
    no_room = Signal()

    def __init__(
        self,
        stage: Stage,
        parts: Parts,
        background: Background,
        journey: JourneySteps,
        sending: Sending,
        saving: Saving,
    ) -> None:
        super().__init__()
        self._stage = stage
        self._store = parts.store
        self._background = background
        self._journey = journey
        self._sending = sending
        self._saving = saving
        self._joined = parts.store.identity() is not None
        self._saving.stored.connect(self.stored)
        self._saving.finished.connect(self.saved)
        self._saving.go_on_chosen.connect(journey.go_on_with)
        journey.began.connect(self._saving.another_journey)
        journey.send_asked.connect(self._send)
        sending.again_asked.connect(self._send)
        sending.stored_here.connect(self._sent)

    @property
    def possible(self) -> bool:
        """Whether there is something that can be saved now."""
        visit = self._journey.unfinished
        if visit is None or visit.journey.apart:  # what stands apart is nowhere but in what is sent
            return False
        return self._joined and not self._sending.occupied

    @property
    def sent_something(self) -> bool:
        """Whether something of this visit was sent."""
        return self._sending.sent_something

    @property
    def saved_something(self) -> bool:
        """Whether a code of this visit opens something."""
        return self._saving.saved_something

    @property
    def holds_answers(self) -> bool:
        """Whether another journey would take the place of answers that are not sent yet, or are just being sent."""
        return self._sending.occupied or self._journey.unfinished is not None

    @property
    def occupied(self) -> bool:
        """Whether a code is held here."""
        return self._saving.occupied

    def save(self) -> None:
        """Offer to save the visit under way."""
        visit = self._journey.unfinished
        if visit is not None and self.possible:
            self._stage.step_back()
            self._saving.offer(visit)

    def go_on(self, back: Resumed, ticket: Ticket) -> None:
        """Go on with what a come-back code opened, where there is room for a journey."""

        def begin(room: object) -> None:
            if not room:
                self.no_room.emit()
                return
            self._saving.take(ticket)
            if self._stage.language.code == "en" and back.language in self._stage.languages:
                self._stage.choose_language(back.language)
            self._journey.go_on_with(back.visit)

        self._background.run(self._store.room_for_a_journey, begin, lambda _: begin(None))

    def tidy(self) -> None:
        """Let go of what ran out."""
        self._saving.tidy()

    def forget(self) -> None:
        """Leave nothing of the visit here."""
        self._saving.forget()

    def _send(self, visit: Visit) -> None:
        self._sending.send(visit, self._saving.ends)

    def _sent(self) -> None:
        self._journey.rest()
        self._saving.sent()
