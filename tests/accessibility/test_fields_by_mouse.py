"""Places to type in, under a mouse or a finger: nothing is marked, for X11 would hand it to the next who pastes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QPlainTextEdit, QWidget

from accessibility.controls import TextArea, TextField
from accessibility.look import Look

LEFT = Qt.MouseButton.LeftButton


def marked(field: QLineEdit | QPlainTextEdit) -> str:
    return field.selectedText() if isinstance(field, QLineEdit) else field.textCursor().selectedText()


@pytest.mark.parametrize("kind", [TextField, TextArea])
def test_neither_a_drag_nor_a_double_click_marks_what_is_typed(
    shown: Callable[..., QWidget], look: Look, kind: type[TextField | TextArea]
) -> None:
    field = kind(look, "Name", "Ann Other Ann Other")
    shown(field)
    touched = field.viewport() if isinstance(field, QAbstractScrollArea) else field
    begin = QPoint(60, touched.height() // 2 if kind is TextField else 30)
    QTest.mousePress(touched, LEFT, pos=begin)
    QTest.mouseMove(touched, begin + QPoint(120, 0))
    QTest.mouseRelease(touched, LEFT, pos=begin + QPoint(120, 0))
    assert marked(field) == ""
    QTest.mouseDClick(touched, LEFT, pos=begin)
    assert marked(field) == ""
