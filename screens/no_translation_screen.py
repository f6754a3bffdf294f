"""In a language without a translation: that an interpreter comes, free, and how to get one."""

from dataclasses import replace

from PySide6.QtCore import Signal

from accessibility.controls import Panel
from accessibility.look import Look
from kiosk.language import Language
from kiosk.spoken_languages import SpokenLanguage
from screens.content_page import ContentPage


class NoTranslationScreen(ContentPage):
    """The page is in the language that was touched; `language` is the kiosk's, for the line that staff read.

    Without `can_ask` there is no button: an interpreter is asked for with questions of their own, which would take the
    place of those under way.
    """

    interpreter_asked = Signal()

    def __init__(
        self, look: Look, language: Language, *, code: str, spoken: SpokenLanguage, can_ask: bool = True
    ) -> None:
        self._code = code
        direction = Language(code).direction
        super().__init__(replace(look, language_direction=direction), language, back=spoken.back)
        self.add_heading(spoken.heading)
        self.add_paragraphs(spoken.text)
        if can_ask:
            self.add_gap(16)
            self.add_button(spoken.ask, self.interpreter_asked.emit, icon_name="languages")
            self.add_gap(8)
            self.add_hint(spoken.next_in_english)
        self.add_gap(24)
        words = language.translate(
            "For the staff here: this person speaks {language} and needs an interpreter.", language=spoken.english
        )
        panel = Panel(look, "staff")
        panel.setLayoutDirection(look.qt_direction)
        panel.add_text(words)
        self.add(panel, spoken="")  # not for who listens, and in another language

    @property
    def read_in(self) -> str:
        return self._code
