"""`kiosk preview`: a journey on the real screens that follows its file, and keeps what still fits."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from broken_pack import LIGHT, change
from command_line import Run
from finding import Finder
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.app.previewing import Preview
from kiosk.council_pack import DEMO_COUNCIL, load_council_pack
from kiosk.examples import example
from kiosk.scripted import begin

FIRST, SECOND = "Is the light dangerous?", "Do you know the number on the post?"


class Previewed:
    """A preview of the street light journey in a copied pack, and hands to touch it."""

    def __init__(self, folder: Path, application: QApplication, qtbot: QtBot) -> None:
        self.folder = folder
        self.told: list[str] = []
        self.qtbot = qtbot
        pack = load_council_pack(folder)
        self.preview = Preview(pack, "street-light", pack.language("en"), application, self.told.append)
        self.preview.open()

    @property
    def find(self) -> Finder:
        return Finder(self.preview.frame)

    def sees(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: any(words in text for text in self.find.all_texts()), timeout=15_000)

    def touch(self, name: str) -> None:
        self.qtbot.waitUntil(lambda: self.find.has_button(name), timeout=5_000)
        self.find.button(name).click()  # type: ignore[attr-defined]

    def to_the_second_page(self) -> None:
        self.touch("Start")
        self.sees(FIRST)
        self.find.radio("No, not that I can see").click()  # type: ignore[attr-defined]
        self.touch("Continue")
        self.sees(SECOND)

    def save(self, old: str, new: str) -> int:
        """Change the file as editors do: another file takes its place."""
        path = self.folder / LIGHT
        beside = path.with_suffix(".new")
        shutil.copy(path, beside)
        line = change(beside, old, new)
        beside.replace(path)
        return line


@pytest.fixture
def previewed(folder: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Previewed]:
    shown = Previewed(folder, qapp, qtbot)
    try:
        yield shown
    finally:
        shown.preview.close()
        QApplication.processEvents()


def test_it_says_that_nothing_is_sent_and_begins_before_the_first_question(previewed: Previewed) -> None:
    previewed.sees("Report a street light")
    previewed.sees("Preview: nothing is stored or sent")


def test_a_saved_change_is_shown_on_the_page_and_answers_stay(previewed: Previewed) -> None:
    previewed.to_the_second_page()
    previewed.save(SECOND, "Is there a number on the post?")
    previewed.sees("Is there a number on the post?")
    previewed.touch("Back")
    previewed.sees(FIRST)
    assert previewed.find.radio("No, not that I can see").isChecked()  # type: ignore[attr-defined]


def test_an_answer_that_is_no_option_any_more_is_asked_again(previewed: Previewed) -> None:
    previewed.to_the_second_page()
    text = (previewed.folder / LIGHT).read_text(encoding="utf-8")
    text_after = (
        text.replace("none =", "nothing =").replace('"none"', '"nothing"').replace(SECOND, "Is there a number?")
    )
    previewed.save(text, text_after)
    previewed.sees("Is there a number?")
    previewed.touch("Back")
    previewed.sees(FIRST)
    assert not previewed.find.radio("No, not that I can see").isChecked()  # type: ignore[attr-defined]


def test_a_page_that_is_taken_out_gives_way_to_the_next(previewed: Previewed) -> None:
    previewed.to_the_second_page()
    kind = 'id = "has-number"\nkind = "yes_no"'
    previewed.save(kind, kind + '\nwhen = { danger = { is = "leaning" } }')
    previewed.sees("Which street is it in?")


def test_a_broken_file_stands_in_words_until_it_is_mended(previewed: Previewed) -> None:
    previewed.to_the_second_page()
    line = previewed.save("minutes = 3", "minuts = 3")
    previewed.sees("This journey cannot be shown yet")
    previewed.sees(f"street-light.toml, line {line}: [minuts] the key 'minuts' is not known")
    assert any("'minuts' is not known" in told for told in previewed.told)
    previewed.save("minuts = 3", "minutes = 3")
    previewed.sees(SECOND)


def test_half_a_file_is_no_reason_to_end(previewed: Previewed) -> None:
    previewed.to_the_second_page()
    path = previewed.folder / LIGHT
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[: len(whole) // 2], encoding="utf-8")
    previewed.sees("This journey cannot be shown yet")
    path.unlink()
    previewed.sees("this file is missing")
    path.write_text(whole, encoding="utf-8")
    previewed.sees(SECOND)


def test_hard_words_are_told_and_shown_all_the_same(previewed: Previewed) -> None:
    previewed.save('title = "Report a street light"', 'title = "Report a defective luminaire"')
    previewed.sees("Report a defective luminaire")
    assert any("only offices say 'luminaire'" in told for told in previewed.told)


def test_sending_shows_the_confirmation_and_stores_nothing(previewed: Previewed) -> None:
    visit = begin(load_council_pack(previewed.folder), "street-light")
    files = sorted(previewed.folder.rglob("*"))
    visit = type(visit)(visit.pack, visit.journey, visit.now, answers=example(visit))
    previewed.preview.go_on_with(visit)
    previewed.sees("Check your answers")
    previewed.touch("Send")
    previewed.sees("What happens next")
    previewed.sees("PREVIEW")
    assert sorted(previewed.folder.rglob("*")) == files
    previewed.touch("Finish")
    previewed.sees("You can take as long as you like")


def test_without_a_display_the_command_says_what_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    code, _, err = run("preview", "missed-bin", "--pack", str(DEMO_COUNCIL))
    assert code == 1
    assert "there is no display" in err


def test_a_pack_that_is_broken_from_the_start_is_told(run: Run, folder: Path) -> None:
    line = change(folder / LIGHT, "minutes = 3", "minuts = 3")
    code, _, err = run("preview", "street-light", "--pack", str(folder))
    assert code == 2
    assert f"street-light.toml:{line}" in err
