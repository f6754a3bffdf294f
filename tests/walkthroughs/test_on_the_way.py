"""In the middle of a journey: change an answer, the language or the size; stop, hide, do something else."""

from __future__ import annotations

from pathlib import Path

from finding import wait_until
from library import (
    ADDRESS,
    MOBILE,
    NAME,
    POSTCODE,
    Library,
    answer,
    begin_missed_bin,
    give_address,
    open_library,
    report_a_missed_bin,
    send,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

KEPT = [ADDRESS, "Recycling (blue bin)", "Just mine", MOBILE, NAME]


def test_after_a_change_only_what_it_opened_is_asked_and_the_rest_is_kept(away: Path) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        library.hands.touch("Change: Tag or sticker")
        answer(library, "Did the crew leave a tag or sticker on it?", "Yes")
        answer(library, "What does the tag say?", "Too heavy")
        library.hands.see("Check your answers")
        assert "Too heavy" in library.words()
        assert [kept for kept in KEPT if kept not in library.words()] == []


def test_a_change_that_opens_nothing_comes_straight_back(away: Path) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        library.hands.touch("Change: Just yours, or the whole street")
        answer(library, "Was it just yours, or the whole street?", "I do not know")
        library.hands.see("Check your answers")
        assert [kept for kept in KEPT if kept not in library.words() and kept != "Just mine"] == []


def test_back_from_a_change_changes_nothing(away: Path) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        library.hands.touch("Change: How we tell you")
        library.hands.see("How should we tell you how it is going?")
        library.hands.touch("E-mail")
        library.hands.touch("Back")
        library.hands.see("Check your answers")
        assert [kept for kept in [*KEPT, "Text message"] if kept not in library.words()] == []


def test_a_contact_left_behind_is_not_sent(away: Path) -> None:
    """The mobile number belongs to a branch that was left: neither shown nor sent (R9)."""
    with open_library(away) as library:
        report_a_missed_bin(library)
        library.hands.touch("Change: How we tell you")
        answer(library, "How should we tell you how it is going?", "I do not need to be told")
        library.hands.see("Check your answers")
        assert [word for word in (MOBILE, NAME) if word in library.words()] == []


def test_language_size_and_contrast_change_in_the_middle_of_typing(away: Path) -> None:
    with open_library(away) as library:
        hands, stage = library.hands, library.kiosk.stage
        begin_missed_bin(library)
        give_address(library)
        for heading, option in (("Which bins or bags were not emptied?", "Something not listed"),):
            answer(library, heading, option)
        hands.see("What else was not emptied?")
        hands.write("purple sack")
        english = library.words()
        hands.touch("Text size")
        hands.touch("Contrast")
        hands.touch("Language")
        hands.touch("Cymraeg")
        assert typed(library) == "purple sack"
        assert library.heading == stage.language.translate("What else was not emptied?")
        assert library.heading not in english
        assert (stage.text_size, stage.language.code) == (2, "cy")
        hands.touch(stage.language.translate("Continue"))
        say = stage.language.translate
        hands.see(say("Was it just yours, or the whole street?"))
        hands.touch(say("Back"))
        hands.see(say("What else was not emptied?"))
        assert typed(library) == "purple sack"
        hands.touch(say("Language"))
        hands.touch("English")
        hands.see("What else was not emptied?")
        assert typed(library) == "purple sack"


def typed(library: Library) -> str:
    (field,) = (field for field in library.kiosk.frame.findChildren(QLineEdit) if field.isVisible())
    return field.text()


def test_nothing_chosen_in_the_list_asks_again_with_the_list_still_there(away: Path) -> None:
    with open_library(away) as library:
        begin_missed_bin(library)
        library.hands.see("What is the postcode where the bin is?")
        library.hands.write(POSTCODE)
        library.hands.touch("Find address")
        library.hands.see("Which address is it?")
        library.hands.touch("Continue")
        library.hands.see_text("Choose the address, or touch “My address is not listed”")
        assert library.heading == "Which address is it?"
        library.hands.touch(ADDRESS)
        library.hands.touch("Continue")
        library.hands.see("Which bins or bags were not emptied?")


def test_the_second_of_two_quick_touches_counts(away: Path) -> None:
    """Two places touched within the time of a double click: both are meant."""
    with open_library(away) as library:
        begin_missed_bin(library)
        give_address(library)
        library.hands.see("Which bins or bags were not emptied?")
        library.hands.touch("Rubbish (black bin)")
        library.hands.touch("Recycling (blue bin)")
        rows = {name: library.find.check(name) for name in ("Rubbish (black bin)", "Recycling (blue bin)")}
        assert all(row.isChecked() for row in rows.values())  # type: ignore[attr-defined]


def test_stop_clears_and_go_back_does_not(away: Path) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        library.hands.touch("Stop")
        library.hands.touch("Go back")
        library.hands.see("Check your answers")
        assert NAME in library.words()
        library.hands.touch("Stop")
        library.hands.touch("Stop and clear")
        library.hands.see_text("We cleared the screen.")
        begin_missed_bin(library)
        library.hands.see("What is the postcode where the bin is?")
        assert typed(library) == ""


def test_hide_covers_everything_and_one_touch_brings_it_back(away: Path) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        library.hands.touch("Hide screen")
        library.hands.see_text("This screen is hidden")
        reached = reachable(library)
        assert [word for word in (NAME, MOBILE, ADDRESS, "Check your answers") if word in "\n".join(reached)] == []
        library.find.touch_at(library.kiosk.frame, library.kiosk.frame.rect().center())
        assert NAME in library.words()
        assert library.heading == "Check your answers"


def reachable(library: Library) -> list[str]:
    """Return all that a screen reader can read, and the name of every stop of the Tab key."""
    found = library.find.all_texts()
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        interface = QAccessible.queryAccessibleInterface(focused)
        found.append(interface.text(QAccessible.Text.Name))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return found


def test_do_something_else_carries_name_and_contact(away: Path) -> None:
    """R8: what was given once in this visit is not typed again."""
    with open_library(away) as library:
        hands = library.hands
        report_a_missed_bin(library)
        send(library)
        hands.touch("Do something else")
        hands.touch("Streets and parks")
        hands.touch("Report a street light")
        hands.touch("Start")
        answer(library, "Is the light dangerous?", "No, not that I can see")
        answer(library, "Do you know the number on the post?", "No")
        hands.see("Which street is it in?")
        library.find.write("mill")
        hands.touch("Find street")
        hands.touch("Mill Lane, Fairholme")
        hands.see("What is it near?")
        library.find.write("The church gate")
        hands.touch("Continue")
        answer(library, "What is wrong with it?", "It flickers")
        answer(library, "Is it one light, or several?", "One")
        answer(library, "What kind of light is it?", "A street lamp")
        hands.see("How should we tell you how it is going?")
        assert library.find.radio("Text message").isChecked()  # type: ignore[attr-defined]
        hands.touch("Continue")
        hands.see("What is your mobile number?")
        assert typed(library) == MOBILE
        hands.touch("Continue")
        hands.see("What is your name?")
        assert typed(library) == NAME
        hands.touch("Continue")
        hands.see("Check your answers")
        hands.touch("Change: How we tell you")
        answer(library, "How should we tell you how it is going?", "Letter")
        hands.see("What is the postcode where you get letters?")
        assert typed(library) == POSTCODE
        hands.touch("Find address")
        assert library.find.radio(ADDRESS).isChecked()  # type: ignore[attr-defined]
        send_all(library)


def send_all(library: Library) -> None:
    library.hands.touch("Continue")
    library.hands.see("Check your answers")
    send(library)
    library.hands.touch("Finish")
    library.hands.see_text("We cleared the screen.")


def test_a_language_that_is_read_while_somebody_looks_for_it_appears(away: Path) -> None:
    with open_library(away) as library:
        stage = library.kiosk.stage
        wait_until(lambda: len(stage.languages) > 1)
        known = list(stage.languages.values())
        stage.take_languages(known[:1])
        library.hands.touch("Language")
        library.hands.see("Choose your language")
        stage.take_languages(known)
        library.hands.touch("Cymraeg")
        library.hands.see("Beth sydd ei angen arnoch heddiw?")
