"""An address on real screens, of people who have none, keep it back, or stay with somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from stage import settle
from stepped import Stepped, stepping

from kiosk.app.address_steps import AddressSteps
from kiosk.council_pack import CouncilPack
from kiosk.journey_pages import Page


def asked(*allow: str) -> Page:
    return Page(id="where", kind="address", ask="Where do you live?", short="Address", allow=list(allow))


EVERY = asked("listed", "typed", "street", "care-of", "no-fixed", "withheld")


@pytest.fixture
def home(pack: CouncilPack, qapp: QApplication) -> Iterator[tuple[Stepped, AddressSteps]]:
    with stepping(pack, [EVERY]) as on:
        steps = AddressSteps(on.stage)
        on.listen(steps)
        steps.begin(on.visit, EVERY, None)
        yield on, steps


def test_no_fixed_address_is_an_answer_and_says_where_if_one_likes(home: tuple[Stepped, AddressSteps]) -> None:
    on, steps = home
    on.touch("I have no fixed address")
    assert on.heading() == "Where are you mostly?"
    on.find.write("the library")
    on.touch("Continue")
    steps.begin(on.visit, EVERY, None)
    on.touch("I have no fixed address")
    on.touch("Continue")
    assert on.answers == [{"none": "no-fixed", "near": "the library"}, {"none": "no-fixed"}]


def test_an_address_is_kept_back_with_one_touch_or_with_keys_alone(home: tuple[Stepped, AddressSteps]) -> None:
    on, steps = home
    on.touch("I do not want to say it here")
    steps.begin(on.visit, EVERY, None)
    on.find.button("I do not want to say it here").setFocus()
    on.find.key(Qt.Key.Key_Return)
    settle()
    assert on.answers == [{"none": "withheld"}] * 2


@pytest.mark.parametrize(("whose", "more"), [("Mair Jones", {"care_of": "Mair Jones"}), ("", {}), ("  ", {})])
def test_a_listed_address_may_be_somebodys(
    home: tuple[Stepped, AddressSteps], pack: CouncilPack, whose: str, more: dict[str, Any]
) -> None:
    on, _ = home
    [house, *_] = pack.gazetteer.at_postcode("FH1 4QT")
    on.find.write("FH1 4QT")
    on.touch("Find address")
    on.page.radio(house.first_line).setFocus()
    on.find.key(Qt.Key.Key_Space)
    on.touch("Continue")
    assert on.heading() == "Whose home is it?"
    on.find.write(whose)
    on.touch("Continue")
    assert on.answers == [{"uprn": house.uprn, **more}]


def test_what_is_too_long_is_said_and_stays(home: tuple[Stepped, AddressSteps]) -> None:
    on, _ = home
    on.touch("I have no fixed address")
    on.page.field("Where are you mostly?").setText("x" * 201)  # type: ignore[attr-defined]
    on.touch("Continue")
    assert on.answers == []
    assert "Make it shorter: 200 letters at most" in " ".join(on.page.all_texts())
    on.touch("Back")
    assert on.heading() == "Where do you live?"


def test_what_was_said_before_is_there_again(home: tuple[Stepped, AddressSteps]) -> None:
    on, steps = home
    steps.begin(on.visit.answer("where", {"none": "no-fixed", "near": "the library"}), EVERY, None)
    on.touch("I have no fixed address")
    assert on.page.field("Where are you mostly?").text() == "the library"  # type: ignore[attr-defined]


def test_where_the_page_wants_an_address_no_other_way_is_offered(pack: CouncilPack, qapp: QApplication) -> None:
    plain = asked()
    with stepping(pack, [plain]) as on:
        AddressSteps(on.stage).begin(on.visit, plain, None)
        assert not on.find.has_button("I have no fixed address")
        assert not on.find.has_button("I do not want to say it here")
