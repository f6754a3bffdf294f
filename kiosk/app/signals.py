"""What other threads say, brought to the GUI thread."""

from __future__ import annotations

import signal
import socket
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Signal

from kiosk.protocols import PrinterState


class Reports(QObject):
    """Sync and printer call these methods from their own threads; whoever connects hears of it on the GUI thread."""

    hub_said = Signal(object)
    printer_said = Signal(str, object)
    content_came = Signal()

    def from_sync(self, codes: Sequence[str]) -> None:
        """The hub had news about these tracking codes."""
        self.hub_said.emit(list(codes))

    def from_content(self) -> None:
        """A newer version of the council's content is in place."""
        self.content_came.emit()

    def from_printer(self, tracking_code: str, state: PrinterState | None) -> None:
        """A receipt is printed (None) or is not, and why."""
        self.printer_said.emit(tracking_code, state)


def quit_on_signals(application: QCoreApplication) -> QSocketNotifier:
    """End the application in good order on SIGTERM and SIGINT. Keep what is returned as long as it shall work."""
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.settimeout(0)
    signal.set_wakeup_fd(theirs.fileno())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, application)

    def woken() -> None:
        ours.recv(64)
        theirs.fileno()  # keeps the other end alive as long as this function
        application.quit()

    notifier.activated.connect(woken)
    return notifier
