"""Are you still there? Nothing is cleared without asking (WCAG 2.2.1)."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from accessibility.controls import WrapLabel
from accessibility.look import Look
from kiosk.language import Language
from screens.content_page import ContentPage

_ANNOUNCED_EVERY = 20
"""Seconds between spoken countdowns (EN 301 549, HMRC)."""


class StillThereScreen(ContentPage):
    """`seconds` are left. A touch anywhere goes on.

    `announced` carries what a listener is told, the question too, when the countdown begins and every twenty seconds.
    """

    continued = Signal()
    announced = Signal(str)

    def __init__(self, look: Look, language: Language, *, seconds: int) -> None:
        super().__init__(look, language)
        self._question = language.translate("Are you still there?")
        self.add_heading(self._question)
        self.seconds = self._all_seconds = seconds
        self._left = WrapLabel(look, self._words(), "body")
        holder = QWidget()
        self._place = QVBoxLayout(holder)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addWidget(self._left)
        self.add(holder, spoken=self._words())
        self.add_gap(16)
        yes = language.translate("Yes, I am here")
        self._button = self.add_button(yes, self.continued.emit, kind="primary")

    def first_focus(self) -> QWidget:
        return self._button

    def count_down(self, seconds: int) -> None:
        """Show how many seconds are left; the first and every twenty are also announced."""
        self.seconds = seconds
        old = self._left
        self._left = WrapLabel(self.look, self._words(), "body")
        self._place.replaceWidget(old, self._left)
        old.hide()
        old.deleteLater()
        if seconds == self._all_seconds or (seconds > 0 and seconds % _ANNOUNCED_EVERY == 0):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._words()))
            self.announced.emit(f"{self._question} {self._words()}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.continued.emit()

    def _words(self) -> str:
        return self.language.plural(
            "To keep this page safe, we clear your answers in {n} second. Touch anywhere to go on.",
            "To keep this page safe, we clear your answers in {n} seconds. Touch anywhere to go on.",
            self.seconds,
        )
