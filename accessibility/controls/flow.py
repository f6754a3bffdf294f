"""Things side by side at their own widths, going on in the next line when the line is full."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from accessibility.look import Look


class FlowRow(QWidget):
    """For chips and small buttons. With `at_end` the lines stand at the end of the row instead of its start."""

    def __init__(
        self, look: Look, widgets: Sequence[QWidget] = (), *, at_end: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._gap = look.display.small_gap
        self._from_right = at_end != look.right_to_left
        self._widgets: list[QWidget] = []
        for widget in widgets:
            self.add(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._reversed = look.right_to_left

    def add(self, widget: QWidget) -> None:
        """Put a widget behind the others."""
        widget.setParent(self)
        self._widgets.append(widget)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(self._tall(line, width) for line in lines) + self._gap * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        wide = sum(w.sizeHint().width() for w in self._widgets) + self._gap * max(0, len(self._widgets) - 1)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(max((w.minimumSizeHint().width() for w in self._widgets), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        top, width = 0, self.width()
        for line in self._lines(width):
            tall = self._tall(line, width)
            used = sum(self._wide(w, width) for w in line) + self._gap * (len(line) - 1)
            left = width - used if self._from_right else 0
            for widget in reversed(line) if self._reversed else line:
                widget.setGeometry(QRect(left, top, self._wide(widget, width), tall))
                left += self._wide(widget, width) + self._gap
            top += tall + self._gap

    def _lines(self, width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        used = width + 1
        for widget in self._widgets:
            wide = self._wide(widget, width)
            if used + wide > width or not lines:
                lines.append([])
                used = 0
            lines[-1].append(widget)
            used += wide + self._gap
        return lines

    def _tall(self, line: list[QWidget], width: int) -> int:
        heights = [self._height(widget, self._wide(widget, width)) for widget in line]
        return max(heights, default=0)

    @staticmethod
    def _height(widget: QWidget, wide: int) -> int:
        return widget.heightForWidth(wide) if widget.hasHeightForWidth() else widget.sizeHint().height()

    @staticmethod
    def _wide(widget: QWidget, width: int) -> int:
        return min(widget.sizeHint().width(), width)
