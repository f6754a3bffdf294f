"""A page in its frame: where it begins, how it moves, what it keeps when it is rebuilt."""

from __future__ import annotations

import pytest
from framed import MakeFrame, Question, place, show
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from stage import settle

from accessibility.controls import WordButton
from accessibility.display import Display
from accessibility.look import Look
from kiosk.language import Language
from screens.frame import tools as names
from screens.screen import Screen


def test_a_touch_on_the_page_presses_what_is_there(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look))
    device = QTest.createTouchDevice()
    option = screen.options[1]
    x, y, wide, tall = place(window, option)
    for act in ("press", "release"):
        sequence = QTest.touchEvent(window.windowHandle(), device)
        getattr(sequence, act)(0, QPoint(x + wide // 2, y + tall // 2), window.windowHandle())
        sequence.commit()
    settle()
    assert option.isChecked()


def test_a_page_begins_at_its_error_else_its_field_else_its_heading(frame: MakeFrame) -> None:
    window = frame()
    wrong = show(window, Question(window._look, wrong=True))
    assert QApplication.focusWidget() is wrong.first_focus()
    assert "There is a problem" in wrong.first_focus().accessibleName()
    asked = show(window, Question(window._look))
    assert QApplication.focusWidget() is asked.field
    plain = Screen(window._look, Language())
    plain.add_heading("Thank you")
    show(window, plain)
    assert QApplication.focusWidget().accessibleName() == "Thank you"


def test_nobody_begins_at_a_field_whose_question_is_out_of_sight(frame: MakeFrame) -> None:
    window = frame(Display(text_size=4))
    screen = show(window, Question(window._look, above=12))
    heading, top = screen.heading_label, place(window, window.page_area)[1]
    assert heading is not None
    assert heading.hasFocus()
    assert place(window, heading)[1] >= top
    QTest.mouseClick(window.keyboard.keys[0], Qt.MouseButton.LeftButton)
    window.resize(window.width(), window.height() - 8)
    settle()
    assert screen.field.hasFocus()
    assert screen.field.text()
    assert place(window, screen.field)[1] >= top


def test_a_rebuild_in_another_size_keeps_text_choice_and_focus(frame: MakeFrame) -> None:
    window = frame()
    before = show(window, Question(window._look))
    before.field.setText("FH1 4QT")
    before.options[1].setChecked(True)
    before.options[1].setFocus()
    draft = before.draft()
    larger = Look.of(Display(text_size=3, contrast="high"))
    window.restyle(larger, Language())
    after = Question(larger)
    window.show_screen(after, draft)
    settle()
    assert after.field.text() == "FH1 4QT"
    assert [option.isChecked() for option in after.options] == [False, True]
    assert after.options[1].hasFocus()


def test_the_page_left_behind_keeps_nothing_typed(frame: MakeFrame) -> None:
    window = frame()
    first = Question(window._look)
    window.show_screen(first)
    first.field.setText("FH1 4QT")
    window.show_screen(Question(window._look))
    assert first.field.text() == ""


def test_page_buttons_appear_only_where_the_page_is_longer_and_walk_through_it(frame: MakeFrame) -> None:
    window = frame()
    area = window.page_area
    show(window, Question(window._look, keyboard=False))
    assert not area.below.isVisible()
    show(window, Question(window._look, keyboard=False, paragraphs=60))
    assert area.below.isVisible()
    assert not area.above.isVisible()
    for _ in range(20):
        if not area.below.isVisible():
            break
        area.below.setFocus()
        QTest.mouseClick(area.below, Qt.MouseButton.LeftButton)
        settle()
    assert area.above.isVisible()
    assert not area.below.isVisible()
    assert area.above.hasFocus()


def test_no_page_button_leads_to_nothing_but_a_blank_margin(frame: MakeFrame) -> None:
    window = frame()
    area = window.page_area
    page = show(window, Question(window._look, keyboard=False, paragraphs=60))
    blank = page.layout().contentsMargins()
    bar = area._scroll.verticalScrollBar()
    assert blank.top() > 0
    assert blank.bottom() > 0
    for value, above, below in (
        (blank.top(), False, True),
        (blank.top() + 1, True, True),
        (bar.maximum() - blank.bottom() - 1, True, True),
        (bar.maximum() - blank.bottom(), True, False),
    ):
        bar.setValue(value)
        assert (area.above.isVisible(), area.below.isVisible()) == (above, below)


def test_moving_the_page_down_puts_everything_lower_and_back(frame: MakeFrame) -> None:
    window = frame()
    show(window, Question(window._look, keyboard=False))
    before = place(window, window.bar)[1]
    window.move_page(down=True)
    settle()
    assert place(window, window.bar)[1] >= 0.4 * 1920
    assert window.tools.buttons[names.MOVE].accessibleName() == "Move page up"
    assert window.bar.stop_button.height() >= window._look.display.touch_target
    window.move_page(down=False)
    settle()
    assert place(window, window.bar)[1] == before


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_what_has_the_focus_stays_whole_when_room_is_taken_away(frame: MakeFrame, size: int) -> None:
    window = frame(Display(text_size=size))
    screen = show(window, Question(window._look))
    window.move_page(down=True)
    settle()
    field, area = place(window, screen.field), place(window, window.page_area)
    assert area[1] <= field[1]
    assert field[1] + field[3] <= area[1] + area[3]


def test_a_drag_scrolls_the_page_and_presses_nothing(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look, keyboard=False, paragraphs=60))
    bar = window.page_area._scroll.verticalScrollBar()
    device, handle = QTest.createTouchDevice(), window.windowHandle()
    x, y, wide, _tall = place(window, screen.options[1])
    at = QPoint(x + wide // 2, y + 20)
    QTest.touchEvent(handle, device).press(0, at, handle).commit()
    for _ in range(12):
        at -= QPoint(0, 25)
        QTest.qWait(10)
        QTest.touchEvent(handle, device).move(0, at, handle).commit()
    QTest.touchEvent(handle, device).release(0, at, handle).commit()
    QTest.qWait(50)
    assert bar.value() > 100
    assert not screen.options[1].isChecked()


def test_listen_reads_in_order_and_says_how_to_choose(frame: MakeFrame) -> None:
    screen = Question(frame()._look, wrong=True, paragraphs=1)
    screen.options[1].setChecked(True)
    assert screen.speech_parts() == [
        "Report a missed bin",
        "What is the postcode?",
        "There is a problem. Enter a postcode",
        "For example FH1 4QT",
        "Paragraph 0",
        "Choose one.",
        "1 of 2: Just mine",
        "2 of 2: The whole street, chosen",
    ]


def test_the_focus_ring_follows_and_leaves_one_only(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look))
    for target in (window.bar.stop_button, screen.options[0], screen.field):
        target.setFocus()
        QApplication.processEvents()
        rings = [w for w in window.findChildren(QWidget) if type(w).__name__ == "_Ring" and w.isVisible()]
        assert len(rings) == 1
        reach = window._look.px(12)
        assert rings[0].mapTo(window, QPoint(reach, reach)) == target.mapTo(window, QPoint(0, 0))


def test_tab_goes_round_page_way_on_bar_and_tools_and_comes_back(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look))
    first, reached = QApplication.focusWidget(), []
    for _ in range(40):
        reached.append(QApplication.focusWidget())
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            break
    assert QApplication.focusWidget() is first
    pressed = [*window.tools.buttons.values(), window.bar.language_button, window.bar.stop_button]
    pressed += [screen.options[0], window.way_on.back_button, window.way_on.next_button]
    assert [button.text() for button in pressed if button not in reached] == []
    assert reached.index(screen.options[0]) < reached.index(window.way_on.next_button)
    assert reached.index(window.way_on.next_button) < reached.index(window.bar.stop_button)
    screen.options[0].setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)  # radio buttons are one stop; arrows go through them
    assert screen.options[1].hasFocus()


def test_a_hundred_pages_leave_one_page(frame: MakeFrame) -> None:
    window = frame()
    for _ in range(100):
        show(window, Question(window._look))
    assert len(window.findChildren(Question)) == 1
    assert len([b for b in window.findChildren(WordButton) if b.text() == "Continue"]) == 1
