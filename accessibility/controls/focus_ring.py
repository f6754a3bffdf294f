"""The mark of where the keyboard is: an ink line of 4 px or more, then a ring twice as wide, around the control."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from accessibility.look import Look

LINE = 4
RING = 8


class FocusRing(QObject):
    """Shows the ring around whatever has the focus inside `window`. One per window; a page need not know of it.

    A control may say `ring_wanted = False` (a heading that was focused by the page itself, so that it is spoken)
    and `corner`, the radius of its own corners in device pixels.
    """

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._ring: _Ring | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def restyle(self, look: Look) -> None:
        """Use another look from now on."""
        self._look = look
        self._follow(None, QApplication.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.drop()
        self._ring = None
        if (
            new is None
            or not isValid(new)
            or not self._window.isAncestorOf(new)
            or not getattr(new, "ring_wanted", True)
        ):
            return
        if isinstance(new, QAbstractScrollArea) and not hasattr(new, "corner"):
            return
        self._ring = _Ring(new, _canvas(new), self._look)


class _Ring(QWidget):
    def __init__(self, around: QWidget, canvas: QWidget, look: Look) -> None:
        super().__init__(canvas)
        self._around = around
        self._dropped = False
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        watched: QWidget | None = around
        while watched is not None and watched is not canvas:
            watched.installEventFilter(self)
            watched = watched.parentWidget()
        self._place()
        self.show()

    def drop(self) -> None:
        """Vanish now and for good, whatever still moves before it is deleted."""
        self._dropped = True
        self.hide()
        self.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return False

    def _place(self) -> None:
        canvas = self.parentWidget()
        if self._dropped or not isValid(self._around) or canvas is None:
            return
        reach = self._line() + self._look.px(RING)
        corner = self._around.mapTo(canvas, QPoint(0, 0))
        self.setGeometry(
            corner.x() - reach,
            corner.y() - reach,
            self._around.width() + 2 * reach,
            self._around.height() + 2 * reach,
        )
        self.setVisible(self._around.isVisibleTo(canvas))
        self.raise_()

    def _line(self) -> int:
        """On a coarse screen too, never thinner than it was drawn."""
        return max(LINE, self._look.px(LINE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        line, ring = self._line(), self._look.px(RING)
        corner = float(getattr(self._around, "corner", 0))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        for colour, width, inset in (("focus_ring", ring, ring / 2), ("focus_line", line, ring + line / 2)):
            painter.setPen(QPen(self._look.colour(colour), width))
            radius = max(0.0, corner + line + ring - inset)
            painter.drawRoundedRect(whole.adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()


def _canvas(widget: QWidget) -> QWidget:
    """The widget to draw upon: the page inside the nearest scroll area (the ring scrolls along), or the window."""
    below = widget
    parent = below.parentWidget()
    while parent is not None:
        holder = parent.parentWidget()
        if isinstance(holder, QAbstractScrollArea) and parent is holder.viewport() and below is not widget:
            return below
        if parent.isWindow():
            return parent
        below, parent = parent, holder
    return below
