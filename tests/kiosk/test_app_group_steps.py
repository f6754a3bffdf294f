"""Several of the same on real screens: added, changed, taken out, and never lost half way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from stepped import Stepped, stepping

from kiosk.app.group_steps import GroupSteps
from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.journey_pages import DayLimit, Page

NAME = Page(id="name", kind="name", ask="What is their name?", short="Name")
BORN = Page(id="born", kind="date", ask="When was {name} born?", short="Born", latest=DayLimit())
WORK = Page(id="work", kind="yes_no", ask="Do they work?", short="Work", when={"born.age": {"at_least": 16}})
HOME = Page(
    id="household", kind="group", ask="Who lives with you?", short="Household", each="person", at_least=1, at_most=2,
    page=[NAME, BORN, WORK],
)  # fmt: skip
MAIR = {"name": "Mair", "born": "1961-04-03", "work": "yes"}
TOM = {"name": "Tom", "born": "2020-01-01"}


@pytest.fixture
def home(pack: CouncilPack, qapp: QApplication) -> Iterator[tuple[Stepped, GroupSteps]]:
    with stepping(pack, [HOME]) as on:
        steps = GroupSteps(on.stage)
        on.listen(steps)
        steps.begin(on.visit, HOME, None)
        yield on, steps


def give_name(on: Stepped, name: str) -> None:
    assert on.heading() == "What is their name?"
    on.find.write(name)
    on.touch("Continue")


def give_day(on: Stepped, day: str, month: str, year: str) -> None:
    for box in (day, month, year):
        on.find.write(box)
        on.find.key(Qt.Key.Key_Return)


def add_mair(on: Stepped) -> None:
    on.touch("Add person")
    give_name(on, "Mair")
    assert on.heading() == "When was Mair born?"
    give_day(on, "3", "4", "1961")
    assert on.heading() == "Do they work?"
    on.find.touch(on.page.radio("Yes"))
    on.touch("Continue")


def add_tom(on: Stepped) -> None:
    on.touch("Add person")
    give_name(on, "Tom")
    give_day(on, "1", "1", "2020")


def test_each_is_asked_what_fits_and_all_are_answered_together(home: tuple[Stepped, GroupSteps]) -> None:
    on, _ = home
    add_mair(on)
    add_tom(on)
    assert on.heading() == "Who lives with you?"
    assert {"Person 1", "Mair, Monday 3 April 1961, Yes", "Person 2"} <= set(on.page.texts())
    assert not on.find.has_button("Add person")
    on.touch("Continue")
    assert on.answers == [[MAIR, TOM]]


def test_one_is_changed_and_what_no_longer_fits_is_asked_no_more(home: tuple[Stepped, GroupSteps]) -> None:
    on, _ = home
    add_mair(on)
    on.touch("Change: Person 1")
    on.touch("Continue")
    on.page.field("Year").setText("2019")  # type: ignore[attr-defined]
    on.touch("Continue")
    assert on.heading() == "Who lives with you?"
    on.touch("Continue")
    assert on.answers == [[{"name": "Mair", "born": "2019-04-03"}]]


@pytest.mark.parametrize(("button", "left"), [("Take out", [TOM]), ("Keep it", [MAIR, TOM])])
def test_one_is_taken_out_only_after_asking(home: tuple[Stepped, GroupSteps], button: str, left: list[object]) -> None:
    on, _ = home
    add_mair(on)
    add_tom(on)
    on.touch("Take out: Person 1")
    assert "Mair, Monday 3 April 1961, Yes" in on.page.texts()
    on.touch(button)
    on.touch("Continue")
    assert on.answers == [left]


def test_what_was_begun_and_left_is_kept_and_asked_for(home: tuple[Stepped, GroupSteps]) -> None:
    on, steps = home
    on.touch("Add person")
    give_name(on, "Mair")
    on.touch("Back")
    on.touch("Back")
    assert "Something is still missing here." in on.page.texts()
    on.touch("Continue")
    assert on.answers == []
    assert "Something is still missing here. Touch Change" in " ".join(on.page.all_texts())
    on.touch("Back")
    assert on.backs == [True]
    steps.begin(on.visit, HOME, None)
    assert "Mair" in on.page.texts()


def test_one_of_whom_nothing_was_said_leaves_no_trace(home: tuple[Stepped, GroupSteps]) -> None:
    on, _ = home
    on.touch("Add person")
    on.touch("Back")
    assert "Nothing is added yet." in on.page.texts()


def test_with_too_few_the_list_says_how_many_are_wanted(home: tuple[Stepped, GroupSteps]) -> None:
    on, _ = home
    on.touch("Continue")
    assert on.answers == []
    assert "Add at least 1" in " ".join(on.page.all_texts())


def test_what_cannot_be_taken_is_said_where_it_is_asked(home: tuple[Stepped, GroupSteps]) -> None:
    on, _ = home
    on.touch("Add person")
    give_name(on, "Mair")
    give_day(on, "31", "2", "2020")
    assert "Check the day. There is no such day in that month" in " ".join(on.page.all_texts())
    assert on.page.field("Day").text() == "31"  # type: ignore[attr-defined]


def test_answers_given_before_stand_in_the_list(home: tuple[Stepped, GroupSteps]) -> None:
    on, steps = home
    steps.begin(on.visit.answer("household", [MAIR]), HOME, AnswerError("group-few", least="1"))
    assert "Nothing is added yet." in on.page.texts()  # the list on the screen counts while something is wrong
    steps.forget()
    steps.begin(on.visit.answer("household", [MAIR]), HOME, None)
    assert "Mair, Monday 3 April 1961, Yes" in on.page.texts()


def test_nothing_is_left_once_forgotten(home: tuple[Stepped, GroupSteps]) -> None:
    on, steps = home
    add_mair(on)
    steps.forget()
    steps.begin(on.visit, HOME, None)
    assert "Mair" not in " ".join(on.page.all_texts())


def test_keys_alone_add_and_take_out(home: tuple[Stepped, GroupSteps]) -> None:
    on, _ = home
    on.find.button("Add person").setFocus()
    on.find.key(Qt.Key.Key_Return)
    on.find.write("Tom")
    on.find.key(Qt.Key.Key_Return)
    give_day(on, "1", "1", "2020")
    on.find.button("Take out: Person 1").setFocus()
    on.find.key(Qt.Key.Key_Space)
    on.find.button("Take out").setFocus()
    on.find.key(Qt.Key.Key_Return)
    assert "Nothing is added yet." in on.page.texts()


def test_the_list_is_heard_one_after_the_other(home: tuple[Stepped, GroupSteps]) -> None:
    on, _ = home
    add_mair(on)
    assert on.frame.screen_shown is not None
    assert "Person 1: Mair, Monday 3 April 1961, Yes" in on.frame.screen_shown.speech_parts()
