"""Nobody touches the screen any more: the kiosk asks, and then forgets everything."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from finding import wait_until
from library import (
    MOBILE,
    NAME,
    Library,
    begin_missed_bin,
    give_address,
    open_library,
    report_a_missed_bin,
    send,
    somebody_is_there,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from stage import settle

TYPED = [NAME, MOBILE, "14 Mill Lane", "FH1 4QT"]
QUICK = (1, 1)


def left_behind(library: Library) -> list[tuple[str, str]]:
    """Return (where, word) for everything typed that can still be found."""
    settle()  # as the event loop of the program does, which a test never enters
    held: dict[str, str] = {}
    for number, widget in enumerate(QApplication.allWidgets()):
        held[f"widget {number} {type(widget).__name__}"] = "\n".join(_texts(widget))
    clipboard = QGuiApplication.clipboard()
    held["clipboard"] = clipboard.text() + clipboard.text(clipboard.Mode.Selection)
    for path in library.parts.home.rglob("*"):
        if path.is_file():
            held[path.name] = path.read_bytes().decode("latin-1")
    return [(where, word) for where, text in held.items() for word in TYPED if word in text]


def _texts(widget: QWidget) -> list[str]:
    texts = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle()]
    if isinstance(widget, QLineEdit):
        texts += [widget.text(), *_undone(widget)]
    elif isinstance(widget, QPlainTextEdit):
        texts.append(widget.toPlainText())
    elif callable(said := getattr(widget, "text", None)):
        texts.append(said())
    return texts


def _undone(field: QLineEdit) -> list[str]:
    """Return what undo would bring back."""
    found = []
    while field.isUndoAvailable():
        field.undo()
        found.append(field.text())
    return found


def test_a_touch_on_are_you_still_there_keeps_everything(away: Path) -> None:
    with open_library(away, idle=(1, 5)) as library:
        begin_missed_bin(library)
        give_address(library)
        library.hands.see("Which bins or bags were not emptied?")
        library.hands.touch("Recycling (blue bin)")
        library.hands.see_text("Are you still there?")
        assert "Recycling (blue bin)" not in library.words()
        library.find.touch_at(library.kiosk.frame, library.kiosk.frame.rect().center())
        wait_until(lambda: not library.kiosk.frame.covered)
        assert library.heading == "Which bins or bags were not emptied?"
        assert library.find.check("Recycling (blue bin)").isChecked()  # type: ignore[attr-defined]


def test_when_nobody_answers_nothing_of_the_visit_is_left_anywhere(away: Path) -> None:
    with open_library(away, idle=QUICK) as library:
        with somebody_is_there(library):
            report_a_missed_bin(library)
            library.kiosk.stage.choose_language("cy")
            QGuiApplication.clipboard().setText(NAME)
            assert left_behind(library)
        library.hands.see_text("We cleared the screen.")
        assert library.heading == "What do you need today?"
        library.hands.wait(0.3)
        assert left_behind(library) == []
        assert library.kiosk.stage.as_usual


def test_a_page_left_with_words_half_typed_leaves_nothing(away: Path) -> None:
    with open_library(away, idle=QUICK) as library:
        with somebody_is_there(library):
            begin_missed_bin(library)
            library.hands.see("What is the postcode where the bin is?")
            library.hands.write("FH1 4QT")
            assert left_behind(library)
        library.hands.see_text("We cleared the screen.")
        library.hands.wait(0.3)
        assert left_behind(library) == []


def test_a_confirmation_that_nobody_takes_is_cleared_and_stays_stored(away: Path) -> None:
    with open_library(away, idle=QUICK) as library:
        report_a_missed_bin(library)
        code = send(library)
        library.hands.see_text("We cleared the screen.")
        assert code not in library.words()
        assert library.parts.store.find(code) is not None


@pytest.mark.parametrize("hidden", [False, True])
def test_a_hidden_page_is_forgotten_too(away: Path, hidden: bool) -> None:
    with open_library(away, idle=QUICK) as library:
        report_a_missed_bin(library)
        if hidden:
            library.hands.touch("Hide screen")
        library.hands.see_text("We cleared the screen.")
        assert not library.kiosk.frame.covered


def test_welcome_with_nothing_to_forget_asks_nobody(away: Path) -> None:
    with open_library(away, idle=QUICK) as library:
        end = time.monotonic() + 2.5
        while time.monotonic() < end:
            library.hands.wait(0.2)
            assert not library.kiosk.frame.covered
