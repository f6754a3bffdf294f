"""What every screen is: a column of controls that can be read aloud, and built again without losing what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from accessibility.controls import ErrorSummary, FlowRow, OptionRow, TextArea, TextField, WordButton, WrapLabel
from accessibility.keyboard import KeyboardKind
from accessibility.look import Look
from kiosk.language import Language

_CONTEXT, _HEADING, _ERROR, _HINT, _BODY, _OPTIONS = range(6)


@dataclass(frozen=True)
class Draft:
    """What stood on a screen when it was taken down: texts and choices by key, and the key that had the focus."""

    values: Mapping[str, str | bool] = field(default_factory=dict)
    focus: str = ""


class Screen(QWidget):
    """A page. Subclasses fill it in their constructor and emit their own past-tense signals.

    `back` and `next_step` are the words on the way on, None where there is no such way; the frame draws them at the
    same place on every page. `keyboard` is the on-screen keyboard the page needs, None for none.
    """

    went_back = Signal()
    went_on = Signal()

    def __init__(
        self,
        look: Look,
        language: Language,
        *,
        back: str | None = None,
        next_step: str | None = None,
        keyboard: KeyboardKind | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.language = language
        self.back_button = back
        self.next_button = next_step
        self.needs_keyboard = keyboard
        self._kept: dict[str, QWidget] = {}
        self._spoken: list[tuple[int, str]] = []
        self._options: list[OptionRow] = []
        self._heading: WrapLabel | None = None
        self._errors: ErrorSummary | None = None
        self.setLayoutDirection(look.qt_direction)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, look.colour("paper"))
        self.setPalette(palette)
        self._column = QVBoxLayout(self)
        margin = look.display.margin
        self._column.setContentsMargins(margin, look.px(40), margin, look.px(32))
        self._column.setSpacing(look.display.small_gap)
        self._column.addStretch(1)

    @property
    def read_in(self) -> str:
        """The code of the language that Listen reads the page in."""
        return self.language.code

    @property
    def heading(self) -> str:
        """The words of the page's heading, empty before it has one."""
        return self._heading.text() if self._heading else ""

    @property
    def heading_label(self) -> WrapLabel | None:
        """The heading itself, None before there is one."""
        return self._heading

    def add(self, widget: QWidget, *, spoken: str | None = None) -> None:
        """Put a control below the others. Labels, buttons and options know what is spoken for them.

        `spoken` says it for other widgets, or otherwise; an empty text keeps a control silent.
        """
        small = isinstance(widget, WordButton) and widget.kind == "plain"
        self._column.insertWidget(self._column.count() - 1, FlowRow(self.look, [widget]) if small else widget)
        self._speak(widget, spoken)

    def add_gap(self, design: float = 16) -> None:
        """Leave more room than usual before the next control."""
        self._column.insertSpacing(self._column.count() - 1, self.look.px(design))

    def add_context(self, text: str) -> WrapLabel:
        """Where in the journey this is: "Report a missed bin · Question 2 of 9"."""
        return self._labelled(WrapLabel(self.look, text, "context"), _CONTEXT)

    def add_heading(self, text: str) -> WrapLabel:
        """The one heading of the page."""
        self._heading = WrapLabel(self.look, text, "heading")
        return self._labelled(self._heading, _HEADING)

    def add_hint(self, text: str, *, spoken: str = "") -> WrapLabel:
        """One sentence that helps to answer; `spoken` says it where it holds values that are heard otherwise."""
        return self._labelled(WrapLabel(self.look, text, "hint"), _HINT, spoken)

    def add_body(self, text: str, *, strong: str = "") -> WrapLabel:
        """A paragraph; `strong` is a part of it to stand out."""
        return self._labelled(WrapLabel(self.look, text, "body", strong=strong), _BODY)

    def add_title(self, text: str, *, of_buttons: bool = False) -> WrapLabel:
        """A heading within the page, such as "What happens next". One `of_buttons` is read with those below it."""
        return self._labelled(WrapLabel(self.look, text, "title"), _OPTIONS if of_buttons else _BODY)

    def add_error(self, text: str) -> WrapLabel:
        """What is wrong, at the control it is about; the summary at the top says it aloud."""
        label = WrapLabel(self.look, text, "error")
        self.add(label, spoken="")
        return label

    def add_error_summary(self, problems: Sequence[tuple[str, QWidget | None]]) -> ErrorSummary:
        """Put what is wrong at the top of the page; it takes the focus when the page opens."""
        title = self.language.translate("There is a problem")
        self._errors = ErrorSummary(self.look, title, problems)
        self._column.insertWidget(0, self._errors)
        self._spoken.append((_ERROR, ". ".join([title, *self._errors.problems])))
        return self._errors

    def add_tiles(self, buttons: Sequence[QWidget]) -> None:
        """Put buttons in a grid: two a row where they fit, else one."""
        grid = QGridLayout()
        grid.setSpacing(self.look.display.gap)
        columns = self.look.display.columns
        for place, button in enumerate(buttons):
            grid.addWidget(button, place // columns, place % columns)
            self._speak(button, None)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self._column.insertLayout(self._column.count() - 1, grid)

    def keep(self, key: str, control: QWidget) -> None:
        """Name a control, so that its text or choice and its focus come through a rebuild."""
        self._kept[key] = control

    def draft(self) -> Draft:
        """What is typed and chosen so far, to be given to the screen built in place of this one."""
        values: dict[str, str | bool] = {}
        focus = ""
        for key, control in self._kept.items():
            if isinstance(control, TextField | TextArea):
                values[key] = control.text()
            elif isinstance(control, OptionRow | WordButton) and control.isCheckable():
                values[key] = control.isChecked()
            if control.hasFocus():
                focus = key
        return Draft(values, focus)

    def restore(self, draft: Draft) -> None:
        """Put back what a screen like this one handed over; keys it does not know are left out."""
        for key, value in draft.values.items():
            control = self._kept.get(key)
            if isinstance(control, TextField) and isinstance(value, str):
                control.setText(value)
            elif isinstance(control, TextArea) and isinstance(value, str):
                control.setPlainText(value)
            elif isinstance(control, OptionRow | WordButton) and isinstance(value, bool):
                control.setChecked(value)

    def focus_on(self, key: str) -> bool:
        """Give the focus to a kept control; False where there is none by that key."""
        control = self._kept.get(key)
        if control is None or not isValid(control):
            return False
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def first_focus(self) -> QWidget | None:
        """Where a page begins: its error summary, else its first field, else its heading."""
        if self._errors is not None:
            return self._errors
        return self.first_field() or self._heading

    def first_field(self) -> TextField | TextArea | None:
        """The first field of the page: the on-screen keyboard types there until another one is touched."""
        return next((control for control in self._kept.values() if isinstance(control, TextField | TextArea)), None)

    def speech_parts(self) -> list[str]:
        """What Listen reads, in order: context, heading, error, hint, body, options and how to choose."""
        parts = [text for _rank, text in sorted(self._spoken, key=lambda part: part[0])]
        if self._options:
            parts += self._option_parts()
        return parts

    def hold_way_on(self, way_on: QWidget) -> None:
        """Take the way on into the page, at its end: for windows too low to keep it in view."""
        self._column.addWidget(way_on)

    def wipe(self) -> None:
        """Forget all that was typed here; called before a screen is thrown away."""
        for control in self._kept.values():
            if isValid(control) and isinstance(control, TextField | TextArea):
                control.wipe()

    def back_touched(self) -> None:
        """The frame's Back was touched. Emits `went_back`; override to say something else."""
        self.went_back.emit()

    def next_touched(self) -> None:
        """The frame's next step was touched. Emits `went_on`; override to hand over answers."""
        self.went_on.emit()

    def _labelled(self, label: WrapLabel, rank: int, spoken: str = "") -> WrapLabel:
        self._column.insertWidget(self._column.count() - 1, label)
        self._spoken.append((rank, spoken or label.text()))
        return label

    def _speak(self, widget: QWidget, spoken: str | None) -> None:
        if isinstance(widget, OptionRow) and spoken is None:
            self._options.append(widget)
            return
        if spoken is None:
            spoken = ". ".join(part for part in (widget.accessibleName(), widget.accessibleDescription()) if part)
        if spoken:
            self._spoken.append((_OPTIONS if isinstance(widget, WordButton) else _BODY, spoken))

    def _option_parts(self) -> list[str]:
        translate, total = self.language.translate, len(self._options)
        if total == 1:
            [only] = self._options
            alone = translate("If this is right, choose it: {words}", words=only.text())
            return [translate("{words}, chosen", words=alone) if only.isChecked() else alone]
        several = self._options[0].several
        how = translate("Choose all that you want.") if several else translate("Choose one.")
        parts = [how]
        for place, option in enumerate(self._options, start=1):
            words = ". ".join(part for part in (option.text(), option.accessibleDescription()) if part)
            said = translate("{place} of {total}: {words}", place=place, total=total, words=words)
            parts.append(translate("{words}, chosen", words=said) if option.isChecked() else said)
        return parts
