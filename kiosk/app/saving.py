"""Save and come back later: locks the unfinished visit, shows its code once, and knows what Send ends (R21)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from accessibility.look import Look
from kiosk import draft_life
from kiosk.app.background import Background
from kiosk.app.stage import Stage
from kiosk.comeback_code import ComeBackKeys, keys_of, new_code
from kiosk.draft_receipt import draft_receipt
from kiosk.drafts import seal_visit
from kiosk.errors import KioskError, NotStoredError
from kiosk.language import Language
from kiosk.parts import Parts
from kiosk.protocols import NotStored, PrinterState
from kiosk.submission import EndedDraft
from kiosk.views import Paper, SavedView
from kiosk.visit import Visit
from offline.drafts import KeptDraft
from printer.queue import PrintQueue
from screens.save_screen import SaveScreen
from screens.saved_screen import SavedScreen
from screens.screen import Screen

_HOUR_MS = 3_600_000
_PAPER: dict[PrinterState | None, Paper] = {
    None: "printed",
    PrinterState.NONE: "none",
    PrinterState.PAPER_OUT: "held",
    PrinterState.COVER_OPEN: "held",
    PrinterState.UNCERTAIN: "uncertain",
}


@dataclass(frozen=True)
class Ticket:
    """What opens a saved visit, for as long as its holder stands here. `revision` is the latest that was saved."""

    code: str = field(repr=False)
    keys: ComeBackKeys = field(repr=False)
    revision: int = 0


@dataclass(frozen=True)
class _Saved:
    visit: Visit
    ticket: Ticket
    last_day: date | None
    paper: Paper


class Saving(QObject):
    """Holds the code of the visit under way, and forgets it with `forget`. Nothing of it reaches a disk or a log."""

    stored = Signal()
    go_on_chosen = Signal(object)  # Visit
    finished = Signal()
    _printer_said = Signal(int, object)

    def __init__(self, stage: Stage, parts: Parts, background: Background, print_queue: PrintQueue) -> None:
        super().__init__()
        self._stage = stage
        self._parts = parts
        self._background = background
        self._print_queue = print_queue
        self._ticket: Ticket | None = None
        self._saving: Visit | None = None
        self._saved: _Saved | None = None
        self._paper_number = 0
        self.saved_something = False
        self._printer_said.connect(self._printed)
        self._tidying = QTimer(self)
        self._tidying.setInterval(_HOUR_MS)
        self._tidying.timeout.connect(self.tidy)
        self._tidying.start()

    @property
    def occupied(self) -> bool:
        """Whether the code of a visit is held here."""
        return self._ticket is not None or self._saving is not None

    def offer(self, visit: Visit) -> None:
        """Say what saving does, beside the page that asked for it."""
        self._ask(visit)

    def take(self, ticket: Ticket) -> None:
        """Its holder came back: saving again renews the same code, and Send ends it."""
        self._ticket = ticket
        self.saved_something = True

    def another_journey(self) -> None:
        """What is saved from now on is another visit, with a code of its own."""
        self._ticket = None
        self._put_away()

    @property
    def ends(self) -> EndedDraft | None:
        """What Send ends of the visit under way, None where nothing was saved of it."""
        keys = self._ticket.keys if self._ticket is not None else None
        return None if keys is None else EndedDraft(keys.locator, keys.proof, keys.token)

    def sent(self) -> None:
        """The visit was sent, and its code opens nothing any more."""
        if self._ticket is not None:
            self._ticket = None
            self.saved_something = False

    def forget(self) -> None:
        """Leave nothing of the visit here; without its paper nobody can open it any more."""
        self._ticket = None
        self._saving = None
        self._put_away()
        self.saved_something = False

    def tidy(self) -> None:
        """Let go of what ran out."""
        self._background.run(self._parts.store.drafts.tidy, lambda _: None, for_visit=False)

    def _put_away(self) -> None:
        self._saved = None
        self._paper_number += 1

    def _ask(self, visit: Visit, *, busy: bool = False) -> None:
        def build(look: Look, language: Language) -> Screen:
            screen = SaveScreen(look, language, busy=busy)
            screen.save_asked.connect(lambda: self._save(visit))
            screen.went_back.connect(self._stage.step_back)
            return screen

        self._stage.step_aside(build)

    def _save(self, visit: Visit) -> None:
        if self._saving is not None:
            return
        self._saving = visit
        language = self._stage.language.code
        ticket = self._ticket
        self._stage.step_back()
        self._ask(visit, busy=True)
        self._background.run(
            lambda: self._stored(visit, language, ticket),
            lambda saved: self._done(visit, saved),
            lambda error: self._refused(visit, error),
        )

    def _stored(self, visit: Visit, language: str, ticket: Ticket | None) -> _Saved:
        """Make the keys and store the sealed visit; in the background, for half a second and a disk's time."""
        if ticket is None:
            code = new_code()
            ticket = Ticket(code, keys_of(code, visit.pack.council.id))
        ticket = replace(ticket, revision=ticket.revision + 1)
        keys, now, zone = ticket.keys, self._parts.clock.now(), visit.pack.zone
        dated = self._parts.clock.trusted()
        ends_at = draft_life.ends_at(now, zone) if dated else None
        sealed = seal_visit(visit, language, keys)
        self._parts.store.drafts.keep(KeptDraft(keys.locator, "kept", ticket.revision, sealed, keys.proof, ends_at))
        has_printer = self._parts.config.printer.kind != "none"
        last_day = draft_life.last_day(now, zone) if dated else None
        return _Saved(visit, ticket, last_day, "printing" if has_printer else "none")

    def _done(self, visit: Visit, saved: _Saved) -> None:
        self.stored.emit()
        if self._saving is not visit:
            return
        self._saving = None
        self._ticket, self._saved = saved.ticket, saved
        self.saved_something = True
        self._show()
        if saved.paper == "printing":
            self._print()

    def _refused(self, visit: Visit, error: KioskError) -> None:
        if self._saving is not visit:
            return
        self._saving = None
        problem = error.reason if isinstance(error, NotStoredError) else NotStored.STORAGE.value

        def build(look: Look, language: Language) -> Screen:
            screen = SaveScreen(look, language, problem=problem)
            screen.save_asked.connect(lambda: self._save(visit))
            screen.went_back.connect(lambda: self.go_on_chosen.emit(visit))
            return screen

        self._stage.show(build)

    def _show(self, *, again: bool = False) -> None:
        saved = self._saved
        if saved is None:
            return

        def build(look: Look, language: Language) -> Screen:
            view = SavedView(saved.ticket.code, saved.last_day, saved.paper)
            screen = SavedScreen(look, language, view=view)
            screen.print_asked.connect(self._print_again)
            screen.went_back.connect(self._go_on)
            screen.finished.connect(self.finished)
            return screen

        (self._stage.update if again else self._stage.show)(build)

    def _go_on(self) -> None:
        saved = self._saved
        self._put_away()
        if saved is not None:
            self.go_on_chosen.emit(saved.visit)

    def _print(self) -> None:
        saved = self._saved
        if saved is None:
            return
        self._paper_number += 1
        number = self._paper_number
        place = self._parts.config.place
        paper = draft_receipt(saved.visit, self._stage.language, place, saved.ticket.code, saved.last_day)
        self._print_queue.print_unstored(paper, lambda state: self._printer_said.emit(number, state))

    def _print_again(self) -> None:
        self._set_paper("printing")
        self._print()

    @Slot(int, object)
    def _printed(self, number: int, state: PrinterState | None) -> None:
        if number == self._paper_number:
            self._set_paper(_PAPER.get(state, "failed"))

    def _set_paper(self, paper: Paper) -> None:
        if self._saved is not None:
            self._saved = replace(self._saved, paper=paper)
            self._show(again=True)
