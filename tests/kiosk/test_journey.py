import contextlib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.answers import KINDS
from kiosk.errors import ConfigError
from kiosk.journey import Journey, load_journey
from kiosk.journey_pages import Kind

BENCH = """id = "bench"
version = 1
title = "Report a broken bench"
topic = "streets-and-parks"
contact_type = "CM004"
service = 582
interaction = 17
minutes = 2
need = ["The name of the park"]
privacy = ["One.", "Two.", "Three."]
standard = { working_days = 10 }

[[next]]
dated = "We will look at it by {due}."
undated = "We will look at it within {standard} of the council getting this."

[[page]]
id = "park"
kind = "text"
ask = "Which park is it in?"
short = "Park"

[[page]]
id = "wrong"
kind = "choice"
ask = "What is wrong with it?"
short = "What is wrong"

[page.options]
loose = "It is loose"
gone = "It is gone"

[[page]]
id = "stop"
kind = "ending"
when = { wrong = { is = "gone" } }
ask = "We took it away"
outcome = "answered"
"""


def _load(folder: Path, text: str = BENCH, name: str = "bench.toml") -> Journey:
    (folder / name).write_text(text, encoding="utf-8")
    return load_journey(folder / name)


def test_a_journey_is_read_with_its_pages_in_order(tmp_path: Path) -> None:
    journey = _load(tmp_path)
    assert [page.id for page in journey.page] == ["park", "wrong", "stop"]
    assert [page.id for page in journey.questions] == ["park", "wrong"]
    assert journey.page_named("wrong").options == {"loose": "It is loose", "gone": "It is gone"}
    assert (journey.noun, journey.languages, journey.for_whom) == ("report", [], ["self"])


def test_two_journeys_do_not_share_their_defaults(tmp_path: Path) -> None:
    other = _load(tmp_path, BENCH + "\n# the words of another file")
    assert _load(tmp_path).languages is not other.languages


