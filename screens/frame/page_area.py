"""Where the page stands: one scroll area for the life of the program, and large buttons where the page is longer."""

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QScrollPrepareEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QScroller, QWidget
from shiboken6 import isValid

from accessibility.controls import SignaturePad, WordButton
from accessibility.look import Look
from kiosk.language import Language

_OVERLAP = 0.85  # a page step leaves some lines in view, so that the place is not lost


class PageArea(QWidget):
    """Shows one page. Touch scrolling and two buttons, "More above" and "More below", always in view when needed."""

    scrolled = Signal()

    def __init__(self, look: Look, language: Language) -> None:
        super().__init__()
        self._look = look
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Grabbed once: a scroller for each page would leak some kilobytes a page and slow every touch.
        QScroller.grabGesture(self._scroll.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._scroll.viewport().installEventFilter(self)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._scroll, 1)
        self._more: QWidget | None = None
        self.above: WordButton | None = None
        self.below: WordButton | None = None
        self._begun: tuple[QWidget, QWidget] | None = None  # the first control, and the heading
        self._where_begun: QWidget | None = None
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _value: self._show_ends())
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._show_ends())
        self.restyle(look, language)

    def restyle(self, look: Look, language: Language) -> None:
        """Draw the buttons and the ground in another look and language."""
        self._look = look
        palette = self._scroll.palette()
        palette.setColor(QPalette.ColorRole.Window, look.colour("paper"))
        self._scroll.setPalette(palette)
        if self._more is not None:
            self._more.hide()
            self._more.deleteLater()
        self._more = QWidget()
        wide = look.display.landscape
        # A low window has width to spare: there the buttons stand beside the page, not below it.
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if wide else QBoxLayout.Direction.LeftToRight, self._more)
        side, end = look.display.margin, look.px(12)
        row.setContentsMargins(0 if wide else side, end, side, end)
        row.setSpacing(look.display.gap)
        self.above = self._step(language.translate("More above"), "arrow-up", -1)
        self.below = self._step(language.translate("More below"), "arrow-down", 1)
        row.addWidget(self.above, 0 if wide else 1)
        if wide:
            row.addStretch(1)
            words = max(self.above.sizeHint().width(), self.below.sizeHint().width())
            self._more.setFixedWidth(min(words, look.display.width // 3) + side)
        row.addWidget(self.below, 0 if wide else 1)
        self._box.addWidget(self._more)
        self._weigh()

    def page(self) -> QWidget | None:
        """The page shown now."""
        return self._scroll.widget()

    def show_page(self, page: QWidget) -> None:
        """Put a page in place of the other, from its top. The other one is deleted."""
        old = self._scroll.takeWidget()
        if old is not None:
            old.removeEventFilter(self)
            old.hide()
            old.deleteLater()
        self._begun = None
        page.installEventFilter(self)
        self._scroll.setWidget(page)
        self._scroll.verticalScrollBar().setValue(0)
        self._weigh()

    def begin(self, first: QWidget, heading: QWidget | None) -> None:
        """Give the focus to the first control, or to the heading where the two are not in view together.

        Nobody begins at a field whose question is out of sight. Typing on the screen's keyboard still goes there.
        """
        self._begun = None
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        page = self.page()
        if heading is not None and heading is not first and page is not None and page.isAncestorOf(first):
            self._begun, self._where_begun = (first, heading), first
            QTimer.singleShot(0, self, self._reveal_focus)  # once the page is laid out

    def reveal(self, widget: QWidget) -> None:
        """Scroll until the widget and its focus ring are in view."""
        page = self._scroll.widget()
        if page is None or not isValid(widget) or not page.isAncestorOf(widget):
            return
        room, spare = self._scroll.viewport().height(), self._look.px(28)
        if widget.height() + 2 * spare > room:
            # Too tall to be seen whole: Qt then goes by the cursor in it.
            self._scroll.ensureWidgetVisible(widget, 0, spare)
            return
        bar = self._scroll.verticalScrollBar()
        top = widget.mapTo(page, QPoint(0, 0)).y()
        bar.setValue(min(max(bar.value(), top + widget.height() + spare - room), top - spare))

    def step(self, direction: int) -> None:
        """Move by one view, down (1) or up (-1)."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + int(direction * self._scroll.viewport().height() * _OVERLAP))
        self.scrolled.emit()

    def hasHeightForWidth(self) -> bool:
        """No: the area gives way, so that the keyboard and the way on keep their height."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._weigh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._scroll.viewport():
            if isinstance(event, QScrollPrepareEvent) and self._is_drawn_on(event.startPos()):
                event.ignore()  # a finger that signs does not scroll
                return True
            if event.type() == QEvent.Type.Resize:
                # A keyboard or a wider margin took room: what the person is at stays in view.
                QTimer.singleShot(0, self, self._reveal_focus)
        elif event.type() == QEvent.Type.LayoutRequest:
            self._weigh()
        return False

    def _is_drawn_on(self, place: QPointF) -> bool:
        return isinstance(self._scroll.viewport().childAt(place.toPoint()), SignaturePad)

    def _reveal_focus(self) -> None:
        focused, page = QApplication.focusWidget(), self.page()
        if focused is None or page is None:
            return
        if self._begun is None or focused is not self._where_begun:
            self._begun = None  # the person has moved on
            self.reveal(focused)
            return
        first, heading = self._begun
        bar, room = self._scroll.verticalScrollBar(), self._scroll.viewport().height()
        top, end = heading.mapTo(page, QPoint(0, 0)).y(), first.mapTo(page, QPoint(0, first.height())).y()
        blank = self._look.px(12)  # above the heading's letters
        together = end - top - blank <= room
        self._where_begun = first if together else heading
        self._where_begun.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reveal(first)
        bar.setValue(min(bar.value(), top + blank if together else top))

    def _step(self, words: str, icon_name: str, direction: int) -> WordButton:
        button = WordButton(self._look, words, "plain", icon_name=icon_name)
        keep = button.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        button.setSizePolicy(keep)
        button.clicked.connect(lambda _on=False: self.step(direction))
        return button

    def _weigh(self) -> None:
        """Show the buttons exactly when the page is longer than the whole area, so that they cannot flicker."""
        page = self._scroll.widget()
        if page is None or self._more is None:
            return
        layout = page.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else page.sizeHint().height()
        if layout is not None and needed < 0:
            needed = layout.totalMinimumSize().height()
        spare = layout.contentsMargins().bottom() if layout is not None else 0
        self._more.setVisible(needed - spare > self.height())
        self._show_ends()

    def _show_ends(self) -> None:
        bar = self._scroll.verticalScrollBar()
        if self.above is None or self.below is None:
            return
        page = self._scroll.widget()
        # A page's own margins are blank: with nothing but them out of view there is nothing more to see.
        layout = page.layout() if page is not None else None
        blank = layout.contentsMargins() if layout is not None else QMargins()
        at_top = bar.value() <= bar.minimum() + blank.top()
        at_end = bar.value() >= bar.maximum() - blank.bottom()
        # The button that vanishes hands its focus to the other, so that the focus is never nowhere.
        if at_end and not at_top and self.below.hasFocus():
            self.above.setVisible(True)
            self.above.setFocus(Qt.FocusReason.OtherFocusReason)
        if at_top and not at_end and self.above.hasFocus():
            self.below.setVisible(True)
            self.below.setFocus(Qt.FocusReason.OtherFocusReason)
        for button, wanted in ((self.above, not at_top), (self.below, not at_end)):
            if button.isHidden() == wanted:
                button.setVisible(wanted)
