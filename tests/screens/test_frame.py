"""The frame around every page: the same places, and each control of it says what was asked."""

from __future__ import annotations

import pytest
from framed import MakeFrame, Question, place, show
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from stage import settle

from accessibility.controls import WordButton
from accessibility.display import Display
from kiosk.language import Language
from screens.frame import tools as names
from screens.screen import Screen


def test_bar_way_on_and_tools_stand_at_the_same_place_on_every_page(frame: MakeFrame) -> None:
    window = frame()
    places = set()
    for screen in (Question(window._look, keyboard=False), Question(window._look, keyboard=False, paragraphs=30)):
        show(window, screen)
        parts = [window.bar.stop_button, window.way_on.back_button, window.way_on.next_button]
        parts += list(window.tools.buttons.values())
        places.add(tuple(place(window, part) for part in parts if part))
    assert len(places) == 1


def test_back_and_the_next_step_stand_where_they_always_do_when_they_are_alone(frame: MakeFrame) -> None:
    window = frame()
    places = []
    for back, next_step in (("Back", "Continue"), ("Back", None), (None, "Close")):
        show(window, Screen(window._look, Language(), back=back, next_step=next_step))
        places.append(
            [button and place(window, button) for button in (window.way_on.back_button, window.way_on.next_button)]
        )
    (back_place, next_place), (back_alone, _), (_, next_alone) = places
    assert back_alone == back_place
    assert next_alone == next_place


@pytest.mark.parametrize(
    ("back", "stacked"),
    [("Back", False), ("Go back", False), ("Gwneud rhywbeth arall", True), ("Do something else", True)],
)
def test_the_way_on_is_never_taller_side_by_side_than_one_below_the_other(
    frame: MakeFrame, back: str, stacked: bool
) -> None:
    window = frame(Display(text_size=4))
    show(window, Screen(window._look, Language(), back=back, next_step="Finish"))
    first, next_step = window.way_on.back_button, window.way_on.next_button
    assert first is not None
    assert next_step is not None
    assert (next_step.y() < first.y()) is stacked


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        (names.LISTEN, "listen_asked"),
        (names.TEXT_SIZE, "text_size_asked"),
        (names.CONTRAST, "contrast_asked"),
        (names.HIDE, "hide_asked"),
        (names.HELP, "help_asked"),
        (names.MOVE, "page_moved"),
    ],
)
def test_each_tool_says_what_was_asked(frame: MakeFrame, name: str, signal: str) -> None:
    window = frame()
    heard: list[str] = []
    getattr(window, signal).connect(lambda *_: heard.append(signal))
    QTest.mouseClick(window.tools.buttons[name], Qt.MouseButton.LeftButton)
    assert heard == [signal]


def test_language_and_stop_say_what_was_asked(frame: MakeFrame) -> None:
    window = frame()
    heard: list[str] = []
    window.language_asked.connect(lambda: heard.append("language"))
    window.stop_asked.connect(lambda: heard.append("stop"))
    QTest.mouseClick(window.bar.language_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.bar.stop_button, Qt.MouseButton.LeftButton)
    assert heard == ["language", "stop"]


def test_without_a_voice_there_is_no_listen(frame: MakeFrame) -> None:
    assert names.LISTEN not in frame(voice=False).tools.buttons


@pytest.mark.parametrize("display", [Display(text_size=4), Display(text_size=4, width=1920, height=1080)])
def test_at_the_largest_text_the_tools_fold_into_one(frame: MakeFrame, display: Display) -> None:
    window = frame(display)
    heard: list[str] = []
    window.help_and_display_asked.connect(lambda: heard.append("asked"))
    assert list(window.tools.buttons) == [names.FOLDED]
    QTest.mouseClick(window.tools.buttons[names.FOLDED], Qt.MouseButton.LeftButton)
    assert heard == ["asked"]


def test_in_landscape_the_tools_stand_at_the_side(frame: MakeFrame) -> None:
    window = frame(Display(width=1920, height=1080))
    assert place(window, window.tools)[0] > 1500
    assert place(window, window.tools)[3] == 1080


def test_back_and_continue_reach_the_screen(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look))
    heard: list[str] = []
    screen.went_back.connect(lambda: heard.append("back"))
    screen.went_on.connect(lambda: heard.append("on"))
    assert window.way_on.back_button
    assert window.way_on.next_button
    QTest.mouseClick(window.way_on.back_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.way_on.next_button, Qt.MouseButton.LeftButton)
    assert heard == ["back", "on"]


def test_the_staff_band_is_shown_and_taken_away(frame: MakeFrame) -> None:
    window = frame()
    heard: list[str] = []
    window.hand_back_asked.connect(lambda: heard.append("back"))
    window.show_staff_band("Staff are helping with this", "Hand back")
    button = next(b for b in window.findChildren(WordButton) if b.text() == "Hand back")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard == ["back"]
    window.show_staff_band("", "")
    settle()
    assert not [b for b in window.findChildren(WordButton) if b.text() == "Hand back"]
