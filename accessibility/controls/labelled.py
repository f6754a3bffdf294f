"""A field with its label above it, as wide as the field: for boxes that stand side by side."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from accessibility.controls.field import TextField
from accessibility.controls.label import WrapLabel
from accessibility.look import Look


class LabelledField(QWidget):
    """`label` is shown; the field has its own spoken name."""

    def __init__(self, look: Look, label: str, field: TextField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(14))
        self._label = WrapLabel(look, label, "bold")
        self._field = field
        self._page_width = look.display.page_width
        self._apart = look.display.font_pixels("bold") // 3  # so that two labels in a row do not read as one
        column.addWidget(self._label)
        column.addWidget(field)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """As wide as the field, or as its label on one line, but never wider than a page."""
        wide = max(self._label.sizeHint().width() + self._apart, self._field.sizeHint().width())
        width = min(wide, self._page_width)
        return QSize(width, self.heightForWidth(width))
