"""Sending: the check page, what is said once it is stored, and what is said when it was not."""

from __future__ import annotations

import re

import pytest
from sample_views import CODE, Samples, demo_pack
from stage import Heard, Stage

from accessibility.controls import QrSquare
from kiosk.protocols import NotStored
from kiosk.views import Paper
from screens.check_answers_screen import CheckAnswersScreen
from screens.confirmation_screen import ConfirmationScreen
from screens.not_stored_screen import NotStoredScreen


def confirmation(stage: Stage, **changes: object) -> ConfirmationScreen:
    view = Samples(stage.language).confirmation(**changes)
    shown: ConfirmationScreen = stage.show(ConfirmationScreen(stage.look, stage.language, view=view))
    return shown


def check(stage: Stage, *, sending: bool = False) -> CheckAnswersScreen:
    rows = Samples(stage.language).rows()
    screen = CheckAnswersScreen(
        stage.look, stage.language, journey_title="Report a missed bin", rows=rows, sending=sending
    )
    stage.show(screen)
    return screen


def test_every_answer_can_be_changed_and_the_button_says_which_it_changes(stage: Stage, heard: Heard) -> None:
    screen = check(stage)
    asked = heard(screen.change_asked)
    assert "Not sent yet." in stage.page.texts()
    for row in Samples(stage.language).rows():
        stage.find.touch_button(f"Change: {row.label}")
    assert asked == [row.page_id for row in Samples(stage.language).rows()]


@pytest.mark.parametrize(
    ("touched", "heard_of"),
    [("Join the library", (["journey:library-card"], [])), ("No, thank you", ([], [()]))],
)
def test_what_may_help_as_well_is_as_easy_to_decline_as_to_take(
    stage: Stage, heard: Heard, touched: str, heard_of: tuple[list[object], list[object]]
) -> None:
    screen = confirmation(stage, nudge=Samples(stage.language).nudge())
    taken, declined = heard(screen.way_chosen), heard(screen.nudge_declined)
    yes, no = stage.page.button("Join the library"), stage.page.button("No, thank you")
    assert (no.width(), no.height()) == (yes.width(), yes.height())
    stage.find.touch_button(touched)
    assert (taken, declined) == heard_of


def test_every_code_of_a_life_event_is_seen_and_said_with_what_it_is_for(stage: Stage) -> None:
    view = Samples(stage.language).confirmed_together()
    screen = stage.show(ConfirmationScreen(stage.look, stage.language, view=view))
    texts = stage.page.texts()
    for part in view.parts:
        assert texts.index(part.title) < texts.index(part.tracking_code)
        assert part.next_text in texts
    assert "You sent 2 things. Each has its own code." in texts
    said = " ".join(screen.speech_parts())
    assert said.index("Join the library: F, C. dash. 9, Q") > said.index(
        "Ask for a bin, or a bigger one: F, C. dash. 7"
    )


def test_nothing_more_is_offered_where_nothing_fits(stage: Stage) -> None:
    confirmation(stage)
    assert not stage.page.has_button("No, thank you")


def test_send_is_touched_once(stage: Stage, heard: Heard) -> None:
    sent = heard(check(stage).sent)
    stage.find.touch_button("Send")
    assert sent == [()]


def test_while_it_is_stored_nothing_can_be_sent_twice_or_changed(stage: Stage, heard: Heard) -> None:
    screen = check(stage, sending=True)
    sent = heard(screen.sent)
    stage.find.touch_button("Storing…")
    assert sent == []
    assert not stage.find.has_button("Back")
    assert not stage.page.has_button("Change: Address")


def test_answers_are_read_aloud_with_their_labels_and_numbers_sign_by_sign(stage: Stage) -> None:
    parts = check(stage).speech_parts()
    assert "Not emptied: Recycling (blue bin)" in parts
    assert "Mobile number: 0 7 7 0 0, 9 0 0, 1 2 3." in parts or "Mobile number: 0 7 7 0 0, 9 0 0 1 2 3." in parts


