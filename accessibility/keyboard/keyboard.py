"""The on-screen keyboard: it stands below the page, types into the field that has the focus, and never takes it."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from shiboken6 import isValid

from accessibility.keyboard.key import Key
from accessibility.keyboard.key_words import words_on
from accessibility.keyboard.layouts import (
    KeyboardKind,
    KeyboardState,
    KeySpec,
    Layout,
    load_layout,
    rows_for,
    shown_of,
)
from accessibility.look import Look
from kiosk.language import Language

_LARGEST_PART = 0.42
"""A keyboard that would take more of the window than this becomes a compact one."""


class Keyboard(QWidget):
    """Keys for one kind of answer. A real keyboard beside it works as ever.

    It types into the field with the focus, or into the one that had it last, which then gets it back.
    """

    def __init__(self, look: Look, language: Language, kind: KeyboardKind, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._language = language
        self.kind: KeyboardKind = kind
        self._layout = load_layout(language.code)
        self._state = KeyboardState()
        self._rows: list[list[Key]] = []
        self._low = False  # the rows are no higher than they have to be
        self._heights_at: dict[int, list[int]] = {}  # layouts ask again and again for the same widths
        self._least_keys: dict[Layout, int] = {}
        self._field: QWidget | None = None
        self.setAccessibleName(language.translate("Keyboard"))
        # Key order does not turn round with the language: QWERTY is QWERTY.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._remember)
        self._remember(None, QApplication.focusWidget())
        self._build()

    @property
    def keys(self) -> list[Key]:
        """All keys shown now, row by row from the top."""
        return [key for row in self._rows for key in row]

    def start_again(self) -> None:
        """Plain small letters in their usual order, and no field yet, as for a new page."""
        self._field = None
        if self._state != KeyboardState():
            self._switch(KeyboardState())

    def type_into(self, field: QWidget) -> None:
        """Type into this field until another one has the focus."""
        self._field = field

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = self._row_heights(width)
        return sum(heights) + self._gap * (len(heights) - 1) + 2 * self._look.px(20)

    def sizeHint(self) -> QSize:
        width = self._look.display.width
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.display.touch_target, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._columns(event.size().width()) != self._columns(event.oldSize().width()):
            self._build()
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("tile"))
        painter.end()

    def _remember(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and isValid(new) and new.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            self._field = new

    @property
    def _shown(self) -> Layout:
        return shown_of(self._layout, self.kind, self._state)

    @property
    def _gap(self) -> int:
        return max(self._look.px(12), self._look.display.mm(2.54))

    def _side(self) -> int:
        return self._look.px(26)

    def _columns(self, width: int) -> int:
        """How many letter keys of the least size fit beside each other, at most those of the layout's widest row."""
        room = width - 2 * self._side() + self._gap
        return max(3, min(self._shown.columns, room // (self._least_key(self._shown) + self._gap)))

    def _least_key(self, layout: Layout) -> int:
        """The width that a letter key has at least: for a finger, and for the widest letter in the smallest size."""
        if layout not in self._least_keys:
            font = QFontMetricsF(self._look.font("small", strong=True))
            wide = Key.width_for(self._look, font.horizontalAdvance(layout.widest))
            self._least_keys[layout] = max(self._look.display.touch_target, wide)
        return self._least_keys[layout]

    def _unit(self, width: int) -> float:
        columns = 3 if self.kind in ("digits", "phone", "money") else self._columns(width)
        unit = (width - 2 * self._side() - (columns - 1) * self._gap) / columns
        return min(unit, float(self._look.px(220)))

    def _width_of(self, spec: KeySpec, unit: float) -> int:
        """A key two letters wide covers the gap between them too."""
        return int(spec.width * unit + (spec.width - 1) * self._gap)

    def _row_heights(self, width: int) -> list[int]:
        if width not in self._heights_at:
            display, unit = self._look.display, self._unit(width)
            least = max(display.touch_target, self._look.px(56 if display.landscape or self._low else 88))
            self._heights_at[width] = [
                max(least, *(key.height_wanted(self._width_of(key.spec, unit)) for key in row)) for row in self._rows
            ]
        return self._heights_at[width]

    def _build(self) -> None:
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else self._look.display.width
        columns, limit = self._columns(width), self._look.display.height * _LARGEST_PART
        for compact, self._low in ((False, False), (True, False), (True, True)):
            self._throw_away()
            self._take(self._made(columns, compact=compact))
            if self.heightForWidth(width) <= limit:
                break
        for key in self.keys:
            key.show()
        self.updateGeometry()
        self._place()

    def _take(self, rows: list[list[Key]]) -> None:
        self._rows = rows
        self._heights_at.clear()

    def _throw_away(self) -> None:
        for key in self.keys:
            key.hide()
            key.deleteLater()

    def _made(self, columns: int, *, compact: bool) -> list[list[Key]]:
        specs = rows_for(self._layout, self.kind, self._state, columns, compact=compact)
        return [[self._key(spec) for spec in row] for row in specs]

    def _key(self, spec: KeySpec) -> Key:
        label, name = words_on(spec, self._shown, self._state, self._language)
        key = Key(self._look, spec, label, name, widest=self._shown.widest, parent=self)
        if spec.act == "capitals":
            key.set_locked(on=self._state.capitals)
        key.clicked.connect(lambda _on=False, spec=spec: self._pressed(spec))
        return key

    def _place(self) -> None:
        """Put the keys where they belong, each row in the middle."""
        if not self._rows:
            return
        unit, top = self._unit(self.width()), self._look.px(20)
        for row, height in zip(self._rows, self._row_heights(self.width()), strict=True):
            widths = [self._width_of(key.spec, unit) for key in row]
            left = (self.width() - sum(widths) - self._gap * (len(row) - 1)) // 2
            for key, width in zip(row, widths, strict=True):
                key.setGeometry(QRect(left, top, width, height))
                left += width + self._gap
            top += height + self._gap

    def _pressed(self, spec: KeySpec) -> None:
        state = self._state
        if spec.act == "capitals":
            self._switch(replace(state, capitals=not state.capitals))
        elif spec.act == "order":
            self._switch(replace(state, alphabetical=not state.alphabetical))
        elif spec.act == "accents":
            self._switch(replace(state, accents=not state.accents, signs=False))
        elif spec.act == "signs":
            self._switch(replace(state, signs=not state.signs, accents=False))
        elif spec.act == "script":
            self._switch(replace(state, latin=not state.latin, accents=False, signs=False))
        elif field := self._target():
            self._do(spec, field)
            # One accented letter at a time is what people type; the plain letters come back by themselves.
            if state.accents and spec.act == "type":
                self._switch(replace(state, accents=False))

    def _switch(self, state: KeyboardState) -> None:
        self._state = state
        self._build()

    def _target(self) -> QWidget | None:
        field = self._field
        if field is None or not isValid(field) or not field.isEnabled():
            return None
        if not field.hasFocus():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return field

    @staticmethod
    def _do(spec: KeySpec, field: QWidget) -> None:
        if spec.act in ("delete", "newline"):
            key = Qt.Key.Key_Backspace if spec.act == "delete" else Qt.Key.Key_Return
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "\n" if spec.act == "newline" else "")
                QApplication.sendEvent(field, event)
            return
        typed = QInputMethodEvent()
        typed.setCommitString(" " if spec.act == "space" else spec.types)
        QApplication.sendEvent(field, typed)
