"""The frame: the same places on every page, nothing lost on a rebuild, nothing reachable beneath a cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from active_window import make_active
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from accessibility.controls import OptionRow, TextField, WordButton
from accessibility.display import Display
from accessibility.fonts import load_fonts
from accessibility.look import Look
from kiosk.language import Language
from screens.frame import Frame
from screens.frame import tools as names
from screens.screen import Screen

MakeFrame = Callable[..., Frame]


class Question(Screen):
    """A field, two options and enough words."""

    def __init__(self, look: Look, *, keyboard: bool = True, wrong: bool = False, paragraphs: int = 0) -> None:
        super().__init__(look, Language(), back="Back", next_step="Continue", keyboard="postcode" if keyboard else None)
        self.add_context("Report a missed bin")
        self.add_heading("What is the postcode?")
        self.add_hint("For example FH1 4QT")
        self.field = TextField(look, "What is the postcode?")
        self.add(self.field, spoken="")
        self.keep("postcode", self.field)
        self.options = [OptionRow(look, words, several=False) for words in ("Just mine", "The whole street")]
        for place, option in enumerate(self.options):
            self.add(option)
            self.keep(f"who.{place}", option)
        for number in range(paragraphs):
            self.add_body(f"Paragraph {number}")
        if wrong:
            self.add_error_summary([("Enter a postcode", self.field)])


@pytest.fixture
def frame(qapp: QApplication) -> Iterator[MakeFrame]:
    load_fonts()
    made: list[Frame] = []

    def make(display: Display | None = None, *, voice: bool = True) -> Frame:
        display = display or Display()
        window = Frame(Look.of(display), Language(), "Fairholme Council", "Central Library", voice=voice)
        window.resize(display.width, display.height)
        window.show()
        make_active(window)
        made.append(window)
        settle()
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    settle()


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def show(window: Frame, screen: Screen) -> Screen:
    window.show_screen(screen)
    settle()
    return screen


def place(window: Frame, widget: QWidget) -> tuple[int, int, int, int]:
    corner = widget.mapTo(window, QPoint(0, 0))
    return corner.x(), corner.y(), widget.width(), widget.height()


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


def test_a_touch_on_the_page_presses_what_is_there(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look))
    assert isinstance(screen, Question)
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
    assert QApplication.focusWidget() is asked.field  # type: ignore[attr-defined]
    plain = Screen(window._look, Language())
    plain.add_heading("Thank you")
    show(window, plain)
    assert QApplication.focusWidget().accessibleName() == "Thank you"


def test_a_rebuild_in_another_size_keeps_text_choice_and_focus(frame: MakeFrame) -> None:
    window = frame()
    before = show(window, Question(window._look))
    before.field.setText("FH1 4QT")  # type: ignore[attr-defined]
    before.options[1].setChecked(True)  # type: ignore[attr-defined]
    before.options[1].setFocus()  # type: ignore[attr-defined]
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


def test_the_keyboard_stands_below_and_never_over_the_field(frame: MakeFrame) -> None:
    low = Display(text_size=4, width=1920, height=1080)
    for display in (
        Display(),
        Display(text_size=4),
        low,
        Display(width=1920, height=1080),
        Display(width=800, height=1280),
    ):
        window = frame(display)
        screen = show(window, Question(window._look))
        assert window.keyboard is not None
        field = place(window, screen.field)  # type: ignore[attr-defined]
        area = place(window, window.page_area)
        assert area[1] <= field[1]
        assert field[1] + field[3] <= area[1] + area[3] <= place(window, window.keyboard)[1]
        assert place(window, window.keyboard)[1] + window.keyboard.height() <= display.height


def test_a_page_with_the_same_keyboard_keeps_it_and_types_into_its_own_field(frame: MakeFrame) -> None:
    window = frame()
    show(window, Question(window._look))
    first = window.keyboard
    second = show(window, Question(window._look))
    assert first is not None
    assert window.keyboard is first
    QTest.mouseClick(next(key for key in first.keys if key.text() == "F"), Qt.MouseButton.LeftButton)
    assert second.field.text() == "F"  # type: ignore[attr-defined]


def test_typing_on_the_screen_keyboard_reaches_the_page(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look))
    assert window.keyboard is not None
    for letter in "FH1":
        key = next(key for key in window.keyboard.keys if key.text() == letter)
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert screen.field.text() == "FH1"  # type: ignore[attr-defined]


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
    field, area = place(window, screen.field), place(window, window.page_area)  # type: ignore[attr-defined]
    assert area[1] <= field[1]
    assert field[1] + field[3] <= area[1] + area[3]


def test_a_drag_scrolls_the_page_and_presses_nothing(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look, keyboard=False, paragraphs=60))
    bar = window.page_area._scroll.verticalScrollBar()
    device, handle = QTest.createTouchDevice(), window.windowHandle()
    x, y, wide, _tall = place(window, screen.options[1])  # type: ignore[attr-defined]
    at = QPoint(x + wide // 2, y + 20)
    QTest.touchEvent(handle, device).press(0, at, handle).commit()
    for _ in range(12):
        at -= QPoint(0, 25)
        QTest.qWait(10)
        QTest.touchEvent(handle, device).move(0, at, handle).commit()
    QTest.touchEvent(handle, device).release(0, at, handle).commit()
    QTest.qWait(50)
    assert bar.value() > 100
    assert not screen.options[1].isChecked()  # type: ignore[attr-defined]


def test_beneath_a_cover_nothing_can_be_seen_or_reached(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look))
    screen.field.setText("FH1 4QT")  # type: ignore[attr-defined]
    screen.options[0].setFocus()  # type: ignore[attr-defined]
    hidden = Screen(window._look, Language(), next_step="Show my page")
    hidden.add_heading("This screen is hidden")
    window.cover(hidden)
    settle()
    assert window.covered
    for part in (screen, window.bar, window.tools, window.keyboard):
        assert part is not None
        assert not part.isVisible()
    reached = set()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget().accessibleName())
    assert reached <= {"Show my page", "This screen is hidden"}
    window.uncover()
    settle()
    assert screen.isVisible()
    assert screen.field.text() == "FH1 4QT"  # type: ignore[attr-defined]
    assert screen.options[0].hasFocus()  # type: ignore[attr-defined]


def test_a_screen_shown_under_a_cover_stays_hidden_until_it_is_taken_away(frame: MakeFrame) -> None:
    window = frame()
    show(window, Question(window._look))
    window.cover(Screen(window._look, Language(), next_step="Yes"))
    second = show(window, Question(window._look))
    window.restyle(Look.of(Display(contrast="high")), Language())
    settle()
    assert not second.isVisible()
    window.uncover()
    settle()
    assert second.isVisible()


def test_listen_reads_in_order_and_says_how_to_choose(frame: MakeFrame) -> None:
    screen = Question(frame()._look, wrong=True, paragraphs=1)
    screen.options[1].setChecked(True)
    assert screen.speech_parts() == [
        "Report a missed bin",
        "What is the postcode?",
        "There is a problem. Enter a postcode",
        "For example FH1 4QT",
        "Paragraph 0",
        "Touch the one you want.",
        "1 of 2: Just mine",
        "2 of 2: The whole street, chosen",
    ]


def test_the_focus_ring_follows_and_leaves_one_only(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look))
    for target in (window.bar.stop_button, screen.options[0], screen.field):  # type: ignore[attr-defined]
        target.setFocus()
        QApplication.processEvents()
        rings = [w for w in window.findChildren(QWidget) if type(w).__name__ == "_Ring" and w.isVisible()]
        assert len(rings) == 1
        reach = window._look.px(12)
        assert rings[0].mapTo(window, QPoint(reach, reach)) == target.mapTo(window, QPoint(0, 0))


def test_a_hundred_pages_leave_one_page(frame: MakeFrame) -> None:
    window = frame()
    for _ in range(100):
        show(window, Question(window._look))
    assert len(window.findChildren(Question)) == 1
    assert len([b for b in window.findChildren(WordButton) if b.text() == "Continue"]) == 1


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
