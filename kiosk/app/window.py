"""The kiosk's window, and the screen that it stands on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication

from accessibility.display import DESIGN_PIXELS_PER_MM, Display
from kiosk.config import Screen as ScreenSettings
from screens.frame.frame import Frame


class KioskFrame(Frame):
    """The frame, telling its size."""

    resized = Signal(int, int)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Tell it to whoever fits the screens to the window."""
        super().resizeEvent(event)
        self.resized.emit(event.size().width(), event.size().height())


def display_of(settings: ScreenSettings, application: QApplication) -> Display:
    """Return the screen as configured, or as the computer says; a density nobody can have is the look's own."""
    screen = application.primaryScreen()
    density = settings.pixels_per_mm or round(screen.physicalDotsPerInch() / 25.4, 2)
    if not 2.0 <= density <= 12.0:
        density = DESIGN_PIXELS_PER_MM
    size = screen.size()
    return Display(text_size=settings.text_size, pixels_per_mm=density, width=size.width(), height=size.height())
