"""A square for phone cameras. Always black on white with its full quiet zone, whatever the theme."""

from functools import cached_property

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from accessibility.controls.roles import told_as
from accessibility.look import Look

QUIET_ZONE = 4
"""Empty modules around the square; ISO/IEC 18004 asks for four."""

_LEAST_MODULE_MM = 1.0  # what a phone at arm's length still reads


class QrSquare(QWidget):
    """`text` as a QR code. `name` tells those who do not see it what it is for."""

    def __init__(
        self, look: Look, text: str, name: str, *, design_width: int = 240, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._text = text
        self._wanted = look.px(design_width)
        told_as(self, QAccessible.Role.Graphic)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @cached_property
    def modules(self) -> list[list[bool]]:
        """Rows of modules without the quiet zone, True = black."""
        import qrcode

        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
        code.add_data(self._text)
        code.make(fit=True)
        return [[bool(cell) for cell in row] for row in code.get_matrix()]

    def sizeHint(self) -> QSize:
        across = len(self.modules) + 2 * QUIET_ZONE
        side = across * max(self._wanted // across, self._look.display.mm(_LEAST_MODULE_MM))
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        module = min(self.width(), self.height()) // (len(self.modules) + 2 * QUIET_ZONE)
        left = (self.width() - module * len(self.modules)) // 2
        top = (self.height() - module * len(self.modules)) // 2
        for y, row in enumerate(self.modules):
            for x, black in enumerate(row):
                if black:
                    painter.fillRect(QRect(left + x * module, top + y * module, module, module), Qt.GlobalColor.black)
        painter.end()