@pytest.mark.parametrize(
    ("at_the_council", "sensitive", "heading"),
    [
        (False, False, "Stored safely here. The council does not have it yet."),
        (False, True, "Stored safely here. The council does not have it yet."),
        (True, False, "The council has your report."),
        (True, True, "The council has it."),
    ],
)
def test_the_confirmation_says_where_it_is_and_no_more(
    stage: Stage, at_the_council: bool, sensitive: bool, heading: str
) -> None:
    screen = confirmation(stage, at_the_council=at_the_council, sensitive=sensitive)
    assert screen.heading == heading
    assert ("This kiosk sends it to the council as soon as it can. You can go now." in stage.page.texts()) is not (
        at_the_council
    )


@pytest.mark.parametrize(
    ("paper", "says", "again"),
    [
        ("none", "Write the code down, or point your phone camera at this square.", False),
        ("printing", "Your receipt is printing. Please take it.", False),
        ("printed", "Please take your receipt.", True),
        ("held", "The printer needs paper, or its cover is open. Please tell the staff.", False),
        ("failed", "Your receipt could not be printed.", True),
        ("uncertain", "Your receipt may have printed. Look in the tray.", True),
    ],
)
def test_the_words_follow_the_paper(stage: Stage, heard: Heard, paper: Paper, says: str, again: bool) -> None:
    screen = confirmation(stage, paper=paper)
    asked = heard(screen.print_asked)
    texts = stage.page.texts()
    assert says in texts
    assert any("point your phone camera" in text for text in texts)
    assert stage.page.has_button("Print again") is again
    if again:
        stage.find.touch_button("Print again")
        assert asked == [()]
    if paper not in ("printing", "printed"):
        assert not any("take it" in text or "take your" in text for text in texts)


@pytest.mark.parametrize("paper", ["none", "held", "failed", "uncertain"])
def test_with_no_paper_and_no_square_the_code_is_to_be_written_down(stage: Stage, paper: Paper) -> None:
    screen = confirmation(stage, paper=paper, address="")
    assert "Write the code down. You need it to see progress." in stage.page.texts()
    assert not any("square" in text for text in [*stage.page.texts(), *screen.speech_parts()])
    assert screen.findChildren(QrSquare) == []


def test_the_code_is_shown_as_written_and_read_sign_by_sign(stage: Stage) -> None:
    screen = confirmation(stage)
    assert CODE in stage.page.all_texts()
    heard_code = next(part for part in screen.speech_parts() if part.startswith("Your tracking code is: "))
    signs = re.findall(r"\w+", heard_code.removeprefix("Your tracking code is: "))
    assert signs == ["F", "C", "dash", "7", "K", "D", "4", "dash", "N", "9", "W", "H", "dash", "3"]


def test_after_the_confirmation_people_go_on_or_finish(stage: Stage, heard: Heard) -> None:
    screen = confirmation(stage)
    more, finished = heard(screen.something_else_chosen), heard(screen.finished)
    stage.find.touch_button("Do something else")
    stage.find.touch_button("Finish")
    assert (more, finished) == ([()], [()])


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        *zip(
            [reason.value for reason in NotStored],
            [
                "This kiosk has no room left to keep it safely.",
                "This kiosk could not keep it safely.",
                "This kiosk is not ready to send anything to the council yet.",
                "This kiosk cannot send anything to the council any more.",
            ],
            strict=True,
        ),
        ("something new", "This kiosk could not keep it safely."),
    ],
)
def test_what_was_not_stored_is_said_plainly_and_can_be_tried_again(
    stage: Stage, heard: Heard, reason: str, says: str
) -> None:
    contact = demo_pack().contact("council")
    screen = stage.show(NotStoredScreen(stage.look, stage.language, reason=reason, contact=contact))
    again, back = heard(screen.tried_again), heard(screen.went_back)
    texts = stage.page.texts()
    assert says in texts
    assert "Your answers are still here. Touch “Try again”." in texts
    assert reason not in texts
    stage.find.touch_button("Try again")
    stage.find.touch_button("Back")
    assert (again, back) == ([()], [()])
