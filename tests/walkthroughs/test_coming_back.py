"""Coming back where it was saved: with the code, with a wrong one, in Welsh, and after it was sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from finding import wait_until
from library import open_library, report_a_missed_bin, send
from saved_visits import (
    CODE,
    all_is_there,
    come_back,
    come_back_halfway,
    half_of_a_report,
    leave,
    save_and_leave,
    save_half_of_a_report,
    the_rest_of_it,
)

from kiosk.comeback_code import new_code
from kiosk.errors import NotStoredError
from kiosk.protocols import NotStored
from kiosk.submission import Prepared


def test_what_is_saved_opens_here_as_it_was_and_goes_on(away: Path) -> None:
    with open_library(away) as library:
        code = save_half_of_a_report(library)
        assert library.visits() == []
        come_back_halfway(library, code)
        the_rest_of_it(library)
        all_is_there(library)
        send(library)


def test_after_sending_its_code_opens_nothing(away: Path) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        code = save_and_leave(library)
        come_back(library, code)
        library.hands.see("Check your answers")
        all_is_there(library)
        send(library)
        library.hands.touch("Finish")
        library.hands.see_text("What you sent is safe.")
        come_back(library, code)
        library.hands.see("You have sent this already")
        leave(library)


def test_send_that_was_refused_ends_the_saved_visit_when_it_is_tried_again(
    away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        code = save_and_leave(library)
        come_back(library, code)
        library.hands.see("Check your answers")
        store = library.parts.store

        def refuse(_prepared: Prepared) -> None:
            raise NotStoredError(NotStored.DISK_FULL)

        with monkeypatch.context() as patch:
            patch.setattr(store, "put", refuse)
            library.hands.touch("Send")
            library.hands.see_text("Try again")
        library.hands.touch("Try again")
        library.hands.see_text("Stored safely here")
        library.hands.touch("Finish")
        come_back(library, code)
        library.hands.see("You have sent this already")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write the code from your paper"),
        ("7KD4", "Part of the code is missing. It has at least 11 letters and numbers"),
        ("7KD4-N9WH-3FXR", "One letter or number is wrong, missing or too many."),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong_with_it(away: Path, typed: str, said: str) -> None:
    with open_library(away) as library:
        come_back(library, typed)
        library.hands.see_text(said)


def test_a_slip_in_the_code_is_found_before_anything_is_looked_up(away: Path) -> None:
    with open_library(away) as library:
        code = save_half_of_a_report(library)
        wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
        come_back(library, wrong)
        library.hands.see_text("One letter or number is not right. Check it with your paper")
        library.hands.touch("Back")
        come_back_halfway(library, code.lower().replace("-", " "))


def test_a_code_that_opens_nothing_here_is_told_where_to_go_while_the_hub_is_away(away: Path) -> None:
    with open_library(away) as library:
        come_back(library, new_code())
        library.hands.see("It is not saved at this kiosk")
        library.hands.see_text("this kiosk cannot reach the council just now.")


def test_what_was_saved_in_welsh_comes_back_in_welsh(away: Path) -> None:
    with open_library(away) as library:
        half_of_a_report(library)
        library.kiosk.stage.choose_language("cy")
        library.hands.touch("Stopio")
        library.hands.touch("Cadw a dod yn ôl yn nes ymlaen")
        library.hands.touch("Cadw")
        library.hands.see("Mae eich atebion wedi’u cadw yma. Nid ydynt wedi’u hanfon eto.")
        code = library.hands.read(CODE)
        library.hands.touch("Gorffen")
        library.hands.see("What do you need today?")
        come_back(library, code)
        wait_until(lambda: library.kiosk.stage.language.code == "cy")
