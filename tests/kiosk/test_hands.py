"""The hands of the demonstration and of walkthroughs: patient by the clock and by looks, plain about what is there."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from framed import Question
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from accessibility.display import Display
from accessibility.fonts import load_fonts
from accessibility.look import Look
from kiosk.demo.hands import Hands, NotThereError
from kiosk.language import Language
from screens.frame.frame import Frame

PATIENCE_S = 0.05


@pytest.fixture
def hands(qapp: QApplication) -> Iterator[Hands]:
    load_fonts()
    look = Look.of(Display())
    frame = Frame(look, Language(), "Fairholme Council", "Central Library", voice=False)
    frame.show_screen(Question(look))
    frame.show()
    yield Hands(frame, PATIENCE_S)
    frame.close()
    frame.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_machine_that_stood_still_all_the_time_is_looked_at_again(hands: Hands) -> None:
    looks = 0

    def at_the_second_look() -> bool:
        nonlocal looks
        looks += 1
        if looks == 1:
            time.sleep(2 * PATIENCE_S)
        return looks == 2

    hands.see_that(at_the_second_look, "what comes at the second look")


def test_what_is_not_there_is_named_beside_the_buttons_that_are(hands: Hands) -> None:
    with pytest.raises(
        NotThereError, match=r"'Theirs' did not appear; the page 'What is the postcode\?' has .*Just mine"
    ):
        hands.touch("Theirs")
