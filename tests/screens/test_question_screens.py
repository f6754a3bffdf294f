"""Questions, notices and endings: what is touched or typed is what is answered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from sample_views import Samples
from stage import Heard, MakeStage, Stage

from accessibility.controls import OptionRow, WrapLabel
from accessibility.display import Display
from kiosk.answers.kind import Option
from screens.ending_screen import EndingScreen
from screens.fields import TypedField
from screens.notice_screen import NoticeScreen
from screens.question_screen import QuestionScreen


def question(stage: Stage, field: str = "many", **changes: object) -> QuestionScreen:
    view = Samples(stage.language).question(field, **changes)
    shown: QuestionScreen = stage.show(QuestionScreen(stage.look, stage.language, view=view))
    return shown


def test_one_option_is_answered_with_its_id(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "one")
    said = heard(screen.answered)
    stage.find.touch(stage.page.radio("Rubbish (black bin)"))
    stage.find.touch(stage.page.radio("Recycling (blue bin)"))
    stage.find.touch_button("Continue")
    assert said == ["recycling"]


def test_several_options_are_answered_with_their_ids_in_order(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "many", draft=["garden", "food"])
    said = heard(screen.answered)
    stage.find.touch(stage.page.check("Garden waste (green bin)"))
    stage.find.touch(stage.page.check("Rubbish (black bin)"))
    stage.find.touch_button("Continue")
    assert said == [["rubbish", "food"]]


def test_why_it_is_asked_is_shown_and_read_aloud_before_the_answers(stage: Stage) -> None:
    screen = question(stage, "one", why="The bill depends on it.")
    assert "Why we ask: The bill depends on it." in stage.page.texts()
    parts = screen.speech_parts()
    words = " | ".join(parts)
    assert words.index("Choose all") < words.index("Why we ask: The bill") < words.index("Rubbish (black bin)")
    assert "Why we ask" not in " ".join(question(stage, "one").speech_parts())


@pytest.mark.parametrize(("field", "nothing"), [("one", ""), ("many", []), ("line", ""), ("lines", "")])
def test_nothing_answered_is_handed_on_too_and_judged_elsewhere(
    stage: Stage, heard: Heard, field: str, nothing: object
) -> None:
    said = heard(question(stage, field).answered)
    stage.find.touch_button("Continue")
    assert said == [nothing]


def test_keys_alone_answer_a_question(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "many")
    said = heard(screen.answered)
    stage.find.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is stage.page.check("Rubbish (black bin)")
    stage.find.key(Qt.Key.Key_Space)
    stage.find.key(Qt.Key.Key_Tab)
    stage.find.key(Qt.Key.Key_Return)
    stage.find.button("Continue").setFocus()
    stage.find.key(Qt.Key.Key_Return)
    assert said == [["rubbish", "recycling"]]


def test_typed_words_are_answered_by_touch_and_by_enter(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "line", ask="What is your name?", draft="Ann")
    said = heard(screen.answered)
    field = stage.page.field("What is your name?")
    assert QApplication.focusWidget() is field
    stage.find.key(Qt.Key.Key_End)
    stage.find.write(" Li")
    stage.find.key(Qt.Key.Key_Return)
    stage.find.touch_button("Continue")
    assert said == ["Ann Li", "Ann Li"]


def test_the_on_screen_keyboard_types_into_the_field(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "line", ask="What is your name?")
    said = heard(screen.answered)
    for letter in "ann":
        stage.find.touch_button(letter)
    stage.find.touch_button("Continue")
    assert said == ["ann"]


@pytest.mark.parametrize(
    ("field", "keyboard", "expected"),
    [
        ("line", "letters", "text"),
        ("line", "capitals", "postcode"),
        ("line", "phone", "phone"),
        ("line", "digits", "digits"),
        ("money", "money", "money"),
        ("agree", "", None),
        ("line", "email", "email"),
        ("lines", "letters", "paragraph"),
        ("one", "", None),
        ("many", "", None),
    ],
)
def test_each_answer_has_its_keyboard(stage: Stage, field: str, keyboard: str, expected: str | None) -> None:
    assert question(stage, field, keyboard=keyboard).needs_keyboard == expected


def test_several_lines_keep_their_line_breaks(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "lines", ask="What happened?")
    said = heard(screen.answered)
    stage.find.write("one")
    stage.find.key(Qt.Key.Key_Return)
    stage.find.write("two")
    stage.find.touch_button("Continue")
    assert said == ["one\ntwo"]


def test_a_problem_takes_the_focus_and_leads_to_its_field(stage: Stage) -> None:
    screen = question(stage, "line", ask="What is your name?", error="Write your name")
    assert QApplication.focusWidget() is stage.page.alert()
    assert stage.page.alert().accessibleName() == "There is a problem Write your name"
    assert stage.page.texts().count("Write your name") == 1, "the same words stand at the field"
    stage.find.touch_button("Write your name")
    assert QApplication.focusWidget() is stage.page.field("What is your name?")
    assert screen.speech_parts()[2] == "There is a problem. Write your name"


def test_a_problem_comes_before_the_question_for_keys(stage: Stage) -> None:
    question(stage, "one", error="Choose one")
    stage.find.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is stage.page.button("Choose one")


def test_where_we_are_stands_on_two_lines_at_the_largest_letters(make_stage: MakeStage) -> None:
    normal, largest = make_stage(), make_stage(Display(text_size=4))
    question(normal)
    question(largest)
    assert "Report a missed bin  ·  Question 2 of 9" in normal.page.texts()
    assert "Report a missed bin\nQuestion 2 of 9" in largest.page.texts()


def test_where_we_are_stands_on_two_lines_where_one_has_no_room(make_stage: MakeStage) -> None:
    narrow = make_stage(Display(width=420))
    question(narrow)
    assert "Report a missed bin\nQuestion 2 of 9" in narrow.page.texts()


@pytest.mark.parametrize(("size", "field", "first"), [(1, "line", "why"), (4, "line", "field"), (4, "one", "why")])
def test_why_it_is_asked_gives_way_to_the_field_in_the_largest_letters(
    make_stage: MakeStage, size: int, field: str, first: str
) -> None:
    stage, why = make_stage(Display(text_size=size)), "Why we ask: The bill depends on it."
    screen = question(stage, field, why="The bill depends on it.")
    [reason] = [point for point in screen.findChildren(WrapLabel) if point.text() == why]
    asked = screen.first_field() or screen.findChildren(OptionRow)[0]
    above = "why" if reason.mapTo(screen, QPoint()).y() < asked.mapTo(screen, QPoint()).y() else "field"
    assert above == first
    assert why in screen.speech_parts()


def test_room_to_write_is_less_in_larger_letters_so_that_the_question_stays_in_view(make_stage: MakeStage) -> None:
    heights = []
    for size in (1, 2):
        field = TypedField(make_stage(Display(text_size=size)).look, "given", "What happened?", several_lines=True)
        heights.append(field.control.sizeHint().height())
    assert heights[1] < heights[0]


def test_options_are_read_aloud_with_their_number_and_whether_they_are_chosen(stage: Stage) -> None:
    options = (Option("a", "Friday 20 November", "2 days ago"), Option("b", "Friday 13 November"))
    parts = question(stage, "one", options=options, draft="b").speech_parts()
    assert parts[-3:] == [
        "Choose one.",
        "1 of 2: Friday 20 November. 2 days ago",
        "2 of 2: Friday 13 November, chosen",
    ]


def test_an_address_needs_its_own_screen(stage: Stage) -> None:
    with pytest.raises(ValueError, match="screen of its own"):
        question(stage, "address")


def test_a_notice_is_read_and_shows_whom_to_reach(stage: Stage, heard: Heard) -> None:
    view = Samples(stage.language).page(ways=(), urgent=True)
    screen = stage.show(NoticeScreen(stage.look, stage.language, view=view))
    said = heard(screen.read)
    assert "Text: 60100" in stage.page.texts()
    stage.find.touch_button("Continue")
    assert said == [()]


def test_an_ending_offers_its_ways(stage: Stage, heard: Heard) -> None:
    screen = stage.show(EndingScreen(stage.look, stage.language, view=Samples(stage.language).page()))
    ways, finished, back = heard(screen.way_chosen), heard(screen.finished), heard(screen.went_back)
    stage.find.touch_button("See someone")
    stage.find.touch_button("Finish")
    stage.find.touch_button("Back")
    assert (ways, finished, back) == (["see-someone"], [()], [()])
