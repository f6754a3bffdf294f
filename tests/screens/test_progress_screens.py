"""Check progress: the state of what was sent, in words that never outrun the truth."""

from __future__ import annotations

import pytest
from sample_views import CODE, Samples, demo_pack
from stage import Heard, Stage

from screens.progress_screen import ProgressScreen
from screens.unknown_code_screen import UnknownCodeScreen


def progress(stage: Stage, **changes: object) -> ProgressScreen:
    view = Samples(stage.language).progress(**changes)
    shown: ProgressScreen = stage.show(ProgressScreen(stage.look, stage.language, view=view))
    return shown


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        ("received", "The council has it"),
        ("in_progress", "The council is working on it"),
        ("waiting_for_you", "The council needs something from you"),
        ("closed", "It is finished"),
        ("refused", "The council cannot do this"),
        ("", "It is on its way"),
    ],
)
def test_every_status_has_its_words(stage: Stage, status: str, heading: str) -> None:
    assert progress(stage, status=status).heading == heading
    assert status not in stage.page.all_texts()


def test_what_is_only_stored_here_says_so_whatever_else_is_known(stage: Stage) -> None:
    screen = progress(stage, status="", here_only=True, asked_the_hub=False, at=None, due=None)
    assert screen.heading == "Stored safely here. The council does not have it yet."
    assert not any("cannot reach the council" in text for text in stage.page.texts())


def test_what_could_not_go_through_is_looked_at_by_hand(stage: Stage) -> None:
    screen = progress(stage, status="", quarantined=True, here_only=True)
    assert screen.heading == "The council needs to look at this by hand"


def test_old_news_is_called_old(stage: Stage) -> None:
    words = "This kiosk cannot reach the council just now. This is what it heard last."
    progress(stage, asked_the_hub=False)
    assert words in stage.page.texts()
    progress(stage, asked_the_hub=True)
    assert words not in stage.page.texts()


@pytest.mark.parametrize("status", ["closed", "refused", "waiting_for_you", ""])
def test_a_day_is_promised_only_while_the_council_works_on_it(stage: Stage, status: str) -> None:
    progress(stage, status=status)
    assert "To be done by" not in stage.page.texts()
    progress(stage, status="in_progress")
    assert "Tuesday 24 November 2026" in stage.page.texts()


def test_a_sensitive_one_is_not_named(stage: Stage) -> None:
    progress(stage, title="")
    assert "Report a missed bin" not in stage.page.all_texts()


def test_progress_is_finished_or_left(stage: Stage, heard: Heard) -> None:
    screen = progress(stage)
    finished, back = heard(screen.finished), heard(screen.went_back)
    stage.find.touch_button("Finish")
    stage.find.touch_button("Back")
    assert (finished, back) == ([()], [()])


@pytest.mark.parametrize(
    ("asked", "heading"),
    [(True, "The council does not have this yet"), (False, "We cannot look this up just now")],
)
def test_an_unknown_code_says_who_was_asked(stage: Stage, heard: Heard, asked: bool, heading: str) -> None:
    contact = demo_pack().contact("council")
    screen = stage.show(
        UnknownCodeScreen(stage.look, stage.language, tracking_code=CODE, asked_the_hub=asked, contact=contact)
    )
    finished, back = heard(screen.finished), heard(screen.went_back)
    assert screen.heading == heading
    assert CODE in stage.page.texts()
    stage.find.touch_button("Finish")
    stage.find.touch_button("Back")
    assert (finished, back) == ([()], [()])
