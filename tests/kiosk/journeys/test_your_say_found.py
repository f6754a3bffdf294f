"""Words that people use for complaints, thanks and questions, in both languages: each finds its journey."""

from __future__ import annotations

import pytest
from sample_knowledge import demo_knowledge


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("complain", "complaint"),
        ("rude staff", "complaint"),
        ("ombudsman", "complaint"),
        ("cwyno", "complaint"),
        ("thank you", "compliment"),
        ("well done", "compliment"),
        ("diolch", "compliment"),
        ("interpreter", "interpreter"),
        ("sign language", "interpreter"),
        ("braille", "interpreter"),
        ("cyfieithydd", "interpreter"),
        ("foi", "freedom-of-information"),
        ("freedom of information", "freedom-of-information"),
        ("rhyddid gwybodaeth", "freedom-of-information"),
        ("my councillor", "councillor-enquiry"),
        ("cynghorydd", "councillor-enquiry"),
        ("feedback", "feedback"),
        ("suggestion", "feedback"),
        ("adborth", "feedback"),
    ],
)
def test_what_people_ask_finds_it_among_the_first_three(asked: str, wanted: str) -> None:
    assert wanted in [hit.id for hit in demo_knowledge().finder.find(asked).hits[:3]]
