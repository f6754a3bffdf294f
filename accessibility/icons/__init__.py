"""Pictures beside words: a few Lucide icons (ISC licence, see LICENSE.txt), drawn in a theme colour at any size."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).parent


def icon_names() -> list[str]:
    """The names that `icon` takes, in alphabetical order."""
    return sorted(file.stem for file in _FOLDER.glob("*.svg"))


@lru_cache(maxsize=256)
def icon(name: str, pixels: int, colour: str) -> QImage:
    """One icon as a square picture. Raises KeyError naming what there is when there is no such icon."""
    file = _FOLDER / f"{name}.svg"
    if not file.is_file():
        raise KeyError(f"there is no icon {name!r}; there are: {', '.join(icon_names())}")
    drawing = file.read_text(encoding="utf-8").replace("currentColor", colour)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image
