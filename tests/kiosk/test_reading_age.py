"""How hard a text is: by formula for enough English, by its longest sentence everywhere."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kiosk.plain_words import official_words
from kiosk.reading_age import ENOUGH_WORDS, longest_sentence, reading_age, without_names, words_in

EASY = "We will come back for your bin by Friday. Please leave it out by the kerb. " * 10
HARD = (
    "The determination of residual liability following retrospective cancellation necessitates documentary evidence. "
    "Notwithstanding administrative considerations, municipal authorities periodically reassess discretionary awards. "
) * 6


def test_easy_words_are_for_children_and_hard_ones_are_not() -> None:
    easy, hard = reading_age([EASY]), reading_age([HARD])
    assert easy is not None
    assert hard is not None
    assert easy < 8
    assert hard > 20


def test_nothing_is_said_of_a_few_words() -> None:
    assert reading_age(["Your household"]) is None
    assert reading_age([]) is None
    assert reading_age(["word " * (ENOUGH_WORDS - 1)]) is None


def test_labels_of_a_word_or_two_do_not_count() -> None:
    assert reading_age([EASY, "Text message", "E-mail", "Letter"]) == reading_age([EASY])


def test_names_that_people_must_know_do_not_count_against_a_text() -> None:
    text = "Do you get Universal Credit or Council Tax Reduction? " * 30
    plainly = reading_age([text])
    assert plainly is not None
    named = reading_age([text], ["Council Tax Reduction", "Council Tax", "Universal Credit"])
    assert named is not None
    assert named < plainly - 3
    assert without_names("A Taxi and Tax", ["Tax"], "thing") == "A Taxi and thing"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("It is due on {day}.", 5),
        ("One two. One two three! One?", 3),
        ("Daw’r criw yn ôl erbyn dydd Gwener.", 7),
        ("Numbers such as 01632 960100 are no words", 6),
    ],
)
def test_the_longest_sentence_is_counted_in_words(text: str, count: int) -> None:
    assert longest_sentence(text)[0] == count


def test_what_is_filled_in_counts_as_one_word() -> None:
    assert words_in("{where} and {day.next}") == 3


def test_the_library_is_imported_without_a_word_on_stderr() -> None:
    program = f"from kiosk.reading_age import reading_age; print(reading_age([{EASY!r}]))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("Your Exemption ends", "en", ["Exemption"]),
        ("Report fly-tipping in the highway", "en", ["fly-tipping", "highway"]),
        ("What is the reference number?", "en", ["reference number"]),
        ("We refuse to refuse refused refuse-collection", "en", ["refuse", "refuse", "refuse"]),
        ("They call it “an invoice” and ask for it", "en", []),
        ('They call it "an invoice"', "en", []),
        ("Residents, residential homes, a presumed duty", "en", []),
        ("e.g. a chair, etc. and/or a table", "en", ["e.g.", "etc", "and/or"]),
        ("Eich anfoneb a’ch cyfeirnod", "cy", ["anfoneb", "cyfeirnod"]),
        ("invoice", "cy", []),
        ("invoice", "pl", []),
        ("", "en", []),
    ],
)
def test_words_of_the_offices_are_found(text: str, code: str, found: list[str]) -> None:
    assert [official.found for official in official_words(text, code)] == found


def test_each_list_is_long_and_says_what_people_say() -> None:
    for code, least in (("en", 80), ("cy", 30)):
        from kiosk.plain_words import _list

        _, plain = _list(code)
        assert len(plain) >= least
        suggested = [words for words in plain.values() if words]
        assert len(suggested) > least * 0.9
        assert [words for words in suggested if any(official_words(words, code))] == []
