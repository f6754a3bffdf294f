"""What one visit adds to the day's totals."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.council_pack import load_council_pack
from kiosk.tally import Tally
from kiosk.usage import Count, Family, Outcome
from kiosk.visit import Visit

PACK = load_council_pack()


def visit(journey: str = "missed-bin") -> Visit:
    return Visit(PACK, PACK.journeys[journey], datetime(2026, 11, 20, 10, tzinfo=PACK.zone))


def counted(tally: Tally) -> set[tuple[str, str, str, str, int]]:
    return {(it.family.value, it.name, it.journey, it.page, number) for it, number in tally.take().items()}


def test_a_page_counts_once_a_visit_and_each_refusal_counts() -> None:
    tally, bins = Tally(), visit()
    tally.began(bins, "en")
    for _ in range(3):
        tally.reached(bins, "day")
        tally.refused(bins, "day", "choose-one")
    tally.outcome(Outcome.SENT)
    assert counted(tally) == {
        ("journey", "began", "missed-bin", "", 1),
        ("journey", "sent", "missed-bin", "", 1),
        ("page", "reached", "missed-bin", "day", 1),
        ("page", "choose-one", "missed-bin", "day", 3),
    }


@pytest.mark.parametrize("outcome", [Outcome.SENT, Outcome.STOPPED])
def test_what_stands_apart_counts_without_pages_language_or_helper(outcome: Outcome) -> None:
    tally, about_you = Tally(), replace(visit("equality-monitoring"), channel="assisted")
    tally.began(about_you, "cy")
    tally.reached(about_you, "gender-now")
    tally.refused(about_you, "gender-now", "choose-one")
    tally.outcome(outcome)
    assert tally.take() == {
        Count(Family.JOURNEY, name, "equality-monitoring", "", "self", "und"): 1 for name in ("began", outcome.value)
    }


@pytest.mark.parametrize("outcome", [Outcome.STOPPED, Outcome.TIMED_OUT])
def test_a_visit_given_up_says_at_which_page(outcome: Outcome) -> None:
    tally, bins = Tally(), visit()
    tally.began(bins, "en")
    tally.reached(bins, "address")
    tally.reached(bins, "day")
    tally.outcome(outcome)
    assert ("page", "ended", "missed-bin", "day", 1) in counted(tally)


def test_a_journey_has_one_outcome() -> None:
    tally, bins = Tally(), visit()
    tally.began(bins, "en")
    tally.outcome(Outcome.SENT)
    tally.outcome(Outcome.STOPPED)
    assert {name for family, name, *_ in counted(tally) if family == "journey"} == {"began", "sent"}


def test_a_journey_left_for_another_was_stopped() -> None:
    tally = Tally()
    tally.began(visit(), "en")
    tally.began(visit("street-light"), "en")
    tally.outcome(Outcome.SENT)
    found = counted(tally)
    assert ("journey", "stopped", "missed-bin", "", 1) in found
    assert ("journey", "sent", "street-light", "", 1) in found


def test_the_language_is_the_one_the_journey_began_in() -> None:
    tally = Tally()
    tally.began(visit(), "cy")
    assert tally.take() == {Count(Family.JOURNEY, "began", "missed-bin", "", "self", "cy"): 1}


def test_what_was_taken_is_not_counted_again() -> None:
    tally = Tally()
    tally.used("listen")
    tally.used("listen")
    tally.fault("ours")
    assert counted(tally) == {("setting", "listen", "", "", 1), ("fault", "ours", "", "", 1)}
    assert counted(tally) == set()
    tally.used("listen")
    assert counted(tally) == {("setting", "listen", "", "", 1)}


def test_a_saved_journey_that_goes_on_is_not_begun_again_and_has_an_outcome_of_its_own() -> None:
    tally, bins = Tally(), visit()
    tally.began(bins, "en")
    tally.went_on(visit(), "en")  # back to the questions after saving
    tally.outcome(Outcome.SAVED)
    assert counted(tally) == {("journey", "began", "missed-bin", "", 1), ("journey", "saved", "missed-bin", "", 1)}
    tally.went_on(visit(), "cy")
    tally.outcome(Outcome.SENT)
    assert counted(tally) == {("journey", "sent", "missed-bin", "", 1)}


def test_words_of_the_council_that_were_looked_for_count_once_a_visit_and_so_does_what_they_led_to() -> None:
    tally = Tally()
    for _ in range(3):
        tally.looked_for(["bin", "tax"], [], found=True)
        tally.opened("article:bin-days")
        tally.opened("journey:missed-bin")
    tally.looked_for(["boat"], [], found=False)
    assert counted(tally) == {
        ("search", "bin", "", "", 1),
        ("search", "tax", "", "", 1),
        ("search", "boat", "", "nothing", 1),
        ("search", "opened", "", "bin-days", 1),
        ("search", "opened", "missed-bin", "", 1),
    }


@pytest.mark.parametrize("word", ["বিন", "a", "two words", "w" * 41, ""])
def test_a_word_that_no_total_can_be_named_by_is_left_out(word: str) -> None:
    tally = Tally()
    tally.looked_for([word], [word], found=True)
    assert (counted(tally), tally.take_unknown()) == (set(), set())


def test_a_word_that_no_list_knows_is_no_total_and_is_forgotten_once_taken() -> None:
    tally = Tally()
    tally.looked_for([], ["zebedee", "zebedee"], found=False)
    assert counted(tally) == set()
    assert tally.take_unknown() == {"zebedee"}
    assert tally.take_unknown() == set()
