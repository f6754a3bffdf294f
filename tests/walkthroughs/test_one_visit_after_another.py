"""One resident after another at the same kiosk: nothing of the first reaches the second."""

from __future__ import annotations

import threading

import pytest
from library import (
    Library,
    begin_missed_bin,
    give_address,
    report_a_missed_bin,
    send,
    stop_and_clear,
    typed,
)

from offline.store import Store

CLEARED = "We cleared the screen. Nobody can see your answers here."
SENT = "What you sent is safe."
IDLE = (1, 1)


def cleared(library: Library) -> str:
    """Wait until it was left alone for long enough; return what Welcome says."""
    library.hands.see_text(CLEARED)
    assert library.heading == "What do you need today?"
    return library.words()


def nothing_is_left(library: Library) -> bool:
    """Begin as the next resident does, and see whether anything is offered that somebody else gave."""
    before = library.visits()
    begin_missed_bin(library)
    library.hands.see("What is the postcode where the bin is?")
    return before == [] and typed(library) == "" and all(not visit.carried for visit in library.visits())


def test_after_send_and_a_look_at_something_else_the_kiosk_left_alone_forgets_name_phone_and_address(
    library: Library,
) -> None:
    report_a_missed_bin(library)
    send(library)
    library.hands.touch("Do something else")
    library.hands.touch("Bins and recycling")
    library.hands.touch("Back")
    library.hands.see("What do you need today?")
    assert any(visit.carried for visit in library.visits()), "it is still the same resident"
    assert SENT in cleared(library)
    assert nothing_is_left(library)


def test_back_out_of_a_journey_and_gone_leaves_nothing(library: Library) -> None:
    begin_missed_bin(library)
    give_address(library)
    library.hands.see("Which bins or bags were not emptied?")
    for page in (
        "What is the postcode where the bin is?",
        "Report a missed bin",
        "Bins and recycling",
        "What do you need today?",
    ):
        library.hands.touch("Back")
        library.hands.see(page)
    assert SENT not in cleared(library)
    assert nothing_is_left(library)


def test_back_from_see_someone_returns_to_the_page_that_asked_for_help(library: Library) -> None:
    begin_missed_bin(library)
    give_address(library)
    library.hands.see("Which bins or bags were not emptied?")
    library.hands.touch("Recycling (blue bin)")
    library.hands.touch("Get help")
    library.hands.touch("See someone")
    library.hands.see("See someone")
    library.hands.touch("Back")
    library.hands.see("Get help")
    library.hands.touch("Close")
    library.hands.see("Which bins or bags were not emptied?")
    assert library.find.check("Recycling (blue bin)").isChecked()  # type: ignore[attr-defined]


def test_a_page_about_help_that_somebody_left_open_is_cleared_too(library: Library) -> None:
    library.hands.touch("I need help today")
    library.hands.touch("I am not safe at home")
    library.hands.see_text("They will believe you.")
    library.hands.see_text("Are you still there?")
    assert "They will believe you." not in cleared(library)
    assert not library.kiosk.frame.covered


def test_a_journey_that_the_disk_answers_too_late_does_not_open(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answer = threading.Event(), threading.Event()

    def slow(_store: Store) -> bool:
        asked.set()
        return answer.wait(20)

    monkeypatch.setattr(Store, "room_for_a_journey", slow)
    library.hands.touch("Bins and recycling")
    library.hands.touch("Report a missed bin")
    assert asked.wait(5)
    stop_and_clear(library)
    answer.set()
    library.hands.wait(0.4)
    assert library.heading == "What do you need today?"
    assert CLEARED in library.words()


def test_only_whoever_sent_something_is_told_that_it_is_safe(library: Library) -> None:
    report_a_missed_bin(library)
    send(library)
    library.hands.touch("Do something else")
    library.hands.touch("Bins and recycling")
    stop_and_clear(library)
    assert f"{CLEARED} {SENT}" in library.words()
    begin_missed_bin(library)
    stop_and_clear(library)
    assert CLEARED in library.words()
    assert SENT not in library.words()
