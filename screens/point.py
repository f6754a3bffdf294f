"""One of several short points: a picture and a sentence."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from accessibility.controls import Picture, WrapLabel
from accessibility.look import Look


class Point(QWidget):
    """The picture says nothing that the words do not."""

    def __init__(self, look: Look, icon_name: str, words: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(18))
        line.addWidget(Picture(look, icon_name))
        line.addWidget(WrapLabel(look, words), 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
