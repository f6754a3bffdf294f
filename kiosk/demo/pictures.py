"""Pictures of each screen as it stands: English and Welsh, at normal and at largest text, and in high contrast."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from accessibility.display import Contrast
from kiosk.app.stage import Stage
from kiosk.errors import KioskError
from screens.frame.frame import Frame

FORMS: tuple[tuple[str, str, int, Contrast], ...] = (
    ("english", "en", 1, "normal"),
    ("english-largest", "en", 4, "normal"),
    ("english-high-contrast", "en", 1, "high"),
    ("welsh", "cy", 1, "normal"),
    ("welsh-largest", "cy", 4, "normal"),
)
"""Folder, language, text size, contrast."""

_QUICKLY = 85  # Qt's scale: little time for a slightly larger file


class Pictures:
    """Numbers the pictures of a tour. Each screen is built again in every form, and comes back as it was."""

    def __init__(self, folder: Path, frame: Frame, stage: Stage) -> None:
        self._folder = folder
        self._frame = frame
        self._stage = stage
        self._number = 0
        for name, *_ in FORMS:
            (folder / name).mkdir(parents=True, exist_ok=True)
            for old in (folder / name).glob("[0-9][0-9]-*.png"):
                old.unlink()

    def can_begin(self) -> bool:
        """Say whether every language of the forms has been read: a kiosk reads them while it shows Welcome."""
        return all(language in self._stage.languages for _, language, *_ in FORMS)

    def take(self, name: str) -> None:
        """Take the pictures of the screen that is shown."""
        self._number += 1
        for folder, language, size, contrast in FORMS:
            self._stage.choose(language, size, contrast)
            self._save(self._folder / folder / f"{self._number:02}-{name}.png")
        self._stage.choose("en", 1, "normal")
        QApplication.processEvents()

    def take_once(self, name: str) -> None:
        """Take one picture, of something that another form would take away (a cover)."""
        self._number += 1
        self._save(self._folder / FORMS[0][0] / f"{self._number:02}-{name}.png")

    def _save(self, path: Path) -> None:
        for _ in range(3):  # laid out, wrapped, laid out for the wrapped height
            QApplication.processEvents()
        if not self._frame.grab().save(str(path), "PNG", _QUICKLY):
            raise KioskError(f"{path}: this picture cannot be written")
