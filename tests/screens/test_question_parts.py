"""Answers in several parts: boxes for a date, an amount and how often, numbers under dots, a bank account."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit
from sample_views import Samples, demo_pack
from stage import Heard, MakeStage, Stage

from accessibility.display import Display
from kiosk.answers.kind import NOT_SURE, Option
from screens.question_screen import QuestionScreen

LARGEST = Display(width=800, height=1280, text_size=4)
PER = (Option("week", "Every week"), Option("month", "Every month"))


def ask(stage: Stage, field: str, **changes: Any) -> QuestionScreen:
    view = Samples(stage.language).question(field, ask="What is it?", **{"options": (), **changes})
    shown: QuestionScreen = stage.show(QuestionScreen(stage.look, stage.language, view=view))
    return shown


def typed(*words: str, stage: Stage) -> None:
    """Type into one box after the other, with the keyboard alone."""
    for word in words:
        stage.find.write(word)
        stage.find.key(Qt.Key.Key_Return)


def test_a_date_is_typed_in_three_boxes_with_keys_alone(stage: Stage, heard: Heard) -> None:
    said = heard(ask(stage, "date").answered)
    assert QApplication.focusWidget() is stage.page.field("Day")
    typed("3", "4", "1961", stage=stage)
    assert said == [{"day": "3", "month": "4", "year": "1961"}]


def test_a_date_is_typed_on_the_keys_of_the_screen(stage: Stage, heard: Heard) -> None:
    said = heard(ask(stage, "date", keyboard="digits").answered)
    stage.find.touch_button("3")
    stage.find.touch(stage.page.field("Month"))
    stage.find.touch_button("4")
    stage.find.touch_button("Continue")
    assert said == [{"day": "3", "month": "4", "year": ""}]


def test_one_touch_fills_the_boxes_with_a_day(stage: Stage, heard: Heard) -> None:
    today = Option("2026-11-05", "Today", "Thursday 5 November")
    said = heard(ask(stage, "date", options=(today,)).answered)
    stage.find.touch_button("Today, Thursday 5 November")
    stage.find.touch_button("Continue")
    assert said == [{"day": "5", "month": "11", "year": "2026"}]


@pytest.mark.parametrize(
    ("draft", "boxes"),
    [
        ("1961-04-03", ("3", "4", "1961")),
        ({"day": "31", "month": "2", "year": "61"}, ("31", "2", "61")),
        (NOT_SURE, ("", "", "")),
        (None, ("", "", "")),
    ],
)
def test_what_was_given_before_stands_in_the_boxes(stage: Stage, draft: Any, boxes: tuple[str, ...]) -> None:
    ask(stage, "date", draft=draft, not_sure="I am not sure of the day")
    assert tuple(stage.page.field(name).text() for name in ("Day", "Month", "Year")) == boxes  # type: ignore[attr-defined]
    assert stage.page.check("I am not sure of the day").isChecked() is (draft == NOT_SURE)  # type: ignore[attr-defined]


@pytest.mark.parametrize("field", ["date", "dates", "money", "masked", "vehicle", "bank", "line"])
def test_whoever_cannot_tell_says_so_whatever_is_typed(stage: Stage, heard: Heard, field: str) -> None:
    screen = ask(stage, field, not_sure="I do not know")
    said = heard(screen.answered)
    stage.find.write("1")
    stage.find.touch(stage.page.check("I do not know"))
    stage.find.touch_button("Continue")
    assert said == [NOT_SURE]
    assert "If this is right, choose it: I do not know, chosen" in screen.speech_parts()


def test_a_range_has_a_first_and_a_last_day(stage: Stage, heard: Heard) -> None:
    said = heard(ask(stage, "dates").answered)
    typed("3", "4", "2026", "5", "4", "2026", stage=stage)
    first, last = {"day": "3", "month": "4", "year": "2026"}, {"day": "5", "month": "4", "year": "2026"}
    assert said == [{"from": first, "to": last}]
    assert stage.page.field("Last day: Year").text() == "2026"  # type: ignore[attr-defined]


def test_a_range_that_was_given_before_stands_in_its_boxes(stage: Stage, heard: Heard) -> None:
    said = heard(ask(stage, "dates", draft={"from": "2026-04-03", "to": {"day": "31"}}).answered)
    stage.find.touch_button("Continue")
    assert said[0]["from"] == {"day": "3", "month": "4", "year": "2026"}
    assert said[0]["to"] == {"day": "31", "month": "", "year": ""}


def test_a_problem_leads_to_the_box_that_is_wrong(stage: Stage) -> None:
    ask(stage, "dates", error="Check the day", error_at="to.day")
    stage.find.touch_button("Check the day")
    assert QApplication.focusWidget() is stage.page.field("Last day: Day")
    assert stage.page.texts().count("Check the day") == 1


def test_an_amount_and_how_often_it_comes(stage: Stage, heard: Heard) -> None:
    said = heard(ask(stage, "money", options=PER, keyboard="money").answered)
    for key in ("1", "2", "full stop", "5"):
        stage.find.touch_button(key)
    stage.find.touch(stage.page.radio("Every month"))
    stage.find.touch_button("Continue")
    assert said == [{"amount": "12.5", "per": "month"}]


def test_an_amount_alone(stage: Stage, heard: Heard) -> None:
    said = heard(ask(stage, "money", draft="120.50").answered)
    stage.find.touch_button("Continue")
    assert said == ["120.50"]


def test_an_amount_that_was_given_before_keeps_how_often(stage: Stage, heard: Heard) -> None:
    said = heard(ask(stage, "money", options=PER, draft={"amount": "12.00", "per": "week"}).answered)
    stage.find.touch_button("Continue")
    assert said == [{"amount": "12.00", "per": "week"}]


def test_what_is_typed_under_dots_is_shown_on_one_touch_and_hidden_on_the_next(stage: Stage, heard: Heard) -> None:
    screen = ask(stage, "masked", draft="AB123456C")
    said = heard(screen.answered)
    box = stage.page.field("What is it?")
    assert isinstance(box, QLineEdit)
    assert box.echoMode() == QLineEdit.EchoMode.Password
    assert "AB123456C" not in " ".join([*screen.speech_parts(), *(name for _role, name, _ in stage.page.everything())])
    shown = QAccessible.queryAccessibleInterface(box)
    assert "AB123456C" not in shown.text(QAccessible.Text.Value)
    [chip] = [widget for _role, name, widget in stage.page.everything() if name == "Show what I type"]
    stage.find.touch(chip)
    assert box.echoMode() == QLineEdit.EchoMode.Normal
    stage.find.touch_button("Continue")
    assert said == ["AB123456C"]


@pytest.mark.parametrize(
    ("country", "answer"),
    [("", "AB12 CDE"), ("  ", "AB12 CDE"), ("France", {"plate": "AB12 CDE", "country": "France"})],
)
def test_a_number_plate_and_its_country(stage: Stage, heard: Heard, country: str, answer: Any) -> None:
    said = heard(ask(stage, "vehicle").answered)
    typed("AB12 CDE", country, stage=stage)
    assert said == [answer]


@pytest.mark.parametrize("draft", ["AB12CDE", {"plate": "AB12CDE", "country": "Malta"}])
def test_a_number_plate_that_was_given_before(stage: Stage, heard: Heard, draft: Any) -> None:
    said = heard(ask(stage, "vehicle", draft=draft).answered)
    stage.find.touch_button("Continue")
    assert said == [draft]


def test_a_bank_account_is_typed_line_by_line_its_numbers_under_dots(stage: Stage, heard: Heard) -> None:
    said = heard(ask(stage, "bank").answered)
    typed("Mair Jones", "12-34-56", "12345678", "", stage=stage)
    assert said == [{"name": "Mair Jones", "sort_code": "12-34-56", "account": "12345678", "roll": ""}]
    modes = [stage.page.field(name).echoMode() for name in ("Name on the account", "Sort code", "Account number")]  # type: ignore[attr-defined]
    assert modes == [QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Password]


@pytest.mark.parametrize(("draft", "answer"), [(None, []), ("yes", ["yes"])])
def test_agreement_is_a_box_to_touch_that_is_empty_at_first(
    stage: Stage, heard: Heard, draft: Any, answer: Any
) -> None:
    screen = ask(stage, "agree", options=(Option("yes", "I agree"),), draft=draft)
    said = heard(screen.answered)
    stage.find.touch_button("Continue")
    stage.find.touch(stage.page.check("I agree"))
    stage.find.touch_button("Continue")
    assert said == [answer, ["yes"] if draft is None else []]


def test_labels_are_heard_before_what_to_touch(stage: Stage) -> None:
    parts = ask(stage, "date", not_sure="I am not sure of the day").speech_parts()
    assert parts.index("Day. Month. Year") < parts.index("If this is right, choose it: I am not sure of the day")


@pytest.mark.parametrize("field", ["date", "dates", "money", "masked", "vehicle", "bank"])
def test_a_half_typed_answer_comes_through_a_change_of_language_and_size(make_stage: MakeStage, field: str) -> None:
    english, welsh = make_stage(), make_stage(LARGEST, demo_pack().language("cy"))
    screen = ask(english, field, not_sure="x", options=PER if field == "money" else ())
    english.find.write("12")
    draft = screen.draft()
    view = Samples(welsh.language).question(field, ask="?", not_sure="x", options=PER if field == "money" else ())
    again = QuestionScreen(welsh.look, welsh.language, view=view)
    welsh.show(again, draft)
    assert {key: value for key, value in again.draft().values.items() if value} == {
        key: value for key, value in draft.values.items() if value
    }


def test_nothing_typed_is_left_when_the_screen_goes(stage: Stage) -> None:
    screen = ask(stage, "bank", draft={"name": "Mair", "sort_code": "123456", "account": "12345678"})
    screen.wipe()
    assert [value for value in screen.draft().values.values() if value] == []
