"""Change, Back and changing one's mind: what stands on the check page is what was meant."""

from __future__ import annotations

from library import (
    ADDRESS,
    MOBILE,
    NAME,
    POSTCODE,
    Library,
    answer,
    answer_up_to_contact,
    begin_missed_bin,
    report_a_missed_bin,
    send,
    typed,
)
from PySide6.QtWidgets import QLineEdit

ROADWORKS = "FH1 1DY"
"""Weir Street, where a known problem keeps the lorries out: the journey can end there."""


def check_page(library: Library) -> list[str]:
    """Return all that the check page says."""
    library.hands.see("Check your answers")
    return library.find.all_texts()


def find_address(library: Library, postcode: str) -> None:
    """Write a postcode in place of what stands there, and see what is there."""
    for field in library.kiosk.frame.findChildren(QLineEdit):
        if field.isVisible():
            field.clear()
    library.find.write(postcode)
    library.hands.touch("Find address")


def test_back_after_a_change_that_opened_a_question_brings_the_answers_from_before(library: Library) -> None:
    report_a_missed_bin(library)
    before = check_page(library)
    library.hands.touch("Change: Tag or sticker")
    answer(library, "Did the crew leave a tag or sticker on it?", "Yes")
    library.hands.see("What does the tag say?")
    library.hands.touch("Back")
    assert check_page(library) == before
    send(library)


def test_back_after_a_change_that_led_to_an_ending_brings_the_answers_from_before(library: Library) -> None:
    report_a_missed_bin(library)
    before = check_page(library)
    library.hands.touch("Change: Address")
    library.hands.see("What is the postcode where the bin is?")
    find_address(library, ROADWORKS)
    library.hands.touch("2 Weir Street")
    library.hands.touch("Continue")
    answer(library, "Is this why your bin was not emptied?", "Yes, this is why")
    library.hands.see("We know about it. You do not need to report it.")
    library.hands.touch("Back")
    assert check_page(library) == before
    send(library)


def test_a_name_that_was_taken_out_again_is_not_offered_in_the_next_journey(library: Library) -> None:
    report_a_missed_bin(library)
    library.hands.touch("Change: Name")
    library.hands.see("What is your name?")
    assert typed(library) == NAME
    for field in library.kiosk.frame.findChildren(QLineEdit):
        if field.isVisible():
            field.clear()
    library.hands.touch("Continue")
    assert NAME not in check_page(library)
    send(library)
    library.hands.touch("Do something else")
    begin_missed_bin(library)
    library.hands.see("What is the postcode where the bin is?")
    assert typed(library) == POSTCODE, "what was not taken back is offered"
    library.hands.touch("Find address")
    library.hands.see("Which address is it?")
    library.hands.touch("Continue")
    answer_up_to_contact(library)
    answer(library, "How should we tell you how it is going?", "Text message")
    library.hands.see("What is your mobile number?")
    assert typed(library) == MOBILE
    library.hands.touch("Continue")
    library.hands.see("What is your name?")
    assert typed(library) == ""


def test_who_gets_letters_elsewhere_and_knows_no_postcode_writes_the_address_at_once(library: Library) -> None:
    """That page takes no street of the council's: a list of them would lead nowhere."""
    report_a_missed_bin(library)
    library.hands.touch("Change: How we tell you")
    answer(library, "How should we tell you how it is going?", "Letter")
    answer(library, "Should we send the letter to the same address?", "No")
    library.hands.see("What is the postcode where you get letters?")
    library.hands.touch("I do not know the postcode")
    library.hands.see("What is the address?")
    library.find.field("House number and street").setFocus()
    library.find.write("3 Harbour Steps")
    library.find.field("Town or village").setFocus()
    library.find.write("Elsewhere")
    library.hands.touch("Continue")
    assert any("3 Harbour Steps" in text for text in check_page(library))


def test_a_street_chosen_after_an_address_was_begun_wins(library: Library) -> None:
    begin_missed_bin(library)
    library.hands.see("What is the postcode where the bin is?")
    library.hands.touch("I do not know the postcode")
    library.hands.touch("My street is not here")
    library.hands.see("What is the address?")
    library.find.field("House number and street").setFocus()
    library.find.write("9 Nowhere Row")
    library.hands.touch("Continue")
    library.hands.see_text("Write the town or village")
    library.hands.touch("Back")
    library.hands.touch("I do not know the postcode")
    library.hands.see("Which street is it in?")
    library.find.write("mill")
    library.hands.touch("Find street")
    library.hands.touch("Mill Lane, Fairholme")
    library.hands.see("Which address is it?")
    assert library.find.radio(ADDRESS) is not None
    library.hands.touch("My address is not listed")
    library.hands.see("What is the address?")
    line = library.find.field("House number and street")
    assert isinstance(line, QLineEdit)
    assert line.text() == "Mill Lane"
