"""From Welcome to the confirmation: each screen says what was touched, with the right values."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sample_screens import CODE, Samples, demo_pack
from stage import Heard, MakeStage, Stage

from accessibility.controls import QrSquare
from accessibility.display import Display
from kiosk.answers.kind import Option
from kiosk.protocols import NotStored
from kiosk.views import Paper
from screens.before_journey_screen import BeforeJourneyScreen
from screens.check_answers_screen import CheckAnswersScreen
from screens.confirmation_screen import ConfirmationScreen
from screens.ending_screen import EndingScreen
from screens.not_stored_screen import NotStoredScreen
from screens.notice_screen import NoticeScreen
from screens.question_screen import QuestionScreen
from screens.topic_screen import TopicScreen
from screens.welcome_screen import WelcomeScreen


def question(stage: Stage, field: str = "many", **changes: object) -> QuestionScreen:
    view = Samples(stage.language).question(field, **changes)
    shown: QuestionScreen = stage.show(QuestionScreen(stage.look, stage.language, view=view))
    return shown


def confirmation(stage: Stage, **changes: object) -> ConfirmationScreen:
    view = Samples(stage.language).confirmation(**changes)
    shown: ConfirmationScreen = stage.show(ConfirmationScreen(stage.look, stage.language, view=view))
    return shown


@pytest.mark.parametrize(
    ("name", "signal", "value"),
    [
        ("Bins and recycling", "topic_chosen", "bins-and-recycling"),
        ("Streets and parks", "topic_chosen", "streets-and-parks"),
        ("Check progress", "check_progress_chosen", ()),
        ("See someone", "see_someone_chosen", ()),
        ("I need help today", "help_today_chosen", ()),
    ],
)
def test_every_way_in_says_which_it_is(stage: Stage, heard: Heard, name: str, signal: str, value: object) -> None:
    screen = stage.show(WelcomeScreen(stage.look, stage.language, topics=demo_pack().topics()))
    said = heard(getattr(screen, signal))
    stage.find.touch_button(name)
    assert said == [value]


def test_welcome_offers_no_topic_that_it_was_not_given(stage: Stage) -> None:
    stage.show(WelcomeScreen(stage.look, stage.language, topics=demo_pack().topics()))
    assert not stage.page.has_button("Council tax")


def test_welcome_says_what_happened_before(stage: Stage) -> None:
    notice = "We cleared your answers."
    screen = stage.show(WelcomeScreen(stage.look, stage.language, topics=[], notice=notice))
    assert notice in stage.page.texts()
    assert screen.speech_parts()[:2] == ["What do you need today?", "Touch one. You can stop at any time. "
                                         "We clear this screen when you finish."]  # fmt: skip
    assert notice in screen.speech_parts()


def test_a_topic_lists_its_journeys_with_minutes(stage: Stage, heard: Heard) -> None:
    pack = demo_pack()
    screen = stage.show(
        TopicScreen(stage.look, stage.language, topic=pack.topics()[0], journeys=pack.journeys_of("bins-and-recycling"))
    )
    said, back = heard(screen.journey_chosen), heard(screen.went_back)
    tile = stage.page.button("Report a missed bin")
    assert tile.accessibleDescription() == "Your bin or sacks were not emptied\nAbout 3 minutes"
    stage.find.touch(tile)
    stage.find.touch_button("Back")
    assert (said, back) == (["missed-bin"], [()])


def test_before_a_journey_stands_what_is_needed_how_long_and_three_sentences_of_privacy(
    stage: Stage, heard: Heard
) -> None:
    journey = demo_pack().journeys["missed-bin"]
    screen = stage.show(
        BeforeJourneyScreen(stage.look, stage.language, journey=journey, council_name="Fairholme Council")
    )
    said = heard(screen.started)
    assert stage.page.headings() == [
        "Report a missed bin",
        "What you need",
        "What Fairholme Council does with your answers",
    ]
    texts = stage.page.texts()
    assert len(journey.privacy) == 3
    for words in [*journey.need, *journey.privacy]:
        assert words in texts
    assert any("about 3 minutes" in text for text in texts)
    stage.find.touch_button("Start")
    assert said == [()]


def test_one_option_is_answered_with_its_id(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "one")
    said = heard(screen.answered)
    stage.find.touch(stage.page.radio("Rubbish (black bin)"))
    stage.find.touch(stage.page.radio("Recycling (blue bin)"))
    stage.find.touch_button("Continue")
    assert said == ["recycling"]


def test_several_options_are_answered_with_their_ids_in_order(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "many", draft=["garden", "food"])
    said = heard(screen.answered)
    stage.find.touch(stage.page.check("Garden waste (green bin)"))
    stage.find.touch(stage.page.check("Rubbish (black bin)"))
    stage.find.touch_button("Continue")
    assert said == [["rubbish", "food"]]


@pytest.mark.parametrize(("field", "nothing"), [("one", ""), ("many", []), ("line", ""), ("lines", "")])
def test_nothing_answered_is_handed_on_too_and_judged_elsewhere(
    stage: Stage, heard: Heard, field: str, nothing: object
) -> None:
    said = heard(question(stage, field).answered)
    stage.find.touch_button("Continue")
    assert said == [nothing]


def test_keys_alone_answer_a_question(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "many")
    said = heard(screen.answered)
    stage.find.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is stage.page.check("Rubbish (black bin)")
    stage.find.key(Qt.Key.Key_Space)
    stage.find.key(Qt.Key.Key_Tab)
    stage.find.key(Qt.Key.Key_Return)
    stage.find.button("Continue").setFocus()
    stage.find.key(Qt.Key.Key_Return)
    assert said == [["rubbish", "recycling"]]


def test_typed_words_are_answered_by_touch_and_by_enter(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "line", ask="What is your name?", draft="Ann")
    said = heard(screen.answered)
    field = stage.page.field("What is your name?")
    assert QApplication.focusWidget() is field
    stage.find.key(Qt.Key.Key_End)
    stage.find.write(" Li")
    stage.find.key(Qt.Key.Key_Return)
    stage.find.touch_button("Continue")
    assert said == ["Ann Li", "Ann Li"]


def test_the_on_screen_keyboard_types_into_the_field(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "line", ask="What is your name?")
    said = heard(screen.answered)
    for letter in "ann":
        stage.find.touch_button(letter)
    stage.find.touch_button("Continue")
    assert said == ["ann"]


@pytest.mark.parametrize(
    ("field", "keyboard", "expected"),
    [
        ("line", "letters", "text"),
        ("line", "capitals", "postcode"),
        ("line", "digits", "phone"),
        ("line", "email", "email"),
        ("lines", "letters", "paragraph"),
        ("one", "", None),
        ("many", "", None),
    ],
)
def test_each_answer_has_its_keyboard(stage: Stage, field: str, keyboard: str, expected: str | None) -> None:
    assert question(stage, field, keyboard=keyboard).needs_keyboard == expected


def test_several_lines_keep_their_line_breaks(stage: Stage, heard: Heard) -> None:
    screen = question(stage, "lines", ask="What happened?")
    said = heard(screen.answered)
    stage.find.write("one")
    stage.find.key(Qt.Key.Key_Return)
    stage.find.write("two")
    stage.find.touch_button("Continue")
    assert said == ["one\ntwo"]


def test_a_problem_takes_the_focus_and_leads_to_its_field(stage: Stage) -> None:
    screen = question(stage, "line", ask="What is your name?", error="Write your name")
    assert QApplication.focusWidget() is stage.page.alert()
    assert stage.page.alert().accessibleName() == "There is a problem Write your name"
    assert stage.page.texts().count("Write your name") == 1, "the same words stand at the field"
    stage.find.touch_button("Write your name")
    assert QApplication.focusWidget() is stage.page.field("What is your name?")
    assert screen.speech_parts()[2] == "There is a problem. Write your name"


def test_a_problem_comes_before_the_question_for_keys(stage: Stage) -> None:
    question(stage, "one", error="Choose one")
    stage.find.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is stage.page.button("Choose one")


def test_where_we_are_stands_on_two_lines_at_the_largest_letters(make_stage: MakeStage) -> None:
    normal, largest = make_stage(), make_stage(Display(text_size=4))
    question(normal)
    question(largest)
    assert "Report a missed bin  ·  Question 2 of 9" in normal.page.texts()
    assert "Report a missed bin\nQuestion 2 of 9" in largest.page.texts()


def test_options_are_read_aloud_with_their_number_and_whether_they_are_chosen(stage: Stage) -> None:
    options = (Option("a", "Friday 20 November", "2 days ago"), Option("b", "Friday 13 November"))
    parts = question(stage, "one", options=options, draft="b").speech_parts()
    assert parts[-3:] == [
        "Touch the one you want.",
        "1 of 2: Friday 20 November. 2 days ago",
        "2 of 2: Friday 13 November, chosen",
    ]


def test_an_address_needs_its_own_screen(stage: Stage) -> None:
    with pytest.raises(ValueError, match="screen of its own"):
        question(stage, "address")


def test_a_notice_is_read_and_shows_whom_to_reach(stage: Stage, heard: Heard) -> None:
    view = Samples(stage.language).page(ways=(), urgent=True)
    screen = stage.show(NoticeScreen(stage.look, stage.language, view=view))
    said = heard(screen.read)
    assert "Text: 60100" in stage.page.texts()
    stage.find.touch_button("Continue")
    assert said == [()]


def test_an_ending_offers_its_ways(stage: Stage, heard: Heard) -> None:
    screen = stage.show(EndingScreen(stage.look, stage.language, view=Samples(stage.language).page()))
    ways, finished, back = heard(screen.way_chosen), heard(screen.finished), heard(screen.went_back)
    stage.find.touch_button("See someone")
    stage.find.touch_button("Finish")
    stage.find.touch_button("Back")
    assert (ways, finished, back) == (["see-someone"], [()], [()])


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
