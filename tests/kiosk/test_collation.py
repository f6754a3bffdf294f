"""Words in the order of their language's alphabet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.collation import first_letter, sort_key


@pytest.mark.parametrize(
    ("code", "ordered"),
    [
        ("en", ["2 bins", "Bins", "élan", "Élan vital", "eleven", "Zoo"]),
        ("en", ["Don't", "dont know", "Door"]),
        ("cy", ["Cwpan", "Chwyn", "Dail", "Ddoe", "Lamp", "Llestri", "Mêl", "Rwber", "Rhaw", "Sgip", "Tân", "Thus"]),
        ("cy", ["ŵy", "wyth"]),
        ("pl", ["adres", "ątek", "cena", "ćma", "Lampa", "łóżko", "mandat", "sól", "świeca", "zoo", "źle", "żal"]),
        ("ro", ["an", "ăla", "âșa", "ban", "sac", "școală", "tren", "țară"]),
        ("ar", ["إيجار", "بلدية", "تصريح", "شارع", "قمامة", "مكتبة", "يوم"]),
        ("ar", ["قمامة", "Blue Badge"]),
        ("xx", ["a", "b", "c"]),
    ],
)  # fmt: skip
def test_words_stand_in_the_order_of_the_alphabet(code: str, ordered: list[str]) -> None:
    mixed = ordered[1::2] + ordered[::2]
    assert sorted(mixed, key=lambda word: sort_key(word, code)) == ordered


@pytest.mark.parametrize(
    ("text", "code", "letter"),
    [
        ("Books", "en", "B"),
        ("Chwyn", "cy", "Ch"),
        ("Chwyn", "en", "C"),
        ("Llestri", "cy", "Ll"),
        ("Ŵy", "cy", "W"),
        ("łóżko", "pl", "Ł"),
        ("łóżko", "en", "Ł"),
        ("école", "pl", "E"),
        ("أثاث", "ar", "ا"),
        ("3 sacks", "en", "3"),
        ("", "en", ""),
    ],
)
def test_a_word_stands_under_its_letter(text: str, code: str, letter: str) -> None:
    assert first_letter(text, code) == letter


@given(st.lists(st.text(max_size=12), max_size=6), st.sampled_from(["en", "cy", "pl", "ro", "ar", "bn"]))
def test_any_texts_have_one_order_whatever_order_they_came_in(texts: list[str], code: str) -> None:
    def ordered(found: list[str]) -> list[str]:
        return sorted(found, key=lambda text: sort_key(text, code))

    assert ordered(texts) == ordered(texts[::-1])
