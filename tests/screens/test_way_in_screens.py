"""The way in: Welcome, a topic and the page before a journey say what was touched."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from sample_views import demo_pack
from stage import Heard, MakeStage, Stage

from accessibility.display import TEXT_SIZES, Display
from kiosk.search.views import ReadingList, Row
from screens.before_journey_screen import BeforeJourneyScreen
from screens.reading_list_screen import ReadingListScreen
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


def test_a_topic_leads_to_what_can_be_read_and_names_the_first_of_it(stage: Stage, heard: Heard) -> None:
    topic = demo_pack().topics()[0]
    to_read = ReadingList(tuple(Row("article:x", it) for it in ("Batteries", "Bin days", "Christmas", "Rubbish")))
    screen = stage.show(TopicScreen(stage.look, stage.language, topic=topic, journeys=[], to_read=to_read))
    said = heard(screen.reading_chosen)
    tile = stage.page.button("Read about it")
    assert tile.accessibleDescription() == "Batteries, Bin days, Christmas"
    stage.find.touch(tile)
    assert said == [()]


def test_a_topic_without_anything_to_read_offers_none(stage: Stage) -> None:
    stage.show(TopicScreen(stage.look, stage.language, topic=demo_pack().topics()[0], journeys=[]))
    assert "Read about it" not in stage.page.names(QAccessible.Role.Button)


def test_what_is_to_read_in_english_only_stands_below_and_says_so(stage: Stage) -> None:
    pack, to_read = demo_pack(), ReadingList((Row("article:x", "Bin days"),), in_english=True)
    journeys = pack.journeys_of("bins-and-recycling")[:1]
    topic = pack.topics()[0]
    screen = stage.show(TopicScreen(stage.look, stage.language, topic=topic, journeys=journeys, to_read=to_read))
    spoken = screen.speech_parts()
    own, heading = (
        next(at for at, it in enumerate(spoken) if part in it) for part in (journeys[0].title, "in English")
    )
    assert own < heading < next(at for at, it in enumerate(spoken) if "Read about it" in it)
    screen = stage.show(ReadingListScreen(stage.look, stage.language, about="Bins", to_read=to_read))
    assert "These are in English" in stage.page.texts()


def test_a_reading_list_names_each_article_and_leads_to_it(stage: Stage, heard: Heard) -> None:
    rows = (Row("article:bin-days", "Bin days", "Read about it", "info"), Row("article:tips", "Tips"))
    screen = stage.show(ReadingListScreen(stage.look, stage.language, about="Bins", to_read=ReadingList(rows)))
    said, back = heard(screen.chosen), heard(screen.went_back)
    assert screen.speech_parts()[:3] == ["Bins", "Touch what you want to read about.", "Bin days. Tips"]
    stage.find.touch_button("Tips")
    stage.find.touch_button("Back")
    assert (said, back) == (["article:tips"], [()])


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


def test_before_a_journey_stands_and_is_said_what_becomes_of_proving_who_somebody_is(stage: Stage) -> None:
    journey, told = demo_pack().journeys["missed-bin"], "Staff check it later, from papers."
    screen = stage.show(
        BeforeJourneyScreen(
            stage.look, stage.language, journey=journey, council_name="Fairholme Council", making_sure=told
        )
    )
    spoken = screen.speech_parts()
    assert told in stage.page.texts()
    assert spoken.index(told) == spoken.index("What Fairholme Council does with your answers") - 1
