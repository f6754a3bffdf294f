"""Easy words and pictures on the screens: where they are chosen, and what stands beside a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from sample_views import Samples, demo_pack
from stage import Heard, MakeStage, Stage

from accessibility.controls import Drawing, OptionRow
from accessibility.controls.drawing import drawing
from accessibility.display import Contrast, Display
from accessibility.look import Look
from kiosk.answers.kind import Option
from kiosk.language import Language
from kiosk.views import PageView
from screens.before_journey_screen import BeforeJourneyScreen
from screens.help_and_display_screen import HelpAndDisplayScreen
from screens.notice_screen import NoticeScreen
from screens.question_screen import QuestionScreen

PICTURES = demo_pack().folder / "pictures"
BIN = PICTURES / "bin.svg"
CHOICE = "Easy words and pictures"


def before(stage: Stage, journey: str, *, easy: bool = False) -> BeforeJourneyScreen:
    language = stage.language.in_easy_words(easy=easy)
    journey_shown = demo_pack().journeys[journey]
    screen = BeforeJourneyScreen(stage.look, language, journey=journey_shown, council_name="Fairholme Council")
    stage.show(screen)
    return screen


@pytest.mark.parametrize(("easy", "said"), [(False, "easy"), (True, "usual")])
def test_before_a_journey_they_are_chosen_and_given_up_with_one_touch(
    stage: Stage, heard: Heard, easy: bool, said: str
) -> None:
    words = heard(before(stage, "missed-bin", easy=easy).words_chosen)
    chip = stage.find.check(CHOICE)
    assert chip.isChecked() == easy
    stage.find.touch(chip)
    assert words == [said]


def test_before_a_journey_without_easy_words_they_are_not_offered(stage: Stage) -> None:
    before(stage, "street-light")
    assert not stage.find.has_button(CHOICE)


def test_who_chose_them_reads_what_is_needed_and_privacy_in_easy_words(stage: Stage) -> None:
    before(stage, "missed-bin", easy=True)
    texts = stage.page.texts()
    assert "The day we should have come." in texts
    assert "You need not tell us your name." in texts
    assert not set(demo_pack().journeys["missed-bin"].privacy) & set(texts)


def test_who_will_see_the_pictures_is_told_whose_they_are(stage: Stage) -> None:
    credit, journey = demo_pack().council.picture_credit, demo_pack().journeys["missed-bin"]
    for easy in (False, True):
        language = stage.language.in_easy_words(easy=easy)
        stage.show(
            BeforeJourneyScreen(
                stage.look, language, journey=journey, council_name="Fairholme Council", picture_credit=credit
            )
        )
        assert (credit in stage.page.texts()) == easy
    assert "OpenMoji" in credit


def test_help_and_display_offers_them_where_a_journey_has_them(stage: Stage, heard: Heard) -> None:
    screen = stage.lay_over(
        HelpAndDisplayScreen(stage.look, stage.language.in_easy_words(), can_listen=False, has_easy_words=True)
    )
    chosen = heard(screen.words_chosen)
    assert stage.find.check(CHOICE).isChecked()
    assert not stage.find.check("Usual words").isChecked()
    stage.find.touch(stage.find.check("Usual words"))
    stage.find.touch(stage.find.check(CHOICE))
    assert chosen == ["usual", "easy"]


def test_help_and_display_says_nothing_of_them_where_no_journey_has_them(stage: Stage) -> None:
    stage.lay_over(HelpAndDisplayScreen(stage.look, stage.language, can_listen=False))
    assert not stage.find.has_button(CHOICE)


def question(look: Look, *, pictures: bool) -> QuestionScreen:
    picture = BIN if pictures else None
    options = (Option("a", "The black bin", picture=picture), Option("b", "A bag"))
    view = Samples(Language()).question("one", options=options, hint="", picture=picture)
    return QuestionScreen(look, Language(), view=view)


def test_a_drawing_grows_with_the_words_and_its_row_does_not(make_stage: MakeStage) -> None:
    stage = make_stage(Display(text_size=4))
    screen = stage.show(question(stage.look, pictures=True))
    with_one, without = screen.findChildren(OptionRow)
    room = with_one.text_rects()[0].left() - without.text_rects()[0].left()
    assert room > 1.2 * stage.look.px(104)
    assert with_one.height() == without.height()


@pytest.mark.parametrize("size", [1, 4])
def test_a_drawing_stands_beside_the_question_and_its_options_and_no_word_is_lost(
    make_stage: MakeStage, size: int
) -> None:
    stage = make_stage(Display(text_size=size))
    screen = stage.show(question(stage.look, pictures=True))
    assert len(screen.findChildren(Drawing)) == 1
    with_one, without = screen.findChildren(OptionRow)
    drawn = with_one.text_rects()[0]
    assert drawn.left() > without.text_rects()[0].left(), "the words make room for the drawing"
    assert drawn.right() <= with_one.width()
    assert with_one.height() >= stage.look.px(104)


def test_drawings_are_silent(stage: Stage) -> None:
    usual = stage.show(question(stage.look, pictures=False)).speech_parts()
    assert stage.show(question(stage.look, pictures=True)).speech_parts() == usual


def test_a_notice_has_its_drawing_too(stage: Stage) -> None:
    view = PageView("A journey", "Please wait", ("It takes a day.",), picture=BIN)
    assert stage.show(NoticeScreen(stage.look, stage.language, view=view)).findChildren(Drawing)


def inked(image: QImage) -> set[str]:
    """Return the colours of what is drawn, where nothing shines through."""
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)  # its bytes live no longer than it does
    pixels = set(memoryview(plain.constBits()).cast("B").cast("I"))
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in pixels if pixel >> 24 == 255}


@pytest.mark.parametrize("contrast", ["normal", "high"])
def test_drawings_have_the_colour_of_the_words_in_any_contrast(contrast: Contrast) -> None:
    ink = Look.of(Display(contrast=contrast)).colour("ink").name()
    for path in sorted(PICTURES.glob("*.svg")):
        assert inked(drawing(path, 48, ink)) == {ink}, path.stem


@pytest.mark.parametrize("text", [None, "", "no drawing", "<svg"])
def test_what_is_no_drawing_leaves_the_place_empty(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "odd.svg"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert inked(drawing(path, 24, "#000000")) == set()
