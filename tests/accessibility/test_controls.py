"""Controls: right names and roles, large enough to touch, pressed by touch and by key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from accessibility.controls import ErrorSummary, OptionRow, QrSquare, TextArea, TextField, WordButton, WrapLabel
from accessibility.display import Display
from accessibility.look import Look

Shown = Callable[..., QWidget]


def test_names_and_roles_are_what_assistive_technology_needs(shown: Shown, look: Look) -> None:
    field = TextField(look, "What is the postcode?", hint="For example FH1 4QT")
    cases: list[tuple[QWidget, QAccessible.Role, str]] = [
        (WrapLabel(look, "Check your answers", "heading"), QAccessible.Role.Heading, "Check your answers"),
        (WrapLabel(look, "Some words"), QAccessible.Role.StaticText, "Some words"),
        (WordButton(look, "Continue", "primary"), QAccessible.Role.Button, "Continue"),
        (WordButton(look, "Change", spoken="Change address"), QAccessible.Role.Button, "Change address"),
        (OptionRow(look, "Just mine", several=False), QAccessible.Role.RadioButton, "Just mine"),
        (OptionRow(look, "Recycling", several=True), QAccessible.Role.CheckBox, "Recycling"),
        (field, QAccessible.Role.EditableText, "What is the postcode?"),
        (QrSquare(look, "https://example.org", "Square for a phone"), QAccessible.Role.Graphic, "Square for a phone"),
        (
            ErrorSummary(look, "There is a problem", [("Choose one", field)]),
            QAccessible.Role.AlertMessage,
            "There is a problem Choose one",
        ),
    ]
    shown(*(widget for widget, _, _ in cases))
    for widget, role, name in cases:
        told = QAccessible.queryAccessibleInterface(widget)
        assert (told.role(), told.text(QAccessible.Text.Name)) == (role, name)


def test_a_heading_role_survives_a_thousand_pages(look: Look, shown: Shown) -> None:
    window = shown()
    for _ in range(1000):
        label = WrapLabel(look, "Again", "heading", parent=window)
        assert QAccessible.queryAccessibleInterface(label).role() == QAccessible.Role.Heading
        label.deleteLater()
        QApplication.sendPostedEvents(label, 52)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_what_has_the_focus(shown: Shown, look: Look, key: Qt.Key) -> None:
    pressed: list[str] = []
    button = WordButton(look, "Continue", "primary")
    button.clicked.connect(lambda: pressed.append("Continue"))
    option = OptionRow(look, "Recycling", several=True)
    shown(button, option)
    QTest.keyClick(button, key)
    QTest.keyClick(option, key)
    assert pressed == ["Continue"]
    assert option.isChecked()


def test_a_touch_anywhere_on_a_row_chooses_that_row(shown: Shown, look: Look) -> None:
    rows = [OptionRow(look, words, several=False) for words in ("Just mine", "The whole street")]
    window = shown(*rows)
    device = QTest.createTouchDevice()
    for row in (rows[1], rows[0]):
        place = row.mapTo(window, QPoint(row.width() - 20, 10))
        QTest.touchEvent(window, device).press(0, place, window).commit()
        QTest.touchEvent(window, device).release(0, place, window).commit()
        assert [each.isChecked() for each in rows] == [each is row for each in rows]


@pytest.mark.parametrize("size", [1, 4])
def test_everything_to_touch_is_12_7_mm(shown: Shown, size: int) -> None:
    look = Look.of(Display(text_size=size))
    kinds = ("primary", "secondary", "wide", "plain", "stop", "tool", "tile", "link", "chip", "bar", "band")
    made: list[QWidget] = [WordButton(look, "I", kind) for kind in kinds]
    made += [OptionRow(look, "I", several=True), TextField(look, "I"), TextArea(look, "I")]
    shown(*made)
    for control in made:
        assert control.height() >= look.display.touch_target, control
        assert control.sizeHint().width() >= look.display.touch_target, control


@pytest.mark.parametrize("pixels_per_mm", [2.0, 3.21, 5.0])
def test_links_in_a_list_of_errors_are_2_54_mm_apart(shown: Shown, pixels_per_mm: float) -> None:
    look = Look.of(Display(pixels_per_mm=pixels_per_mm))
    field = TextField(look, "Postcode")
    summary = ErrorSummary(look, "There is a problem", [("Enter a postcode", field), ("Enter a street", field)])
    shown(summary)
    first, second = (link.geometry() for link in summary.findChildren(WordButton))
    assert second.top() - (first.top() + first.height()) >= 2.54 * pixels_per_mm
    assert min(first.height(), second.height()) >= 12.7 * pixels_per_mm


def test_a_problem_leads_to_the_control_it_is_about(shown: Shown, look: Look) -> None:
    field = TextField(look, "Postcode")
    summary = ErrorSummary(look, "There is a problem", [("Enter a postcode", field)])
    followed: list[int] = []
    summary.problem_followed.connect(followed.append)
    shown(summary, field)
    summary.setFocus()
    QTest.mouseClick(summary.findChild(WordButton), Qt.MouseButton.LeftButton)
    assert followed == [0]
    assert field.hasFocus()
