"""Somebody looks for an answer in their own words, reads it, and leaves nothing of it behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from canaries import assert_no_canary
from library import ADDRESS, POSTCODE, Library, open_library, stop_and_clear

from screens.search_screen import SearchScreen

WELCOME = "What do you need today?"
BIN_DAYS = "When are my bins emptied?"


def look_for(library: Library, text: str) -> None:
    library.hands.touch("Search in your own words")
    library.hands.see("What are you looking for?")
    library.hands.write(text)


def test_what_fits_stands_there_while_somebody_types_and_leads_to_the_day_of_their_bins(away: Path) -> None:
    with open_library(away) as library:
        look_for(library, "bin da")
        library.hands.touch(BIN_DAYS)
        library.hands.see(BIN_DAYS)
        library.hands.touch("Look up my address")
        library.hands.see("What is your postcode?")
        library.hands.write(POSTCODE)
        library.hands.touch("Find address")
        library.hands.see("Which address is it?")
        library.hands.touch(ADDRESS)
        library.hands.touch("Continue")
        library.hands.see(BIN_DAYS)
        library.hands.see_text("14 Mill Lane, Fairholme")
        assert library.names_a_day()
        library.hands.touch("Back")
        library.hands.see("What are you looking for?")
        library.hands.see_text(BIN_DAYS)


def test_what_can_be_read_about_a_topic_is_two_touches_away_and_back_leads_the_same_way(away: Path) -> None:
    with open_library(away) as library:
        library.hands.touch("Bins and recycling")
        library.hands.touch("Read about it")
        library.hands.see_text("Touch what you want to read about.")
        library.hands.touch(BIN_DAYS)
        library.hands.see(BIN_DAYS)
        library.hands.touch("Back")
        library.hands.see_text("Touch what you want to read about.")
        library.hands.touch("Back")
        library.hands.see_text("Touch what you want to do.")
        library.hands.touch("Read about it")
        library.hands.touch(BIN_DAYS)
        library.hands.touch("Finish")
        library.hands.see(WELCOME)


def test_a_slip_is_forgiven_and_said(away: Path) -> None:
    with open_library(away) as library:
        look_for(library, "councel tax")
        library.hands.touch("Search")
        library.hands.see("This is what we found")
        library.hands.see_text("Showing results for council tax.")
        library.hands.touch("Council tax bands and what they cost")
        library.hands.see("Council tax bands and what they cost")
        library.hands.touch("Back")
        library.hands.see("This is what we found")
        library.hands.touch("Search again")
        library.hands.see("What are you looking for?")
        library.hands.see_text("Asked most")


def test_with_nothing_found_somebody_helps(away: Path) -> None:
    with open_library(away) as library:
        look_for(library, "qqqqqq")
        library.hands.touch("Search")
        library.hands.see("We did not find that")
        library.hands.touch("See someone")
        library.hands.touch("Back")
        library.hands.see(WELCOME)


def test_a_journey_that_was_found_begins(away: Path) -> None:
    with open_library(away) as library:
        look_for(library, "missed refuse")
        library.hands.touch("Report a missed bin")
        library.hands.see("Report a missed bin")
        library.hands.see_text("What you need")


def test_what_was_found_turns_welsh_with_the_page(away: Path) -> None:
    with open_library(away) as library:
        look_for(library, "nappies")
        library.hands.see_text("Nappies")
        library.hands.touch("Language")
        library.hands.touch("Cymraeg")
        library.hands.see("Am beth ydych chi’n chwilio?")
        library.hands.touch("Cewynnau")
        library.hands.see("Ble mae’n mynd")
        library.hands.touch("Gweld y rhestr gyfan, A i Y")
        library.hands.see("Ailgylchu o A i Y")


def test_nothing_of_what_was_looked_for_stays(away: Path) -> None:
    with open_library(away) as library:
        look_for(library, "zebedeequill")
        library.hands.wait(0.3)
        stop_and_clear(library)
        library.hands.see(WELCOME)
        library.hands.touch("Search in your own words")
        library.hands.see_text("Asked most")
        assert "zebedeequill" not in library.words()
    assert_no_canary(away, ["zebedeequill"])


def test_a_page_of_what_was_found_takes_nobody_away_from_where_they_went_meanwhile(away: Path) -> None:
    with open_library(away) as library:
        look_for(library, "bin da")
        library.hands.see_text(BIN_DAYS)
        ask_and(library, lambda screen: screen.chosen.emit("article:bin-days"))
        assert library.heading == BIN_DAYS
        library.hands.touch("Back")
        library.hands.see("What are you looking for?")
        ask_and(library, lambda screen: screen.back_touched())
        assert library.heading == WELCOME


def ask_and(library: Library, go: Callable[[SearchScreen], None]) -> None:
    """Ask for a page of what fits and go elsewhere before the answer comes: no event is handled in between."""
    screen = library.kiosk.frame.screen_shown
    assert isinstance(screen, SearchScreen)
    screen.next_touched()
    go(screen)
    library.hands.wait(0.3)
