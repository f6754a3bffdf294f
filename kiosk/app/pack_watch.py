"""Sees when a file of a council pack was saved. Editors replace files, so files are looked at again and again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

_EVERY_MS = 300
_FILES = ("council.toml", "streets.csv", "addresses.csv", "journeys/*.toml", "pages/*.toml", "locale/**/*.po")


class PackWatch(QObject):
    """Looks at a pack's folder three times a second while it runs."""

    saved = Signal()
    """Some file was changed, added or taken out since the last look."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._known = self._seen()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _look(self) -> None:
        seen = self._seen()
        if seen != self._known:
            self._known = seen
            self.saved.emit()

    def _seen(self) -> dict[Path, tuple[int, int]]:
        found = {}
        for path in (path for pattern in _FILES for path in self._folder.glob(pattern)):
            try:
                status = path.stat()
            except OSError:  # an editor is about to put the new one in its place
                continue
            found[path] = (status.st_mtime_ns, status.st_size)
        return found
