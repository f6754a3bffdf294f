"""`kiosk hear`: the words of every page as Listen reads them, from the real screens, without a display."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
from command_line import Run
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.app.hearing import BEFORE, CHECK, closed_ways, heard, one_way
from kiosk.branches import covering
from kiosk.council_pack import CouncilPack
from kiosk.scripted import begin

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("code", ["en", "cy"])
def test_one_way_is_heard_from_before_the_start_to_the_check_page(
    pack: CouncilPack, qapp: QApplication, code: str
) -> None:
    [visit] = one_way(begin(pack, "take-back"))
    pages = list(heard(pack, visit.journey, pack.language(code), [visit]))
    assert [page.page for page in pages] == [BEFORE, *(page.id for page in visit.path), CHECK]
    ask = pack.language(code).translate("What is the tracking code?")
    assert ask in pages[1].said
    assert all(page.said.strip() for page in pages)


def test_every_page_of_a_journey_is_heard_with_all_of_them(pack: CouncilPack, qapp: QApplication) -> None:
    journey = pack.journeys["missed-bin"]
    found = heard(pack, journey, pack.language("cy"), covering(begin(pack, "missed-bin")))
    pages = [page.page for page in found]
    assert set(pages) == {BEFORE, CHECK, *(page.id for page in journey.page)}
    assert len(pages) < 3 * len(journey.page)


def test_a_journey_that_closes_is_heard_whatever_the_day_and_so_is_what_stands_in_its_place(
    pack: CouncilPack, qapp: QApplication
) -> None:
    closing = msgspec.structs.replace(
        pack.journeys["take-back"], open_from=date(2020, 1, 1), open_until=date(2020, 2, 1)
    )
    visit = replace(begin(pack, "take-back"), journey=closing)
    pages = list(heard(pack, closing, pack.language("en"), [*one_way(visit), *closed_ways(visit)]))
    assert [page.page for page in pages[-3:]] == [CHECK, "closed", "closed"]
    assert "It opens on Wednesday 1 January 2020." in pages[-2].said
    assert "It was open until Saturday 1 February 2020." in pages[-1].said
    assert not any("has closed" in page.said for page in pages[:-1])


def test_the_councils_own_spoken_forms_are_heard(pack: CouncilPack, qapp: QApplication) -> None:
    pack.council.spoken["en"] = {"kiosk": "machine", "code": "secret word"}
    try:
        [visit] = one_way(begin(pack, "take-back"))
        said = [page.said for page in heard(pack, visit.journey, pack.language("en"), [visit])]
    finally:
        pack.council.spoken.clear()
    assert "What is the tracking secret word?" in said[1]


def test_before_the_start_is_heard_how_staff_make_sure_of_who_sent_it(pack: CouncilPack, qapp: QApplication) -> None:
    [visit] = one_way(begin(pack, "take-back"))
    journey = msgspec.structs.replace(visit.journey, identity="verified")
    before = next(iter(heard(pack, journey, pack.language("en"), [replace(visit, journey=journey)])))
    assert "You do not need to prove who you are here. Staff check it later, from papers." in before.said


def test_the_command_prints_page_by_page_and_nothing_else(run: Run) -> None:
    code, out, err = run("hear", "street-light", "--language", "cy")
    assert (code, err) == (0, "")
    assert out.startswith("[before]\nRhoi gwybod am olau stryd")
    assert "\n[check]\n" in out
    assert "1 o 2: Ydw." in out, "the answer to “Ydych chi…?”"
    assert "2 o 2: Nac ydw." in out
    assert "Rhif yn hysbys: Ydw." in out[out.index("[check]") :]


def test_a_picture_of_each_page_that_is_heard_is_there_to_look_at(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "pictures"
    code, out, err = run("hear", "take-back", "--pictures", str(folder), "--text-size", "4")
    assert (code, err) == (0, "")
    heard_pages = re.findall(r"^\[(.+)\]$", out, re.MULTILINE)
    taken = sorted(folder.glob("*.png"))
    assert [path.stem for path in taken] == [f"{number:03}-{page}" for number, page in enumerate(heard_pages, 1)]
    assert len({path.read_bytes() for path in taken}) == len(taken), "two pages that look alike"
    assert {QImage(str(path)).size().toTuple() for path in taken} == {(1080, 1920)}, "not a kiosk's screen"
    usual = tmp_path / "usual"
    assert run("hear", "take-back", "--pictures", str(usual))[0] == 0
    assert all((usual / path.name).read_bytes() != path.read_bytes() for path in taken), "the text is no larger"


def test_pictures_that_cannot_be_written_are_told_and_where(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, _, err = run("hear", "take-back", "--pictures", str(tmp_path / "file"))
    assert code == 2
    assert "this folder cannot be made" in err


def test_the_command_needs_no_display() -> None:
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "hear", "take-back"],
        env=bare, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "[what-you-gave]" in done.stdout


def test_what_is_not_there_is_refused(run: Run) -> None:
    assert run("hear", "missed-bins")[0] == 2


def test_the_easy_words_are_heard_where_they_are_asked_for(run: Run) -> None:
    code, out, err = run("hear", "crisis-help", "--easy")
    assert (code, err) == (0, "")
    assert "Do you have nothing for today?" in out
    assert "If you have nothing for today" not in out
    assert "If you have nothing for today" in run("hear", "crisis-help")[1]


def test_a_journey_without_easy_words_says_which_have_them(run: Run) -> None:
    code, out, err = run("hear", "street-light", "--easy")
    assert (code, out) == (2, "")
    assert "street-light has no easy words. Journeys that have: blue-badge, care-needs" in err
