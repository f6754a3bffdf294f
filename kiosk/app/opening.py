"""Opens the kiosk on this machine's screen, and closes it when it is told to end."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory
from PySide6.QtWidgets import QApplication

from accessibility.fonts import load_fonts
from kiosk.app.display_there import need_a_display
from kiosk.errors import KioskError

if TYPE_CHECKING:
    from kiosk.app.first_paint import Window
    from kiosk.parts import Parts


def open_kiosk(home: Path, *, windowed: bool) -> int:
    """Open the kiosk that lives in `home` and return when it is closed. Raises KioskError where it cannot open.

    Welcome is on the screen first. Only then the rest of the council's content is read, which may refuse to open, and
    what a visit needs is imported; nothing can be touched before both are done.
    """
    from kiosk.app.first_paint import paint_welcome
    from kiosk.parts import Parts

    need_a_display()
    with Parts.open(home, program="kiosk run", welcome_first=True) as parts:
        application = make_application()
        window = paint_welcome(parts, application, windowed=windowed)
        try:
            parts.contents.prove()
            return _run(home, parts, application, window, windowed=windowed)
        finally:
            window.frame.close()


def _run(home: Path, parts: Parts, application: QApplication, window: Window, *, windowed: bool) -> int:
    """Make a kiosk of the window that shows Welcome, and return when it is closed."""
    from kiosk.app.application import Kiosk
    from kiosk.app.signals import quit_on_signals
    from kiosk.logs import write_logs_to

    write_logs_to(home)
    stopper = quit_on_signals(application)
    kiosk = Kiosk(parts, application, window)
    kiosk.open(windowed=windowed)
    try:
        return application.exec()
    finally:
        stopper.setEnabled(False)
        kiosk.close()


def make_application() -> QApplication:
    """Return the one application object, with our fonts."""
    application = QApplication.instance() or QApplication([sys.argv[0]])
    if not isinstance(application, QApplication):
        raise KioskError("another kind of Qt application runs in this process already")
    application.setApplicationName("Civic Kiosk")
    # Nothing here is double-clicked, and Qt loses the second of two quick touches when it takes them for one.
    application.setDoubleClickInterval(0)
    # Which sound library it found, and which of our fonts has which script, is no news to anybody.
    QLoggingCategory.setFilterRules("qt.multimedia.*=false\nqt.text.font.db.info=false")
    load_fonts()
    return application
