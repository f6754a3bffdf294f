"""Sentences with numbers and addresses in them, as they are heard."""

import pytest

from accessibility.speech.running_text import page_speech, spoken_text
from kiosk.language import PRODUCT_CATALOGUES, Language, load_language

ENGLISH = Language()


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("For example 07700 900123", "For example 0 7 7 0 0, 9 0 0, 1 2 3"),
        ("Call 01632 960112.", "Call 0 1 6 3 2, 9 6 0, 1 1 2."),
        ("Text 60100 now", "Text 6 0 1 0 0 now"),
        ("If someone is hurt, call 999.", "If someone is hurt, call 9 9 9."),
        ("We found 23 addresses at FH1 4QT.", "We found 23 addresses at F, H, 1. 4, Q, T."),
        ("A call with an interpreter: 999bsl.co.uk", "A call with an interpreter: 9 9 9 bsl dot co dot uk"),
        ("Open 8–5 and 8:30 – 12:45", "Open 8 to 5 and 8:30 to 12:45"),
        ("Pay £16,000 or £1.50 or £1.00 or £2.", "Pay 16,000 pounds or 1 pound 50 or 1 pound or 2 pounds."),
        ("Pounds (£)", "Pounds"),
        ("Streets & parks", "Streets and parks"),
        ("See fairholme.example/bsl.", "See fairholme dot example slash bsl."),
        ("For example name@example.org", "For example name at example dot org"),
        ("It looks like FC-7KD4-N9WH-3.", "It looks like F, C. dash. 7, K, D, 4. dash. N, 9, W, H. dash. 3."),
    ],
)
def test_numbers_and_addresses_in_a_sentence_are_told(written: str, heard: str) -> None:
    assert spoken_text(written, ENGLISH) == heard


@pytest.mark.parametrize(
    "words",
    [
        "It was due on Friday 20 November 2026.",
        "Our crews work until 6 in the evening. Please leave it out.",
        "Open: Monday to Friday, 8:30 to 5",
        "For example 14 or L207",
        "1 Mill Lane, Fairholme",
        "Question 3 of 14",
        "Write your e-mail address",
        "1234 people",
        "Call: 0 1 6 3 2, 9 6 0, 1 0 0",
        "F, C. dash. 7, K, D, 4. dash. N, 9, W, H. dash. 3.",
    ],
)
def test_other_words_and_numbers_are_read_as_they_stand(words: str) -> None:
    assert spoken_text(words, ENGLISH) == words


def test_marks_that_keep_the_order_of_a_sentence_are_not_said() -> None:
    arabic = load_language("ar")
    sentence = arabic.translate("Text: {number}", number="07700 900123")
    assert "\u2068" in sentence
    assert spoken_text(sentence, arabic) == spoken_text(f"رسالة نصية: {'07700 900123'}", arabic)


def test_sentences_of_every_script_end_once() -> None:
    assert page_speech(["ما اسمك؟", "یہ مفت ہے۔", "টাকা লাগে না।", "نعم"], ENGLISH).split("\n\n") == [
        "ما اسمك؟",
        "یہ مفت ہے۔",
        "টাকা লাগে না।",
        "نعم.",
    ]


def test_a_page_is_one_text_with_a_pause_after_each_part() -> None:
    assert page_speech(["Bins", " Was it\n out? ", "", "Option 1 of 2: Yes"], ENGLISH) == (
        "Bins.\n\nWas it out?\n\nOption 1 of 2: Yes."
    )


def test_an_empty_page_says_nothing() -> None:
    assert page_speech(["", "  "], ENGLISH) == ""


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("What is PIP?", "What is P I P?"),
        ("PIP, a PIPE and PIPs", "P I P, a PIPE and PIPs"),
        ("Ask the CAB.", "Ask the Citizens Advice."),
        ("We say CAB+", "We say the plus scheme"),
    ],
)
def test_a_council_says_how_its_own_words_are_told(written: str, heard: str) -> None:
    said = {"PIP": "P I P", "CAB": "Citizens Advice", "CAB+": "the plus scheme"}
    assert spoken_text(written, ENGLISH, said) == heard
    assert page_speech([written], ENGLISH, said).rstrip(".") == heard.rstrip(".")


def test_amounts_are_told_in_welsh() -> None:
    welsh = load_language("cy", [PRODUCT_CATALOGUES])
    assert spoken_text("£1 £2 £3 £6 £10.50 8–5", welsh) == "1 bunt 2 bunt 3 punt 6 phunt 10 punt 50 8 i 5"
