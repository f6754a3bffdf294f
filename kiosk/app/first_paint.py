"""The first picture: Welcome in its window, before all that a visit needs is even imported.

Whatever is imported here, at any depth, is time in which the screen stays black. Hence functions that import for
themselves, and imports for annotations alone, in the modules below; a test names those that must come later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSize, QTimer
from PySide6.QtWidgets import QApplication

from accessibility.look import Look
from kiosk.app.stage import Stage
from kiosk.app.window import KioskFrame, display_of
from kiosk.language import Language, marked
from kiosk.open_days import day_of
from screens.welcome_screen import WelcomeScreen

if TYPE_CHECKING:
    from kiosk.council_pack import CouncilPack
    from kiosk.parts import Parts
    from kiosk.protocols import Clock

NOT_JOINED = marked("Nothing can be sent from here yet. Please ask at the desk.")
_SIZE = QSize(1080, 1500)
_MOST_MS = 2_000  # a display that is asleep paints nothing, and keeps no kiosk from starting


@dataclass(frozen=True)
class Window:
    """The kiosk's window, and the stage that its screens are shown on."""

    frame: KioskFrame
    stage: Stage


def window_for(parts: Parts, application: QApplication) -> Window:
    """Return a window that fits this kiosk's screen, empty and not shown yet."""
    display = display_of(parts.config.screen, application)
    frame = KioskFrame(Look.of(display), Language(), parts.pack.council.name, parts.config.place, voice=False)
    stage = Stage(frame, display)
    frame.resized.connect(stage.resize)
    return Window(frame, stage)


def welcome_screen(look: Look, language: Language, pack: CouncilPack, clock: Clock, notice: str) -> WelcomeScreen:
    """Return Welcome with the topics that have an open journey today; `notice` is English, and translated here."""
    topics = pack.topics(day_of(clock, pack.zone))
    return WelcomeScreen(look, language, topics=topics, notice=language.translate(notice))


def show_window(frame: KioskFrame, *, windowed: bool) -> None:
    """Put the window on the screen, over all of it unless `windowed`."""
    if windowed:
        room = frame.screen().availableSize()
        frame.resize(_SIZE.boundedTo(room))
        frame.show()
    else:
        # Without a window manager nobody makes a window as large as the screen.
        frame.setGeometry(frame.screen().geometry())
        frame.showFullScreen()


def paint_welcome(parts: Parts, application: QApplication, *, windowed: bool) -> Window:
    """Show Welcome and return once it is painted. It leads nowhere yet: touches wait until the application runs."""
    window = window_for(parts, application)
    notice = "" if parts.joined else NOT_JOINED
    window.stage.show(lambda look, language: welcome_screen(look, language, parts.pack, parts.clock, notice))
    loop = QEventLoop()
    painted = _Painted(window.frame, loop)
    QTimer.singleShot(_MOST_MS, loop, loop.quit)
    show_window(window.frame, windowed=windowed)
    # The window system keeps what is touched meanwhile, and gives it to the page that can answer.
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    painted.deleteLater()
    return window


class _Painted(QObject):
    """Ends a loop once a window has been painted."""

    def __init__(self, frame: KioskFrame, loop: QEventLoop) -> None:
        super().__init__(frame)
        self._loop = loop
        frame.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """End the loop as soon as the painting that has begun is done."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._loop.quit()
        return False
