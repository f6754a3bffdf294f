"""`kiosk map`: a drawing of any journey, well formed, whole, readable by a screen reader."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from command_line import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.council_pack import DEMO_COUNCIL, CouncilPack
from kiosk.journey import Journey, load_journey
from kiosk.journey_map import journey_map
from kiosk.svg import words

SVG = "{http://www.w3.org/2000/svg}"
JOURNEYS = sorted(path.stem for path in (DEMO_COUNCIL / "journeys").glob("*.toml"))


def texts(drawn: str) -> str:
    root = ElementTree.fromstring(drawn)
    return " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("name", JOURNEYS)
@pytest.mark.parametrize("code", ["en", "cy"])
def test_every_page_and_every_next_step_is_there(pack: CouncilPack, name: str, code: str) -> None:
    journey, say = pack.journeys[name], pack.language(code).translate
    drawn = texts(journey_map(journey, say))
    for page in journey.page:
        assert f"· {page.id}" in drawn
        assert " ".join(say(page.ask).split()) in drawn
        assert [label for label in page.options.values() if say(label) not in drawn] == []
    assert [step for step in journey.next if say(step.dated) not in drawn] == []


def test_it_is_told_to_a_screen_reader_in_order(pack: CouncilPack) -> None:
    journey = pack.journeys["take-back"]
    root = ElementTree.fromstring(journey_map(journey, str))
    assert root.find(f"{SVG}title").text == "Take back what you sent"  # type: ignore[union-attr]
    assert "7 questions and 1 endings" in (root.find(f"{SVG}desc").text or "")  # type: ignore[union-attr]
    labels = [group.get("aria-label", "") for group in root.iter(f"{SVG}g")]
    assert labels[1] == "Page 1: What is the tracking code?"
    assert labels[-3:-1] == ["Ending: We can still help you", "Check your answers, then Send"]


def test_a_condition_stands_in_words_and_a_dashed_way_leads_past(pack: CouncilPack) -> None:
    drawn = journey_map(pack.journeys["missed-bin"], str)
    assert "If “Tag or sticker” is yes" in texts(drawn)
    conditional = [p for p in pack.journeys["missed-bin"].page if p.when and p.kind != "ending"]
    assert drawn.count('class="past"') == len(conditional)


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=400), label=st.text(max_size=60))
def test_any_text_makes_a_drawing(text: str, label: str) -> None:
    journey = load_journey(DEMO_COUNCIL / "journeys" / "take-back.toml")
    pages = [msgspec.structs.replace(page, ask=text, options={"a": label}) for page in journey.page]
    changed: Journey = msgspec.structs.replace(journey, title=text, page=pages)
    ElementTree.fromstring(journey_map(changed, str))


def test_words_are_cut_into_lines_that_fit() -> None:
    assert len(words("a b " * 200, 420).lines) > 10
    assert max(map(len, words("a b " * 200, 420).lines)) < 50
    assert words("", 420).lines == ("",)
    assert len(words("x" * 500, 420).lines) > 5


def test_the_command_writes_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    code, out, err = run("map", "missed-bin", "-o", str(file), "--pack", str(DEMO_COUNCIL))
    assert (code, out, err) == (0, f"{file}: 23 pages\n", "")
    ElementTree.fromstring(file.read_text(encoding="utf-8"))


def test_the_command_prints_in_a_language(run: Run, pack: CouncilPack) -> None:
    code, out, err = run("map", "missed-bin", "--language", "cy")
    assert (code, err) == (0, "")
    assert out == journey_map(pack.journeys["missed-bin"], pack.language("cy").translate)


def test_the_command_draws_the_easy_words(run: Run, pack: CouncilPack) -> None:
    code, out, err = run("map", "missed-bin", "--easy")
    assert (code, err) == (0, "")
    assert out == journey_map(pack.journeys["missed-bin"], pack.language("en").translate, easy=True)
    assert "What did we not take?" in out
    assert "A lorry comes back to your street" in out
    assert "Which bins or bags were not emptied?" not in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missed-bins"], "no journey 'missed-bins'. There are: abandoned-car, add-or-correct"),
        (["zzz"], "There are: abandoned-car, add-or-correct"),
        (["missed-bin", "--language", "fr"], "There are: en, cy, pl, ar."),
        (["missed-bin", "--pack", "nowhere"], "there is no such folder"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(run: Run, arguments: list[str], told: str) -> None:
    code, out, err = run("map", *arguments)
    assert (code, out) == (2, "")
    assert told in err


def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    code, _, err = run("map", "missed-bin", "-o", str(tmp_path / "none" / "map.svg"))
    assert code == 1
    assert "cannot be written" in err
