"""Before saving: what happens to the answers, in a few words."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.draft_life import KEPT_DAYS
from kiosk.language import Language, marked
from kiosk.protocols import NotStored
from screens.content_page import ContentPage

_WHY = {NotStored.DISK_FULL.value: marked("This kiosk has no room left to keep it safely.")}
_NOT_SAFE = marked("This kiosk could not keep it safely.")


class SaveScreen(ContentPage):
    """`save_asked` once; while `busy` a second touch does nothing. `problem`: a value of NotStored, why it failed."""

    save_asked = Signal()

    def __init__(self, look: Look, language: Language, *, busy: bool = False, problem: str = "") -> None:
        say = language.translate
        next_step = say("Saving…") if busy else say("Try again") if problem else say("Save")
        super().__init__(look, language, back=None if busy else say("Back"), next_step=next_step)
        self._busy = busy
        if problem:
            self.add_heading(say("It was not saved"))
            self.add_gap(8)
            self.add_panel([say(_WHY.get(problem, _NOT_SAFE)), say("You did nothing wrong.")], "problem")
            self.add_gap(8)
            self.add_body(say("Your answers are still here. Touch “Try again”."))
            self.add_body(say("If it still does not work, please tell the staff here."))
            return
        self.add_heading(say("Save and come back later"))
        kept = language.plural(
            "We lock your answers with a code, and keep them for {n} day.",
            "We lock your answers with a code, and keep them for {n} days.",
            KEPT_DAYS,
        )
        self.add_paragraphs(
            [
                kept,
                say("You see the code on the next page. Only the code opens your answers: nobody else can read them."),
                say("Each page that you finished with “Continue” is saved. You go on from there when you come back."),
            ]
        )

    def next_touched(self) -> None:
        if not self._busy:
            self.save_asked.emit()
