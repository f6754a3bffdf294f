"""Saving a visit and coming back to it, as residents do; run as a program it saves one, says its code and waits."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from finding import wait_until
from library import (
    ADDRESS,
    MOBILE,
    NAME,
    Library,
    answer,
    answer_after_the_bins,
    begin_missed_bin,
    give_address,
    give_mobile_and_name,
    open_library,
)
from PySide6.QtWidgets import QLineEdit

CODE = r"\b[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]\b"
PAPER = '\n[printer]\nkind = "text"\npath = "{}"\n'
BINS = "Which bins or bags were not emptied?"
RECYCLING = "Recycling (blue bin)"
WHOSE = "Was it just yours, or the whole street?"
DAY = "Which day should it have been emptied?"
LATER = "Save and come back later"


def save(library: Library, *, way: str = "Stop") -> str:
    """Touch Save and come back later, and return the code that is shown."""
    library.hands.touch(way)
    library.hands.touch(LATER)
    library.hands.see(LATER)
    library.hands.touch("Save")
    library.hands.see("Your answers are saved here. They are not sent yet.")
    return library.hands.read(CODE)


def stop_offers_to_save(library: Library) -> bool:
    """Touch Stop, and say whether what was answered can be saved there."""
    library.hands.touch("Stop")
    library.hands.see("Stop and clear everything?")
    return library.find.has_button(LATER)


def save_and_leave(library: Library) -> str:
    code = save(library)
    library.hands.touch("Finish")
    library.hands.see_text("What you saved opens with your come-back code.")
    return code


def come_back(library: Library, code: str) -> None:
    """Go from Welcome to the answer about a come-back code."""
    library.hands.touch("Come back to something saved")
    library.hands.see("What is the code on your paper?")
    for field in library.kiosk.frame.findChildren(QLineEdit):
        field.clear()
    library.find.write(code)
    library.hands.touch("Continue")


def come_back_halfway(library: Library, code: str) -> None:
    """Come back to half of a report."""
    come_back(library, code)
    library.hands.see(WHOSE)


def tell_the_hub(library: Library) -> None:
    """Wait until the hub has every saved visit as it stands here."""
    wait_until(lambda: library.parts.store.drafts.due() == [], 15)


def leave(library: Library) -> None:
    library.hands.touch("Finish")
    library.hands.see("What do you need today?")


def half_of_a_report(library: Library) -> None:
    """Answer up to the page that asks for the bins."""
    begin_missed_bin(library)
    give_address(library)
    answer(library, BINS, RECYCLING)
    library.hands.see(WHOSE)


def save_half_of_a_report(library: Library) -> str:
    """Leave half of a report behind, and return its code."""
    half_of_a_report(library)
    return save_and_leave(library)


def the_rest_of_it(library: Library) -> None:
    answer_after_the_bins(library)
    give_mobile_and_name(library)
    library.hands.see("Check your answers")


def all_is_there(library: Library) -> None:
    """The check page says all that was answered, as soon as it is laid out."""
    wait_until(lambda: all(word in library.words() for word in (ADDRESS, RECYCLING, MOBILE, NAME)))


if __name__ == "__main__":
    with open_library(Path(sys.argv[1])) as dying:
        half_of_a_report(dying)
        print(save(dying), flush=True)
        time.sleep(60)
