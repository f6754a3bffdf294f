"""The ten-minute path of docs/writing-journeys.md, followed as it is written."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from command_line import Run

from kiosk.checking import subjects_of
from kiosk.checks.journey import check_journey
from kiosk.council_pack import DEMO_COUNCIL, load_council

GUIDE = (DEMO_COUNCIL.parents[1] / "docs" / "writing-journeys.md").read_text(encoding="utf-8")
PATH = GUIDE[GUIDE.index("## Your first journey") : GUIDE.index("## A whole journey")]
JOURNEY = re.findall(r"```toml\n(.*?)```", GUIDE[GUIDE.index("## A whole journey") :], re.DOTALL)[0]
COMMANDS = [line.split() for line in re.findall(r"^ +(kiosk .*)$", PATH, re.MULTILINE)]


@pytest.fixture
def first_journey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Steps 1 and 2: the demo council copied, the journey saved with its line of languages."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(DEMO_COUNCIL, "my-council")
    assert '`languages = ["en"]`' in PATH
    text = JOURNEY.replace("\nversion", '\nlanguages = ["en"]\nversion', 1)
    Path("my-council/journeys/park-bench.toml").write_text(text, encoding="utf-8")
    return tmp_path / "my-council"


def test_its_commands_are_those_that_there_are() -> None:
    assert [command[1] for command in COMMANDS] == ["check", "preview", "map", "hear"]


def test_followed_to_the_letter_nothing_is_wrong(first_journey: Path, run: Run) -> None:
    code, out, err = run(*COMMANDS[0][1:])
    assert (code, err) == (0, "")
    assert out == "my-council: nothing wrong\n"


def test_the_map_and_the_spoken_words_come_out(first_journey: Path, run: Run, qapp: object) -> None:
    code, _, err = run(*COMMANDS[2][1:])
    assert (code, err) == (0, "")
    ET.fromstring(Path("park-bench.svg").read_text(encoding="utf-8"))
    code, out, err = run(*COMMANDS[3][1:])
    assert (code, err) == (0, "")
    assert all(f"[{page}]" in out for page in ("before", "park", "wrong", "hurt", "check"))


def test_the_journey_itself_is_sound(first_journey: Path) -> None:
    subjects, problems = subjects_of(first_journey, load_council(first_journey))
    assert problems == []
    [bench] = [subject for subject in subjects if subject.journey.id == "park-bench"]
    assert list(check_journey(bench)) == []
