"""Easy words are chosen for one visit: they hold on the way, on the check page, and are forgotten at its end."""

from __future__ import annotations

from library import (
    Library,
    begin_missed_bin,
    give_address,
    report_a_missed_bin,
)

CHOICE = "Easy words and pictures"


def begin_in_easy_words(library: Library) -> None:
    library.hands.touch("Bins and recycling")
    library.hands.touch("Report a missed bin")
    library.hands.see("Report a missed bin")
    library.find.touch(library.find.check(CHOICE))
    library.hands.see_text("The day we should have come.")
    library.hands.touch("Start")


def test_they_hold_from_the_page_where_they_are_chosen_in_either_language(library: Library) -> None:
    begin_in_easy_words(library)
    library.hands.see("Where is the bin?")
    library.kiosk.stage.choose_language("cy")
    library.hands.see("Ble mae’r bin?")


def test_they_can_be_changed_on_the_way_and_what_is_answered_stays(library: Library) -> None:
    begin_missed_bin(library)
    give_address(library)
    library.hands.see("Which bins or bags were not emptied?")
    library.kiosk.stage.choose_words("easy")
    library.hands.see("What did we not take?")
    library.kiosk.stage.choose_words("usual")
    library.hands.see("Which bins or bags were not emptied?")


def test_the_check_page_and_what_follows_are_in_easy_words(library: Library) -> None:
    report_a_missed_bin(library)
    assert library.heading == "Check your answers"
    library.kiosk.stage.choose_words("easy")
    library.hands.see_text("Only mine")


def test_the_next_resident_reads_the_usual_words(library: Library) -> None:
    begin_in_easy_words(library)
    library.kiosk.forget_everything()
    assert library.kiosk.stage.as_usual
    begin_missed_bin(library)
    library.hands.see("What is the postcode where the bin is?")
