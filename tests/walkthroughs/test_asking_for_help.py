"""A sensitive journey by touch: no title above its pages, help from a partner, and what may help as well after Send."""

from __future__ import annotations

from finding import wait_until
from library import Library, send

TITLE = "Help with food or heating today"


def say(library: Library, heading: str, option: str) -> None:
    library.hands.see(heading)
    assert TITLE not in library.words()
    if option:
        library.hands.touch(option)
    library.hands.touch("Continue")


def ask_for_help(library: Library) -> None:
    """Go from Welcome to the check page: gas is off, and a text is safe."""
    library.hands.see("What do you need today?")
    library.hands.touch("Money and benefits")
    library.hands.touch(TITLE)
    library.hands.see_text("The receipt does not say what it is about.")
    library.hands.touch("Start")
    say(library, "If you have nothing for today", "")
    say(library, "What do you need?", "Gas or electricity")
    say(library, "How do you pay for gas and electricity?", "I top up, and it is off or nearly off")
    library.hands.see("How many people is it for?")
    library.hands.write("3")
    library.hands.touch("Continue")
    say(library, "Is anybody under 5, pregnant or ill?", "No")
    say(library, "What happened?", "A large bill")
    say(library, "When do you next get money?", "Next week")
    say(library, "How can we get it to you?", "I fetch it at the desk here")
    say(library, "Is it safe for us to contact you?", "Yes")
    say(library, "Which way is safe?", "Text message")
    library.hands.see("Which mobile number is safe?")
    library.hands.write("07700900123")
    library.hands.touch("Continue")
    say(library, "When is it safe?", "At any time")
    say(library, "May we say that we are the council?", "No")
    say(library, "What is your name?", "")
    library.hands.see_text("If you say yes, we share this with Citizens Advice: Mobile number")
    say(library, "Would you like free help with money as well?", "Yes")
    library.hands.see("Check your answers")
    assert TITLE not in library.words()


def test_what_may_help_as_well_comes_after_send_and_is_declined_with_one_touch(library: Library) -> None:
    ask_for_help(library)
    assert "Libraries are warm" not in library.words()
    code = send(library)
    library.hands.see_text("Libraries are warm")
    library.hands.touch("No, thank you")
    wait_until(lambda: "Libraries are warm" not in library.words(), 10)
    assert code in library.words()


def test_what_may_help_as_well_leads_there_and_takes_nothing_along(library: Library) -> None:
    ask_for_help(library)
    send(library)
    library.hands.touch("Join the library")
    library.hands.see("Join the library")
    library.hands.touch("Start")
    library.hands.see("Who is this for?")
    assert all(not visit.carried for visit in library.visits())
