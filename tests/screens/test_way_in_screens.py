"""The way in: Welcome, a topic and the page before a journey say what was touched."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from sample_views import demo_pack
from stage import Heard, MakeStage, Stage

from accessibility.display import TEXT_SIZES, Display
from screens.before_journey_screen import BeforeJourneyScreen
from screens.topic_screen import TopicScreen
from screens.welcome_screen import WelcomeScreen


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
    stage.show(WelcomeScreen(stage.look, stage.language, topics=demo_pack().council.topics[:1]))
    assert stage.page.has_button("Bins and recycling")
    assert not stage.page.has_button("Council tax")


@pytest.mark.parametrize("text_size", TEXT_SIZES)
def test_help_today_is_seen_before_the_topics_at_every_text_size(make_stage: MakeStage, text_size: int) -> None:
    stage = make_stage(Display(text_size=text_size))
    stage.show(WelcomeScreen(stage.look, stage.language, topics=demo_pack().council.topics))
    names = stage.page.names(QAccessible.Role.Button)
    assert names.index("I need help today") < names.index("Bins and recycling")
    help_today = stage.page.button("I need help today")
    assert help_today.visibleRegion().boundingRect().size() == help_today.size()


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