def test_a_page_that_is_not_there_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        _load(tmp_path).page_named("nowhere")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('id = "bench"', 'id = "sofa"', 1, "Name it 'bench'."),
        ('privacy = ["One.", "Two.", "Three."]', 'privacy = ["One."]', 10, "Write three (R27)."),
        ('contact_type = "CM004"', 'contact_type = "CM009"', 5, "CM009"),
        ("minutes = 2\n", "", 1, "Add a line such as `minutes = "),
        ("minutes = 2", 'minutes = "two"', 8, "must be a whole number, not a text in quotes"),
        ("minutes = 2", "minuts = 2", 8, "Did you mean 'minutes'?"),
        ('id = "wrong"', 'id = "Wrong!"', 24, "Use small letters, digits and hyphens."),
        ('id = "wrong"', 'id = "park"', 24, "Give each its own id."),
        ('short = "What is wrong"\n', "", 23, "Add `short`."),
        ('outcome = "answered"\n', "", 33, "Add `outcome`."),
        ('outcome = "answered"', 'outcome = "gone"', 38, "gone"),
        ('{ is = "gone" }', '{ equals = "gone" }', 36, "'equals' is no comparison"),
        ('{ is = "gone" }', '"gone"', 36, "'wrong' needs a comparison"),
        ('ask = "Which park is it in?"\n', "", 17, "Add a line such as `ask = "),
        ('undated = "We will', 'later = "We will', 15, "the key 'later' is not known here. Did you mean"),
        ("minutes = 2", "minutes = 2\nattachments = 5", 9, "this must be 4 or less. Write for example `"),
        ("minutes = 2", "minutes = 2\nattachments = -1", 9, "this must be 0 or more"),
        ("working_days = 10", "days = 10", 11, "Known keys: working_days."),
        ("working_days = 10", 'working_days = "ten"', 11, "must be a whole number, not a text in quotes"),
        ('loose = "It is loose"', "loose = 3", 30, "must be a text in quotes, not a whole number"),
        ("version = 1", "version = 0", 2, "this must be 1 or more. Write for example `version = 1`."),
        ("minutes = 2", "minutes = 0", 8, "this must be 1 or more"),
        ("service = 582", "service = -1", 6, "this must be 1 or more"),
        ("minutes = 2", "minutes = 2\nretention_days = 0", 9, "this must be 1 or more"),
        ("working_days = 10", "working_days = 0", 11, "this must be 1 or more"),
        ("minutes = 2", "minutes = 2.5", 8, "must be a whole number, not a number with a point"),
        ("minutes = 2", "minutes = true", 8, "must be a whole number, not true or false"),
        ('need = ["The name of the park"]', 'need = "A park"', 9, 'a list, not a text in quotes. Write for'),
        ('need = ["The name of the park"]', "need = [1]", 9, 'Write for example `need = ["words"]`.'),
        ("{ working_days = 10 }", "10", 11, "must be a table, not a whole number. Write for example `[standard]`."),
        ('contact_type = "CM004"', 'contact_type = "CM999"', 5, "Use one of: CM001, CM002, CM003"),
        ('contact_type = "CM004"\n', "", 1, "Use one of: CM001, CM002"),
        ("[[next]]", "[next]", 13, "must be a list, not a table. Write for example `[[next]]`."),
        ('id = "park"', 'id = "park"\nwhen = "always"', 19, "must be a table, not a text in quotes. Write for example"),
        ('id = "park"', 'id = "park"\ntext = "Words"', 19, 'must be a list, not a text in quotes. Write for example'),
        ('id = "park"', 'id = "park"\noptional = "yes"', 19, "must be true or false, not a text in quotes"),
        ('id = "park"', 'id = "park"\nwhose = "yuo"', 19, "Did you mean 'you'? Use one of: you, contact"),
        ('id = "park"', 'id = "park"\nmax_length = -1', 19, "this must be 0 or more"),
        ('dated = "We', 'when = { wrong = { any_of = "x" } }\ndated = "We', 14, "'any_of' takes a list of answers"),
        ('dated = "We', 'when = { wrong = { any_of = [["x"]] } }\ndated = "We', 14,
         "each of them a text, a number or a day"),
        ('dated = "We', 'when = { wrong = { is = ["x"] } }\ndated = "We', 14, "'is' takes one answer"),
        ('[[page]]\nid = "park"', '[next.when]\nwrong = { like = "x" }\n[[page]]\nid = "park"', 17, "'like' is no"),
        ('[[page]]\nid = "park"', '[[offers]]\nid = "a"\nwhen = { wrong = 1 }\n[[page]]\nid = "park"', 19,
         "'wrong' needs a comparison"),
        ("minutes = 2", "minutes = 2\nurgent = { wrong = { any_of = [] } }", 9, "'any_of' takes a list"),
        ('kind = "choice"', 'kind = "choice"\noptions_from = { fact = "x" }', 26, "Add a line such as `words = "),
    ],
)  # fmt: skip
def test_a_wrong_journey_names_line_and_remedy(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in BENCH
    with pytest.raises(ConfigError) as error:
        _load(tmp_path, BENCH.replace(old, new, 1))
    assert said in str(error.value)
    assert error.value.line == line


@pytest.mark.parametrize(
    ("cut_from", "cut_to", "said"),
    [("[[next]]", "[[page]]", "nothing says what happens next"), ("[[page]]", "", "missing")],
)
def test_a_journey_needs_pages_and_what_happens_next(tmp_path: Path, cut_from: str, cut_to: str, said: str) -> None:
    start = BENCH.index(cut_from)
    text = BENCH[:start] + (BENCH[BENCH.index(cut_to) :] if cut_to else "")
    with pytest.raises(ConfigError, match=said):
        _load(tmp_path, text)


@given(st.integers(0, len(BENCH)), st.integers(0, 12), st.text(max_size=6))
def test_a_journey_changed_anywhere_loads_or_is_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, place: int, gone: int, put: str
) -> None:
    text = (BENCH[:place] + put + BENCH[place + gone :]).encode("utf-8", "replace").decode()
    with contextlib.suppress(ConfigError):
        _load(tmp_path_factory.mktemp("journey"), text)


def test_a_page_may_be_every_kind_of_answer_and_no_other() -> None:
    assert set(get_args(Kind)) == {"", *KINDS, "notice", "ending"}, "the first stands for none given"
