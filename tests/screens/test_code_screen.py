"""The code on a paper: typed or scanned, of either kind, and heard sign by sign."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sample_views import COME_BACK_CODE
from stage import Heard, Stage

from kiosk import paper_code
from kiosk.errors import AnswerError
from screens.code_screen import CodeScreen

HEADING = "What is the code on your paper?"


def test_a_code_is_typed_on_the_screen(stage: Stage, heard: Heard) -> None:
    screen = stage.show(CodeScreen(stage.look, stage.language))
    said = heard(screen.code_entered)
    for sign in ("F", "C", "7"):
        stage.find.touch_button(sign)
    stage.find.touch_button("Continue")
    assert said == ["FC7"]


def test_a_scanner_types_and_ends_with_enter(stage: Stage, heard: Heard) -> None:
    screen = stage.show(CodeScreen(stage.look, stage.language))
    said = heard(screen.code_entered)
    stage.find.write("https://track.fairholme.example/t/FC-7KD4-N9WH-3")
    stage.find.key(Qt.Key.Key_Return)
    assert said == ["https://track.fairholme.example/t/FC-7KD4-N9WH-3"]


def test_a_wrong_code_is_kept_and_said(stage: Stage) -> None:
    error = "One letter or number is not right. Check it with your paper"
    stage.show(CodeScreen(stage.look, stage.language, text="FC7", error=error))
    assert QApplication.focusWidget() is stage.page.alert()
    assert error in stage.page.texts()
    assert stage.page.field(HEADING).text() == "FC7"


def test_while_it_is_looked_up_it_is_not_asked_again(stage: Stage, heard: Heard) -> None:
    screen = stage.show(CodeScreen(stage.look, stage.language, text=COME_BACK_CODE, busy=True))
    said = heard(screen.code_entered)
    stage.find.touch_button("Looking…")
    stage.find.key(Qt.Key.Key_Return)
    assert said == []


def test_both_kinds_of_code_are_shown_unbroken_and_heard_sign_by_sign(stage: Stage) -> None:
    screen = stage.show(CodeScreen(stage.look, stage.language))
    (hint,) = (text for text in stage.page.texts() if text.startswith("The code looks like"))
    assert "FC‑7K34‑N9WH‑3 or 7KD4‑N9WH‑3FXR‑T." in hint
    assert "-" not in hint, "a line may break at a plain hyphen, in the middle of a code"
    heard = " ".join(screen.speech_parts())
    assert "F, C. dash. 7, K, 3, 4. dash. N, 9, W, H. dash. 3 or 7, K, D, 4. dash." in heard
    assert "FC" not in heard


def test_what_is_shown_as_an_example_is_nobodys_code(stage: Stage) -> None:
    stage.show(CodeScreen(stage.look, stage.language))
    examples = re.findall(r"\S+‑\S", " ".join(stage.page.texts()))
    assert len(examples) == 2
    for example in examples:
        with pytest.raises(AnswerError, match="paper-code-check"):
            paper_code.read(example)
