"""The search finds what people mean, in their words and with their slips, and answers any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_knowledge import demo_knowledge

from kiosk.search.finder import Finder
from kiosk.search.index import Entry
from kiosk.search.spelling import Speller, distance, sound_of
from kiosk.search.synonyms import Synonyms
from kiosk.search.words import asked_words, folded, stem, unmutated, words_of

FEW = Finder(
    [
        Entry("journey", "missed-bin", ("Report a missed bin", "Rhoi gwybod am fin"), body="Your bin was not emptied"),
        Entry("article", "council-tax", ("Council tax bands",), ("how much",), "What a band costs in a year"),
        Entry("article", "blue-badge", ("Blue Badge",), body="A badge to park near shops"),
        Entry("item", "nappies", ("Nappies",), ("diapers",)),
    ],
    Synonyms([("rubbish", "bin"), ("refuse", "bin"), ("poll tax", "council tax"), ("disabled badge", "blue badge")]),
)


def found(text: str, *, typing: bool = False) -> list[str]:
    return [entry.id for entry in FEW.find(text, typing=typing).hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("bin", "missed-bin"),
        ("bins", "missed-bin"),
        ("BIN!", "missed-bin"),
        ("refuse", "missed-bin"),
        ("rubbish", "missed-bin"),
        ("what do I do about my bin", "missed-bin"),
        ("poll tax", "council-tax"),
        ("councel tax", "council-tax"),
        ("how much", "council-tax"),
        ("blew badge", "blue-badge"),
        ("disabled badge", "blue-badge"),
        ("nappy", "nappies"),
        ("diapers", "nappies"),
        ("emptied", "missed-bin"),
    ],
)
def test_words_find_what_they_mean(text: str, first: str) -> None:
    assert found(text)[:1] == [first]


@pytest.mark.parametrize(("text", "first"), [("co", "council-tax"), ("counc", "council-tax"), ("napp", "nappies"),
                                             ("rubb", "missed-bin"), ("counsi", "council-tax")])  # fmt: skip
def test_a_word_that_is_being_typed_finds_already(text: str, first: str) -> None:
    assert found(text, typing=True)[:1] == [first]


def test_a_word_that_ended_is_no_beginning_of_another() -> None:
    assert found("co ") == []


@pytest.mark.parametrize("text", ["", " ", "a", "?", "\0", "b"])
def test_less_than_two_letters_find_nothing(text: str) -> None:
    assert FEW.find(text, typing=True).hits == ()


def test_what_was_looked_for_instead_is_told() -> None:
    assert FEW.find("councel tax").instead == "council tax"


def test_a_word_with_hits_is_never_put_right() -> None:
    assert FEW.find("band").instead == ""


def test_a_mutation_is_no_slip() -> None:
    sought = FEW.find("min")
    assert [entry.id for entry in sought.hits] == ["missed-bin"]


def test_without_hits_what_comes_near_is_offered() -> None:
    sought = FEW.find("nappiecakes")
    assert sought.hits == ()
    assert [entry.id for entry in sought.nearest] == ["nappies"]


def test_a_list_of_things_hides_nothing_else() -> None:
    things = [Entry("item", f"bottle-{n}", (f"Bottle {n}",)) for n in range(20)]
    finder = Finder([*things, Entry("article", "glass", ("Where a bottle goes",))], Synonyms([]))
    kinds = [entry.kind for entry in finder.find("bottle").hits]
    assert (kinds.count("item"), kinds.count("article")) == (3, 1)


def test_with_few_hits_what_is_related_to_them_follows() -> None:
    entries = [Entry("article", "one", ("Allotments",), related=("two", "gone")), Entry("article", "two", ("Parks",))]
    assert [entry.id for entry in Finder(entries, Synonyms([])).find("allotment").hits] == ["one", "two"]


@pytest.mark.parametrize("text", ['"', "AND", "bin OR", "NEAR(bin", "title:bin", "bin*", "-bin", "^bin", "' OR 1=1"])
def test_nothing_of_a_text_is_taken_for_a_command(text: str) -> None:
    FEW.find(text)
    FEW.find(text, typing=True)


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    assert len(FEW.find(text).hits) <= 8
    assert len(FEW.find(text, typing=True).hits) <= 8


@pytest.mark.parametrize("text", ["a" * 1_000_000, "bin " * 300_000, "é" * 100_000, "বিন" * 10_000, "🗑" * 1000])
def test_a_text_of_any_length_and_script_is_answered(text: str) -> None:
    FEW.find(text, typing=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't", ["dont"]),
        ("Don’t", ["dont"]),
        ("wi-fi", ["wi", "fi"]),
        ("Tŷ Mawr", ["ty", "mawr"]),
        ("SŴN", ["swn"]),
        ("straße", ["strasse"]),
        ("ﬁne", ["fine"]),
        ("a_b", ["a", "b"]),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_words_that_every_question_has_are_left_out_unless_there_are_no_others() -> None:
    assert asked_words("How do I pay my rent?") == ["pay", "rent"]
    assert asked_words("what can I do") == ["what", "can", "i", "do"]


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [("bins", "bin"), ("batteries", "battery"), ("boxes", "box"), ("buses", "buse"), ("glass", "glass"),
     ("gas", "gas"), ("bus", "bus"), ("bws", "bws"), ("ties", "tie"), ("switches", "switch")],
)  # fmt: skip
def test_plurals_are_taken_back(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


@pytest.mark.parametrize(
    ("word", "origin"),
    [("fin", "bin"), ("min", "bin"), ("dreth", "treth"), ("threth", "treth"), ("fws", "bws"), ("ofal", "gofal"),
     ("nghyngor", "cyngor"), ("lyfrgell", "llyfrgell"), ("mhlant", "plant"), ("rent", "rhent")],
)  # fmt: skip
def test_welsh_words_are_known_by_their_first_letters(word: str, origin: str) -> None:
    assert origin in unmutated(word)


@pytest.mark.parametrize(
    ("typed", "known", "slips"),
    [("", "", 0), ("bin", "bin", 0), ("bni", "bin", 1), ("bn", "bin", 1), ("binn", "bin", 1), ("ban", "bin", 1),
     ("repare", "repair", 2), ("abc", "xyz", 3)],
)  # fmt: skip
def test_slips_are_counted(typed: str, known: str, slips: int) -> None:
    assert distance(typed, known) == slips


@pytest.mark.parametrize(("one", "other"), [("blew", "blue"), ("fone", "phone"), ("nife", "knife"), ("kwik", "quick")])
def test_words_that_sound_alike_are_alike(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


def test_titles_come_before_texts_when_both_are_as_near() -> None:
    assert Speller(["repair"], ["repaid"]).nearest("repai") == "repair"


@pytest.mark.parametrize("word", ["", "x", "xy", "qqqqqqqq"])
def test_what_is_near_nothing_stays_as_it_is(word: str) -> None:
    assert Speller(["council", "bin"], []).nearest(word) == ""


@given(st.text(alphabet="abcdefghij", min_size=3, max_size=12), st.text(alphabet="abcdefghij", max_size=12))
def test_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)


@pytest.mark.parametrize(
    ("words", "also"),
    [
        (["dustbin"], []),
        (["refuse"], ["bin", "rubbish", "refuse"]),
        (["poll", "tax"], ["council", "tax", "poll", "tax"]),
        (["badge"], []),  # it stands in two groups, and opens none
    ],
)
def test_a_word_opens_the_group_that_it_alone_belongs_to(words: list[str], also: list[str]) -> None:
    synonyms = Synonyms([("rubbish", "bin"), ("refuse", "bin"), ("poll tax", "council tax"),
                         ("badge", "blue badge"), ("badge", "taxi")])  # fmt: skip
    assert synonyms.also(words) == also


def test_the_demo_council_finds_through_its_own_words() -> None:
    finder = demo_knowledge().finder
    assert "missed-bin" in [entry.id for entry in finder.find("refuse not collected").hits]
