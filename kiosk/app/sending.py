"""Send, and what is true of it afterwards: stored here, at the council, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from accessibility.look import Look
from kiosk.app.background import Background
from kiosk.app.stage import Stage
from kiosk.errors import KioskError, NotStoredError
from kiosk.language import Language
from kiosk.next_steps import next_words
from kiosk.parts import Parts
from kiosk.protocols import AT_THE_COUNCIL, NotStored, PrinterState, Stored
from kiosk.submitting import Sender, Sent
from kiosk.views import ConfirmationView, Paper
from kiosk.visit import Visit
from printer.queue import PrintQueue
from screens.confirmation_screen import ConfirmationScreen
from screens.not_stored_screen import NotStoredScreen
from screens.screen import Screen

_PAPER: dict[PrinterState, Paper] = {
    PrinterState.NONE: "none",
    PrinterState.PAPER_OUT: "held",
    PrinterState.COVER_OPEN: "held",
    PrinterState.OFFLINE: "held",
    PrinterState.UNCERTAIN: "uncertain",
}


@dataclass(frozen=True)
class _Done:
    visit: Visit
    sent: Sent
    at_the_council: bool = False
    paper: Paper = "printing"


class Sending(QObject):
    """Stores a visit off the GUI thread, then shows its tracking code and keeps the words true."""

    stored = Signal(str)  # tracking code, once it is durable
    storing_began = Signal()
    check_asked = Signal()
    something_else_chosen = Signal()
    finished = Signal()

    def __init__(
        self, stage: Stage, parts: Parts, sender: Sender, background: Background, print_queue: PrintQueue
    ) -> None:
        super().__init__()
        self._stage = stage
        self._parts = parts
        self._sender = sender
        self._background = background
        self._print_queue = print_queue
        self._storing: Visit | None = None
        self._done: _Done | None = None

    def send(self, visit: Visit) -> None:
        """Store the visit; a second touch while it is being stored changes nothing."""
        if self._storing is not None:
            return
        self._storing = visit
        self.storing_began.emit()
        language = self._stage.language
        self._background.run(lambda: self._sender.submit(visit, language), self._sent, self._refused)

    def forget(self) -> None:
        """Leave nothing of the visit here."""
        self._storing = None
        self._done = None

    @Slot(object)
    def hub_said(self, codes: Sequence[str]) -> None:
        """Take over that the hub knows more about these codes."""
        done = self._done
        if done is not None and done.sent.tracking_code in codes:
            self._background.run(lambda: self._parts.store.find(done.sent.tracking_code), self._found)

    @Slot(str, object)
    def printer_said(self, tracking_code: str, state: PrinterState | None) -> None:
        """Take over how the receipt fared: None means that it is printed."""
        if self._done is not None and self._done.sent.tracking_code == tracking_code:
            paper: Paper = "printed" if state is None else _PAPER.get(state, "failed")
            self._done = replace(self._done, paper=paper)
            self._show(again=True)

    def _sent(self, sent: Sent) -> None:
        visit, self._storing = self._storing, None
        self.stored.emit(sent.tracking_code)
        if visit is None:  # the resident left while it was being stored: it is stored and prints all the same
            return
        has_printer = self._parts.config.printer.kind != "none"
        self._done = _Done(visit, sent, paper="printing" if has_printer else "none")
        self._show()

    def _refused(self, error: KioskError) -> None:
        visit, self._storing = self._storing, None
        if visit is None:
            return
        reason = error.reason if isinstance(error, NotStoredError) else NotStored.STORAGE.value
        contact = visit.pack.contact(visit.pack.council.contact)

        def build(look: Look, language: Language) -> Screen:
            screen = NotStoredScreen(look, language, reason=reason, contact=contact)
            screen.tried_again.connect(lambda: self.send(visit))
            screen.went_back.connect(self.check_asked)
            return screen

        self._stage.show(build)

    def _found(self, stored: Stored | None) -> None:
        if self._done and stored and stored.state in AT_THE_COUNCIL and not self._done.at_the_council:
            self._done = replace(self._done, at_the_council=True)
            self._show(again=True)

    def _show(self, *, again: bool = False) -> None:
        done = self._done
        if done is None:
            return

        def build(look: Look, language: Language) -> Screen:
            screen = ConfirmationScreen(look, language, view=self._view(done, language))
            screen.print_asked.connect(self._print_again)
            screen.something_else_chosen.connect(self.something_else_chosen)
            screen.finished.connect(self.finished)
            return screen

        (self._stage.update if again else self._stage.show)(build)

    def _view(self, done: _Done, language: Language) -> ConfirmationView:
        visit, sent = done.visit, done.sent
        dated = done.at_the_council and sent.clock_trusted
        words = next_words(visit, language, sent_at=sent.sent_at, dated=dated)
        return ConfirmationView(
            tracking_code=sent.tracking_code,
            noun=visit.text(visit.journey.noun, language),
            at_the_council=done.at_the_council,
            next_text=words.text,
            after=words.after,
            address=self._sender.place.tracking_address(sent.tracking_code),
            paper=done.paper,
            contact=visit.pack.contact(visit.pack.council.contact),
            sensitive=visit.journey.sensitive,
        )

    def _print_again(self) -> None:
        done = self._done
        if done is None:
            return
        self._done = replace(done, paper="printing")
        self._show(again=True)
        code = done.sent.tracking_code
        self._background.run(
            lambda: self._parts.store.print_jobs.again(code),
            lambda _: self._print_queue.wake(code),
            lambda _: self.printer_said(code, PrinterState.OFFLINE),
        )
