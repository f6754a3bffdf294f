"""The covered screen: nothing of the page can be seen, and one touch anywhere brings it back (R37)."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from accessibility.look import Look
from kiosk.language import Language
from screens.content_page import ContentPage


class HiddenScreen(ContentPage):
    """The whole surface is the button; the drawn one is for keys and for those who look for one."""

    shown = Signal()

    def __init__(self, look: Look, language: Language) -> None:
        super().__init__(look, language)
        self.add_heading(language.translate("This screen is hidden"))
        self.add_hint(language.translate("Touch anywhere to see your page again."))
        self.add_gap(16)
        self._button = self.add_button(
            language.translate("Show my page"), self.shown.emit, kind="primary", icon_name="eye"
        )

    def first_focus(self) -> QWidget:
        return self._button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.shown.emit()
