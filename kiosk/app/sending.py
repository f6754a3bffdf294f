"""Send, and what is true of it afterwards: stored here, at the council, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from accessibility.look import Look
from kiosk.app.background import Background
from kiosk.app.stage import Stage
from kiosk.errors import KioskError, NotStoredError
from kiosk.evidence import ToBring, to_bring
from kiosk.language import Language
from kiosk.next_steps import next_words, words_of_thanks
from kiosk.page_views import nudge_view
from kiosk.parts import Parts
from kiosk.protocols import AT_THE_COUNCIL, NotStored, PrinterState, Stored
from kiosk.submission import EndedDraft
from kiosk.submitting import Sender, Sent
from kiosk.together import cut
from kiosk.views import ConfirmationView, Paper, PartView
from kiosk.visit import Visit
from printer.queue import PrintQueue
from screens.confirmation_screen import ConfirmationScreen
from screens.not_stored_screen import NotStoredScreen
from screens.screen import Screen
from screens.thanks_screen import ThanksScreen

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
    sent: Sent  # with whose code the receipt goes
    all_sent: tuple[Sent, ...] = ()  # of a life event every part
    there: frozenset[str] = frozenset()  # the codes of which the council knows
    paper: Paper = "printing"
    declined: bool = False  # what may help as well was not wanted

    @property
    def codes(self) -> set[str]:
        """The codes of all that was sent."""
        return {sent.tracking_code for sent in self.all_sent}

    @property
    def at_the_council(self) -> bool:
        """Whether the council has all of it."""
        return self.codes <= self.there


class Sending(QObject):
    """Stores a visit off the GUI thread, then shows its tracking code and keeps the words true."""

    stored = Signal(str)  # tracking code, once it is durable; empty for what stands apart
    not_stored = Signal(str)  # why: a code of `kiosk.protocols.NotStored`
    storing_began = Signal()
    stored_here = Signal()  # the visit of whoever stands here is durable
    again_asked = Signal(object)  # Visit: it was not stored, and Send was touched once more
    check_asked = Signal()
    something_else_chosen = Signal()
    way_chosen = Signal(str)  # to something that may help as well
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
        self._sent_codes: set[str] = set()  # of this visit
        self._held: set[str] = set()  # of this visit: their receipts wait for the printer
        self._early: dict[str, PrinterState | None] = {}  # what the printer said before we knew the code

    @property
    def occupied(self) -> bool:
        """Whether something of a visit is held here."""
        return self._storing is not None or self._done is not None

    @property
    def sent_something(self) -> bool:
        """Whether a submission of this visit is stored."""
        return bool(self._sent_codes)

    def send(self, visit: Visit, ends: EndedDraft | None = None) -> None:
        """Store the visit, and end with it what was saved of it; a second touch meanwhile changes nothing."""
        if self._storing is not None:
            return
        self._storing = visit
        self.storing_began.emit()
        language = self._stage.language
        # Told whoever stands there then: what is stored must be printed and sent even when the resident has left.
        self._background.run(
            lambda: self._sender.submit_all(visit, language, ends=ends),
            lambda sent: self._sent(visit, sent),
            lambda error: self._refused(visit, error),
            lambda: self._broke(visit),
            for_visit=False,
        )

    def forget(self) -> None:
        """Leave nothing of the visit here; a receipt that waits for the printer is not for the next resident."""
        held, jobs = frozenset(self._held), self._parts.store.print_jobs
        if held:
            self._background.run(lambda: [jobs.nobody_waits(code) for code in held], lambda _: None, for_visit=False)
        self._storing = None
        self._done = None
        for kept in (self._sent_codes, self._held, self._early):
            kept.clear()

    def put_away(self) -> None:
        """The same resident goes on to something else: the confirmation is not shown any more."""
        self._done = None

    @Slot(object)
    def hub_said(self, codes: Sequence[str]) -> None:
        """Take over that the hub knows more about these codes."""
        asked = [code for code in codes if self._done is not None and code in self._done.codes]
        if asked:
            self._background.run(lambda: [self._parts.store.find(code) for code in asked], self._found)

    @Slot(str, object)
    def printer_said(self, tracking_code: str, state: PrinterState | None) -> None:
        """Take over how the receipt fared: None means that it is printed."""
        if tracking_code in self._sent_codes:
            (self._held.add if _paper(state) == "held" else self._held.discard)(tracking_code)
        if self._done is not None and self._done.sent.tracking_code == tracking_code:
            self._done = replace(self._done, paper=_paper(state))
            self._show(again=True)
        elif self._storing is not None:
            self._early[tracking_code] = state

    def _sent(self, visit: Visit, all_sent: Sequence[Sent]) -> None:
        sent = all_sent[0]
        self.stored.emit("" if visit.journey.apart else sent.tracking_code)
        if self._storing is not visit:
            return
        self._storing = None
        self._sent_codes.add(sent.tracking_code)
        has_printer = self._parts.config.printer.kind != "none"
        self._done = _Done(visit, sent, tuple(all_sent), paper="printing" if has_printer else "none")
        early = {code: state for code, state in self._early.items() if code == sent.tracking_code}
        self._early.clear()
        self.stored_here.emit()
        self._show()
        for code, state in early.items():
            self.printer_said(code, state)
        self.hub_said([each.tracking_code for each in all_sent])  # it may have spoken already

    def _refused(self, visit: Visit, error: KioskError) -> None:
        if self._storing is not visit:
            return
        self._storing = None
        reason = error.reason if isinstance(error, NotStoredError) else NotStored.STORAGE.value
        self.not_stored.emit(reason)
        contact = visit.pack.contact(visit.pack.council.contact)

        def build(look: Look, language: Language) -> Screen:
            screen = NotStoredScreen(look, language, reason=reason, contact=contact)
            screen.tried_again.connect(lambda: self.again_asked.emit(visit))
            screen.went_back.connect(self.check_asked)
            return screen

        self._stage.show(build)

    def _broke(self, visit: Visit) -> None:
        if self._storing is visit:
            self._storing = None
            self._background.broke.emit()

    def _found(self, found: Sequence[Stored | None]) -> None:
        done = self._done
        if done is None:
            return
        known = [each for each in found if each is not None and each.tracking_code in done.codes]
        there = {each.tracking_code for each in known if each.state in AT_THE_COUNCIL}
        left = done.there - {each.tracking_code for each in known}
        self._done = replace(done, there=frozenset(left | there))
        if self._done.at_the_council != done.at_the_council:
            self._show(again=True)

    def _show(self, *, again: bool = False) -> None:
        done = self._done
        if done is None:
            return

        if done.visit.journey.apart:
            self._thank(done.visit)
            return

        def build(look: Look, language: Language) -> Screen:
            screen = ConfirmationScreen(look, language, view=self._view(done, language))
            screen.print_asked.connect(self._print_again)
            screen.something_else_chosen.connect(self.something_else_chosen)
            screen.finished.connect(self.finished)
            screen.way_chosen.connect(self._nudged)
            screen.nudge_declined.connect(self._decline)
            return screen

        (self._stage.update if again else self._stage.show)(build)

    def _thank(self, visit: Visit) -> None:
        """Show what is true of answers that stand apart: they have no code to show, and no paper."""

        def build(look: Look, language: Language) -> Screen:
            screen = ThanksScreen(look, language, text=words_of_thanks(visit, language))
            screen.something_else_chosen.connect(self.something_else_chosen)
            screen.finished.connect(self.finished)
            return screen

        self._stage.show(build)

    def _view(self, done: _Done, language: Language) -> ConfirmationView:
        visit, sent = done.visit, done.sent
        visits = cut(visit)
        parts = [self._part(done, part, each, language) for part, each in zip(visits, done.all_sent, strict=True)]
        several = len(parts) > 1
        place = self._sender.place
        return ConfirmationView(
            tracking_code=sent.tracking_code,
            noun=visit.text(visits[0].journey.noun, language),
            at_the_council=done.at_the_council,
            next_text="" if several else parts[0].next_text,
            after="" if several else parts[0].after,
            address=place.tracking_form if several else place.tracking_address(sent.tracking_code),
            paper=done.paper,
            contact=visit.pack.contact(visit.pack.council.contact),
            sensitive=visit.journey.sensitive,
            bring=ToBring() if several else parts[0].bring,
            nudge=None if done.declined else nudge_view(visit, language),
            parts=tuple(parts) if several else (),
        )

    def _part(self, done: _Done, part: Visit, sent: Sent, language: Language) -> PartView:
        dated = done.at_the_council and sent.clock_trusted
        words = next_words(part, language, sent_at=sent.sent_at, dated=dated)
        title = "" if part.journey.sensitive else part.text(part.journey.title, language)
        bring = to_bring(part, language, sent_at=sent.sent_at)
        return PartView(title, sent.tracking_code, words.text, words.after, bring)

    def _nudged(self, way: str) -> None:
        self.put_away()
        self.way_chosen.emit(way)

    def _decline(self) -> None:
        if self._done is not None:
            self._done = replace(self._done, declined=True)
            self._show(again=True)

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


def _paper(state: PrinterState | None) -> Paper:
    """Return what the printer's word means for the receipt; None is its word for printed."""
    return "printed" if state is None else _PAPER.get(state, "failed")
