"""Saved: the come-back code, large, and how to come back. The only time that anybody sees it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from accessibility.controls import WrapLabel
from accessibility.look import Look
from accessibility.speech.spoken import spoken_code
from kiosk.draft_receipt import kept_words
from kiosk.language import Language, marked
from kiosk.views import Paper, SavedView
from screens.code_panel import CodePanel
from screens.content_page import ContentPage
from screens.paper_words import can_print_again

_WRITE_IT_DOWN = marked("Please write the code down now.")
_PAPER: dict[Paper, tuple[str, ...]] = {
    "none": (_WRITE_IT_DOWN,),
    "printing": (marked("The code is printing. Please take the paper."),),
    "printed": (marked("Please take the paper with the code."),),
    "held": (marked("The printer needs paper, or its cover is open. Please tell the staff."), _WRITE_IT_DOWN),
    "failed": (marked("The code could not be printed."), _WRITE_IT_DOWN),
    "uncertain": (marked("The code may have printed. Look in the tray."), _WRITE_IT_DOWN),
}


class SavedScreen(ContentPage):
    """Built again when the printer says something new. `went_back` goes on with the questions."""

    print_asked = Signal()
    finished = Signal()

    def __init__(self, look: Look, language: Language, *, view: SavedView) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back to the questions"), next_step=say("Finish"))
        lead, heard = say("Your come-back code is"), spoken_code(view.code, language)
        title = say("Your answers are saved here. They are not sent yet.")
        # Where it is too wide for one line, it has two of two groups each: a single symbol on a line is easily lost.
        half = view.code.find("-", view.code.find("-") + 1) + 1
        shown = view.code if look.display.columns == 2 else f"{view.code[:half]}\n{view.code[half:]}"
        panel = CodePanel(look, title, lead, shown, spoken_code=heard, at_the_council=False)
        self.begin_at(panel.title)
        self.add(panel, spoken=f"{lead}: {heard}")
        self._add_paper(view.paper)
        self.add_gap(16)
        self.add_title(say("Keep the code safe"))
        self.add_paragraphs(
            [
                say("Nobody can open your answers without the code, or give you the code again."),
                kept_words(view.last_day, language),
            ]
        )
        self.add_gap(8)
        self.add_title(say("How to come back"))
        self.add_paragraphs(
            [
                say("On the first page, touch “Come back to something saved”. Then write the code."),
                say("If it does not open at another kiosk, please come back to this one."),
            ]
        )

    def next_touched(self) -> None:
        self.finished.emit()

    def _add_paper(self, paper: Paper) -> None:
        say = self.language.translate
        words = [say(text) for text in _PAPER[paper]]
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, self.look.px(12), 0, 0)
        column.setSpacing(self.look.px(8))
        for sentence in words:
            column.addWidget(WrapLabel(self.look, sentence, "bold"))
        if can_print_again(paper) or paper == "held":
            words.append(say("Print again"))
            again = self.button(words[-1], self.print_asked.emit, kind="plain", icon_name="printer")
            column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(holder, spoken=" ".join(words))
