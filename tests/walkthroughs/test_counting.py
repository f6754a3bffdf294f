"""How the kiosk is used is counted by day: what ended how, and where; never who."""

from __future__ import annotations

from pathlib import Path

from canaries import assert_no_canary
from finding import wait_until
from library import Library, begin_missed_bin, give_address, open_library, report_a_missed_bin, send, stop_and_clear


def totals(library: Library) -> dict[tuple[str, str], int]:
    """Return {(page, name): total} of all days."""
    days = library.parts.store.usage.unsent("another epoch")
    found: dict[tuple[str, str], int] = {}
    for total in [total for day in days for total in day.totals]:
        found[total.page, total.name] = found.get((total.page, total.name), 0) + total.total
    return found


def test_a_report_that_was_sent_and_one_that_was_given_up(away: Path) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        send(library)
        library.kiosk.stage.choose_text_size(3)
        library.hands.touch("Finish")
        wait_until(lambda: ("", "sent") in totals(library))
        begin_missed_bin(library)
        give_address(library)
        library.hands.touch("Continue")  # without an answer
        stop_and_clear(library)
        wait_until(lambda: ("", "stopped") in totals(library))
        found = totals(library)
    assert (found["", "began"], found["", "sent"], found["", "stopped"]) == (2, 1, 1)
    assert (found["where", "reached"], found["check", "reached"]) == (2, 1)
    assert (found["which-bins", "choose-some"], found["which-bins", "ended"]) == (1, 1)
    assert found["", "text-size-3"] == 1


def test_a_visit_that_nobody_ended_timed_out(away: Path) -> None:
    with open_library(away, idle=(1, 1)) as library:
        begin_missed_bin(library)
        library.hands.see_text("Are you still there?")
        wait_until(lambda: ("", "timed-out") in totals(library))
        assert totals(library)["", "began"] == 1


def test_looking_around_without_beginning_counts_nothing(away: Path) -> None:
    with open_library(away) as library:
        library.hands.touch("Bins and recycling")
        stop_and_clear(library)
        assert totals(library) == {}


def test_what_was_looked_for_counts_by_the_councils_own_words_and_is_offered_first(away: Path) -> None:
    with open_library(away) as library:
        library.hands.touch("Search in your own words")
        library.hands.write("wasps zebedee")
        library.hands.touch("Search")
        library.hands.see("This is what we found")
        library.hands.touch("Rats, mice and wasps")
        library.hands.touch("Finish")
        wait_until(lambda: ("rats", "opened") in totals(library))
        assert totals(library) == {("rats", "opened"): 1, ("", "wasp"): 1}
        library.hands.touch("Search in your own words")
        wait_until(lambda: "Rats, mice and wasps" in library.words())
    assert_no_canary(away, ["zebedee"])
