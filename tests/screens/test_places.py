"""Addresses and streets: found by postcode, by letters, or written."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sample_views import Samples, demo_pack
from stage import Heard, Stage, settle

from kiosk.gazetteer import Address
from screens.choose_address_screen import ChooseAddressScreen
from screens.find_address_screen import FindAddressScreen
from screens.find_street_screen import FindStreetScreen
from screens.type_address_screen import TypeAddressScreen

WRONG_POSTCODE = "Check the postcode. It should look like FH1 4QT"
POSTCODE_QUESTION = "What is the postcode where the bin is?"


def find_address(stage: Stage, **given: str) -> FindAddressScreen:
    view = Samples(stage.language).postcode()
    shown: FindAddressScreen = stage.show(FindAddressScreen(stage.look, stage.language, view=view, **given))
    return shown


def choose(stage: Stage, addresses: list[Address] | None = None, **given: str) -> ChooseAddressScreen:
    listed = demo_pack().gazetteer.at_postcode("FH1 4QT") if addresses is None else addresses
    view = Samples(stage.language).postcode()
    screen = ChooseAddressScreen(stage.look, stage.language, view=view, place="FH1 4QT", addresses=listed, **given)
    stage.show(screen)
    return screen


def find_street(stage: Stage, **given: object) -> FindStreetScreen:
    view = given.pop("view", None) or Samples(stage.language).street()
    shown: FindStreetScreen = stage.show(
        FindStreetScreen(stage.look, stage.language, view=view, **given)  # type: ignore[arg-type]
    )
    return shown


def type_address(
    stage: Stage, draft: dict[str, str] | None = None, errors: dict[str, str] | None = None
) -> TypeAddressScreen:
    view = Samples(stage.language).postcode()
    screen = TypeAddressScreen(stage.look, stage.language, view=view, draft=draft or {}, errors=errors or {})
    stage.show(screen)
    return screen


def test_a_postcode_is_handed_on_as_it_was_typed(stage: Stage, heard: Heard) -> None:
    said = heard(find_address(stage, postcode="FH1").postcode_entered)
    stage.find.key(Qt.Key.Key_End)
    for key in "4QT":
        stage.find.touch_button(key)
    stage.find.touch_button("Find address")
    stage.find.key(Qt.Key.Key_Return)
    assert said == ["FH14QT", "FH14QT"]


def test_who_does_not_know_the_postcode_says_so(stage: Stage, heard: Heard) -> None:
    unknown = heard(find_address(stage).postcode_unknown)
    stage.find.touch_button("I do not know the postcode")
    assert unknown == [()]


def test_a_wrong_postcode_is_said_twice_and_kept(stage: Stage) -> None:
    find_address(stage, postcode="FH1", error=WRONG_POSTCODE)
    assert QApplication.focusWidget() is stage.page.alert()
    assert WRONG_POSTCODE in stage.page.texts()
    assert stage.page.field(POSTCODE_QUESTION).text() == "FH1"


def test_an_address_is_chosen_with_continue_not_by_a_touch_alone(stage: Stage, heard: Heard) -> None:
    said = heard(choose(stage).address_chosen)
    stage.find.touch(stage.page.radio("3 Mill Lane"))
    assert said == []
    stage.find.touch_button("Continue")
    assert said == ["990010000106"]


def test_the_address_chosen_before_is_chosen_again(stage: Stage, heard: Heard) -> None:
    said = heard(choose(stage, chosen="990010000106").address_chosen)
    assert stage.page.radio("3 Mill Lane").isChecked()
    stage.find.touch_button("Continue")
    assert said == ["990010000106"]


def test_no_address_chosen_is_handed_on_empty(stage: Stage, heard: Heard) -> None:
    said = heard(choose(stage).address_chosen)
    stage.find.touch_button("Continue")
    assert said == [""]


def test_an_address_may_not_be_listed(stage: Stage, heard: Heard) -> None:
    missing = heard(choose(stage).not_listed)
    stage.find.touch_button("My address is not listed")
    assert missing == [()]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "We found 1 address at FH1 4QT."), (23, "We found 23 addresses at FH1 4QT.")]
)
def test_it_is_said_how_many_addresses_there_are(stage: Stage, number: int, words: str) -> None:
    choose(stage, demo_pack().gazetteer.at_postcode("FH1 4QT")[:number])
    assert words in stage.page.texts()


def test_a_hundred_addresses_are_shown_quickly(stage: Stage) -> None:
    one = demo_pack().gazetteer.at_postcode("FH1 4QT")[0]
    many = [replace(one, uprn=str(number), number=str(number)) for number in range(1, 101)]
    choose(stage, many[:1])
    began = time.process_time()
    choose(stage, many)
    settle()
    assert time.process_time() - began < 0.5
    stage.find.touch(stage.page.radio("100 Mill Lane"))
    assert stage.page.radio("100 Mill Lane").isChecked()


def test_a_street_is_searched_by_its_letters(stage: Stage, heard: Heard) -> None:
    said = heard(find_street(stage).street_searched)
    stage.find.write("mill")
    stage.find.key(Qt.Key.Key_Return)
    stage.find.touch_button("Find street")
    assert said == ["mill", "mill"]


def test_a_found_street_is_in_view_and_chosen_by_one_touch(stage: Stage, heard: Heard) -> None:
    streets = demo_pack().gazetteer.streets_like("mill")
    said = heard(find_street(stage, text="mill", streets=streets).street_chosen)
    assert QApplication.focusWidget() is stage.page.button("Mill Lane, Fairholme")
    stage.find.touch_button("Mill Lane, Fairholme")
    assert said == [streets[0].usrn]


def test_a_street_that_is_not_there_is_said_so(stage: Stage, heard: Heard) -> None:
    missing = heard(find_street(stage, text="zzz", streets=[]).not_found)
    stage.find.touch_button("My street is not here")
    assert missing == [()]


def test_own_words_are_offered_only_where_they_may_be_used_and_something_is_written(stage: Stage, heard: Heard) -> None:
    words = "It is not listed. Use the words I wrote"
    find_street(stage, text="lane", streets=[])
    assert not stage.page.has_button(words)
    find_street(stage, own_words=True)
    assert not stage.page.has_button(words)
    said = heard(find_street(stage, text="The lane behind the church", streets=[], own_words=True).described)
    assert not stage.page.has_button("My street is not here")
    stage.find.touch_button(words)
    assert said == ["The lane behind the church"]


def test_for_an_address_the_street_is_asked_in_its_own_words(stage: Stage) -> None:
    screen = find_street(stage, view=Samples(stage.language).postcode())
    assert screen.heading == "Which street is it in?"


def test_no_street_found_says_so_at_the_field(stage: Stage) -> None:
    error = "We found no street with that name here. Try another spelling, or only its first letters"
    find_street(stage, text="zzz", streets=[], error=error)
    assert QApplication.focusWidget() is stage.page.alert()
    assert error in stage.page.texts()


def test_an_address_is_written_line_by_line(stage: Stage, heard: Heard) -> None:
    said = heard(type_address(stage).address_typed)
    assert QApplication.focusWidget() is stage.page.field("House number and street")
    for line in ("The Old Forge", "Fairholme", "FH1 9ZZ"):
        stage.find.write(line)
        stage.find.key(Qt.Key.Key_Return)
    assert said == [{"line1": "The Old Forge", "town": "Fairholme", "postcode": "FH1 9ZZ"}]


def test_the_street_found_before_goes_along_with_a_written_address(stage: Stage, heard: Heard) -> None:
    said = heard(type_address(stage, {"line1": "Mill Lane", "usrn": "47000101"}).address_typed)
    stage.find.touch_button("Continue")
    assert said == [{"line1": "Mill Lane", "town": "", "postcode": "", "usrn": "47000101"}]


def test_each_wrong_line_is_named_and_can_be_followed(stage: Stage) -> None:
    errors = {"line1": "Write the house number and the street", "town": "Write the town or village"}
    type_address(stage, {"postcode": "FH1 4QT"}, errors)
    assert QApplication.focusWidget() is stage.page.alert()
    texts = stage.page.texts()
    assert [texts.count(words) for words in errors.values()] == [1, 1]
    stage.find.touch_button("Write the town or village")
    assert QApplication.focusWidget() is stage.page.field("Town or village")
