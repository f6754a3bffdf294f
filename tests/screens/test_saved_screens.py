"""Saving, the code, and coming back: one touch does one thing, and the words are true of what happened."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from sample_views import COME_BACK_CODE
from stage import Heard, MakeStage, Stage

from accessibility.controls import WrapLabel
from accessibility.display import Display
from kiosk.views import Paper, SavedView
from screens.code_panel import CodePanel
from screens.get_help_screen import GetHelpScreen
from screens.nothing_to_open_screen import NothingToOpenScreen, WhyNot
from screens.save_screen import SaveScreen
from screens.saved_screen import SavedScreen
from screens.stop_screen import StopScreen
from screens.welcome_back_screen import WelcomeBackScreen
from screens.welcome_screen import WelcomeScreen


def saved(stage: Stage, paper: Paper = "printed", last_day: date | None = date(2026, 12, 18)) -> SavedScreen:
    view = SavedView(COME_BACK_CODE, last_day, paper)
    shown: SavedScreen = stage.show(SavedScreen(stage.look, stage.language, view=view))
    return shown


def test_stop_offers_to_save_where_there_is_something_to_save(stage: Stage, heard: Heard) -> None:
    screen = stage.show(StopScreen(stage.look, stage.language, can_save=True))
    stopped, kept = heard(screen.stopped), heard(screen.save_chosen)
    stage.find.touch_button("Save and come back later")
    assert (stopped, kept) == ([], [()])
    stage.show(StopScreen(stage.look, stage.language))
    assert not stage.find.has_button("Save and come back later")


@pytest.mark.parametrize(
    ("so", "words"),
    [
        ("sent", "What you have already sent is safe. Your tracking code still works."),
        ("saved", "What you have already saved is kept. Your come-back code still works."),
    ],
)
def test_stop_says_that_what_was_sent_or_saved_stays(stage: Stage, so: str, words: str) -> None:
    stage.show(StopScreen(stage.look, stage.language, **{so: True}))
    assert words in stage.page.texts()
    stage.show(StopScreen(stage.look, stage.language))
    assert words not in stage.page.texts()


def test_help_offers_to_save_too(stage: Stage, heard: Heard) -> None:
    screen = stage.show(GetHelpScreen(stage.look, stage.language, about="", contacts=[], can_save=True))
    kept = heard(screen.save_chosen)
    stage.find.touch_button("Save and come back later")
    assert kept == [()]


def test_welcome_leads_to_what_was_saved(stage: Stage, heard: Heard) -> None:
    screen = stage.show(WelcomeScreen(stage.look, stage.language, topics=[]))
    said = heard(screen.come_back_chosen)
    stage.find.touch_button("Come back to something saved")
    assert said == [()]


def test_save_is_asked_once(stage: Stage, heard: Heard) -> None:
    screen = stage.show(SaveScreen(stage.look, stage.language))
    asked = heard(screen.save_asked)
    stage.find.touch_button("Save")
    assert asked == [()]
    busy = stage.show(SaveScreen(stage.look, stage.language, busy=True))
    asked = heard(busy.save_asked)
    stage.find.touch_button("Saving…")
    assert asked == []
    assert not stage.find.has_button("Back")


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ("disk-full", "This kiosk has no room left to keep it safely."),
        ("storage", "This kiosk could not keep it safely."),
        ("something-new", "This kiosk could not keep it safely."),
    ],
)
def test_what_was_not_saved_is_told_and_tried_again(stage: Stage, heard: Heard, problem: str, words: str) -> None:
    screen = stage.show(SaveScreen(stage.look, stage.language, problem=problem))
    asked = heard(screen.save_asked)
    assert screen.heading == "It was not saved"
    assert words in stage.page.texts()
    stage.find.touch_button("Try again")
    assert asked == [()]


def test_the_code_is_large_and_heard_sign_by_sign(stage: Stage) -> None:
    screen = saved(stage)
    assert COME_BACK_CODE in stage.page.all_texts()
    assert any("7, K, D, 4" in part for part in screen.speech_parts())


def test_on_a_narrow_window_no_symbol_of_the_code_stands_alone(make_stage: MakeStage) -> None:
    stage = make_stage(Display(width=800, height=1280))
    saved(stage)
    (panel,) = stage.frame.findChildren(CodePanel)
    assert "7KD4-N9WH-\n3FXR-T" in [label.text() for label in panel.findChildren(WrapLabel)]


@pytest.mark.parametrize("paper", get_args(Paper))
def test_without_paper_in_hand_the_code_is_to_be_written_down(stage: Stage, heard: Heard, paper: Paper) -> None:
    screen = saved(stage, paper)
    assert ("Please write the code down now." in stage.page.texts()) == (paper not in ("printing", "printed"))
    asked = heard(screen.print_asked)
    if stage.find.has_button("Print again"):
        stage.find.touch_button("Print again")
    assert asked == ([] if paper in ("none", "printing") else [()])


def test_no_day_is_named_where_none_can_be_promised(stage: Stage) -> None:
    saved(stage)
    assert "You can open it until the end of Friday 18 December 2026." in stage.page.texts()
    saved(stage, last_day=None)
    assert "We keep it for 28 days." in stage.page.texts()


def test_finish_and_back_to_the_questions_are_two_ways(stage: Stage, heard: Heard) -> None:
    screen = saved(stage)
    finished, back = heard(screen.finished), heard(screen.went_back)
    stage.find.touch_button("Back to the questions")
    assert (finished, back) == ([], [()])
    stage.find.touch_button("Finish")
    assert (finished, back) == ([()], [()])


@pytest.mark.parametrize("why", get_args(WhyNot))
def test_what_does_not_open_is_told_with_a_way_on(stage: Stage, heard: Heard, why: WhyNot) -> None:
    screen = stage.show(NothingToOpenScreen(stage.look, stage.language, why=why))
    finished = heard(screen.finished)
    assert len(stage.page.texts()) >= 2
    stage.find.touch_button("Finish")
    assert finished == [()]


@pytest.mark.parametrize(("asked_again", "maybe_older"), [(True, False), (False, True)])
def test_what_changed_is_told_before_going_on(stage: Stage, heard: Heard, asked_again: bool, maybe_older: bool) -> None:
    screen = stage.show(
        WelcomeBackScreen(
            stage.look, stage.language, journey_title="Bins", asked_again=asked_again, maybe_older=maybe_older
        )
    )
    read = heard(screen.read)
    texts = " ".join(stage.page.texts())
    assert ("We ask you those again" in texts) == asked_again
    assert ("at another kiosk" in texts) == maybe_older
    stage.find.touch_button("Continue")
    assert read == [()]
