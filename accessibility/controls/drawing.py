"""Drawings for easy read: line drawings of a council's pack, in the colour of the words, so that any contrast holds."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from accessibility.controls.roles import told_as
from accessibility.look import Look
from kiosk.pictures import is_drawing


@lru_cache(maxsize=128)
def drawing(path: Path, pixels: int, colour: str) -> QImage:
    """One drawing as a square picture in one colour; an empty one where the file is gone or holds no drawing."""
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    if not is_drawing(path):  # Qt would complain of it for everyone to read
        return image
    painter = QPainter(image)
    QSvgRenderer(str(path)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor(colour))
    painter.end()
    return image


class Drawing(QWidget):
    """A drawing beside words that say the same; silent to assistive technology."""

    def __init__(self, look: Look, path: Path, *, design: float = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._path = path
        self._side = look.px(design)
        told_as(self, QAccessible.Role.Whitespace)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, drawing(self._path, self._side, self._look.colour("ink").name()))
        painter.end()
