"""A place to sign with a finger, a pen or a mouse. It keeps lines only, and forgets them when wiped."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from accessibility.controls.roles import told_as
from accessibility.look import Look

Strokes = list[list[tuple[int, int]]]

WIDTH, HEIGHT = 1000, 400
"""The pad in its own measure, whatever its size on the screen: what is drawn fits paper and other screens."""

_NEAREST = 4  # of that measure: points closer than this to the one before are left out
_MOST = 2_000


class SignaturePad(QWidget):
    """`strokes` are points in the pad's own measure. Keys cannot draw: whoever needs them is offered another way."""

    changed = Signal()

    def __init__(self, look: Look, name: str, strokes: Strokes | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._strokes: Strokes = [list(stroke) for stroke in strokes or []]
        self.corner = look.px(12)
        told_as(self, QAccessible.Role.Graphic)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def strokes(self) -> Strokes:
        """What is drawn so far."""
        return [list(stroke) for stroke in self._strokes]

    def draw(self, strokes: Strokes) -> None:
        """Show these strokes in place of what is drawn."""
        self._strokes = [list(stroke) for stroke in strokes]
        self.changed.emit()
        self.update()

    def wipe(self) -> None:
        """Forget what was drawn."""
        self.draw([])

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._look.display.touch_target * 2, width * HEIGHT // WIDTH)

    def sizeHint(self) -> QSize:
        width = min(self._look.px(WIDTH), self._look.display.page_width)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.display.touch_target * 3, self._look.display.touch_target * 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._room():
            self._strokes.append([self._measured(event.position())])
            self.update()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes and self._room():
            point, (x, y) = self._measured(event.position()), self._strokes[-1][-1]
            if abs(point[0] - x) + abs(point[1] - y) >= _NEAREST:
                self._strokes[-1].append(point)
                self.update()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.changed.emit()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._look.px(3)
        painter.setPen(QPen(self._look.colour("line"), line))
        painter.setBrush(self._look.colour("surface"))
        outline = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.drawRoundedRect(outline, self.corner, self.corner)
        base = self.height() * 0.75
        painter.setPen(QPen(self._look.colour("line"), self._look.px(2)))
        painter.drawLine(QPointF(self._look.px(32), base), QPointF(self.width() - self._look.px(32), base))
        ink = QPen(self._look.colour("ink"), self._look.px(5))
        ink.setCapStyle(Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(self._path(stroke))
        painter.end()

    def _path(self, stroke: list[tuple[int, int]]) -> QPainterPath:
        points = [QPointF(x * self.width() / WIDTH, y * self.height() / HEIGHT) for x, y in stroke]
        path = QPainterPath(points[0])
        for point in points[1:] or points:
            path.lineTo(point)
        return path

    def _measured(self, place: QPointF) -> tuple[int, int]:
        x = round(place.x() * WIDTH / max(1, self.width()))
        y = round(place.y() * HEIGHT / max(1, self.height()))
        return min(max(x, 0), WIDTH), min(max(y, 0), HEIGHT)

    def _room(self) -> bool:
        return sum(map(len, self._strokes)) < _MOST
