"""A resident takes back, or adds to, what was sent: with the tracking code and one thing given the first time."""

from __future__ import annotations

from pathlib import Path

import pytest
from finding import wait_until
from library import MOBILE, Council, Library, ask_for_progress, open_library, report_a_missed_bin, send


def reported(library: Library) -> str:
    """Report a missed bin and come back to Welcome; returns the tracking code."""
    report_a_missed_bin(library)
    code = send(library)
    library.hands.see_text("The council has your report.")
    library.hands.touch("Finish")
    return code


def prove_by_phone(library: Library) -> None:
    """Answer up to what is asked after the phone number."""
    library.hands.touch("Start")
    library.hands.see("What is the tracking code?")
    library.hands.touch("Continue")  # it is filled in
    library.hands.see("What did you tell us the first time?")
    library.hands.touch("My phone number")
    library.hands.touch("Continue")
    library.hands.see("Which phone number did you give us?")
    library.find.write(MOBILE)
    library.hands.touch("Continue")


def status(council: Council, code: str) -> str:
    return str(council.command("show", code)["status"])


def test_taken_back_at_the_kiosk_it_is_stopped_at_the_council(joined: Path, council: Council) -> None:
    with open_library(joined) as library:
        code = reported(library)
        ask_for_progress(library, code)
        library.hands.touch("Take it back")
        library.hands.see("Take back what you sent")
        prove_by_phone(library)
        library.hands.see("Check your answers")
        library.hands.touch("Send")
        library.hands.see_text("The council has your request.")
        wait_until(lambda: status(council, code) == "closed")
        library.hands.touch("Finish")
        ask_for_progress(library, code)
        library.hands.see_text("Taken back, as you asked.")
        assert "Take it back" not in library.words()


def test_what_is_added_reaches_whoever_works_on_it(joined: Path, council: Council) -> None:
    with open_library(joined) as library:
        code = reported(library)
        ask_for_progress(library, code)
        library.hands.touch("Add or correct something")
        prove_by_phone(library)
        library.hands.see("What is new, or what was wrong?")
        library.find.write("It is the green bin")
        library.hands.touch("Continue")
        later = send(library)
        wait_until(lambda: any(later in step["note"] for step in council.command("show", code)["history"]))
        assert council.answers(later)["change"] == "It is the green bin"
        assert status(council, code) != "closed"


def test_back_from_the_first_page_leads_to_the_code(joined: Path) -> None:
    with open_library(joined) as library:
        code = reported(library)
        ask_for_progress(library, code)
        library.hands.touch("Take it back")
        library.hands.touch("Back")
        library.hands.see("What is the code on your paper?")


@pytest.mark.parametrize("topic", ["Bins and recycling", "Streets and parks"])
def test_they_are_not_offered_as_something_to_report(away: Path, topic: str) -> None:
    with open_library(away) as library:
        library.hands.touch(topic)
        assert "Take back what you sent" not in library.words()
