"""Python's cyclic garbage is collected on the GUI thread alone.

Left to itself the collector runs in whichever thread allocates, and a QObject destroyed outside its own thread takes
the whole program with it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 10_000


class Collector(QObject):
    """Collects the young garbage now and then, and all of it at the end of each visit, when nobody waits."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._collect_young)

    def start(self) -> None:
        """Take over from Python."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Hand back to Python."""
        self._timer.stop()
        gc.enable()

    def collect_all(self) -> None:
        """Collect everything that nothing refers to any more."""
        gc.collect()

    def _collect_young(self) -> None:
        gc.collect(1)
