"""Language, help, stopping, idling and hiding: each says what was touched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from sample_screens import every_screen
from sample_views import demo_pack
from stage import Heard, MakeStage, Stage, settle

from accessibility.display import Display
from kiosk.spoken_languages import by_own_name, spoken_languages
from screens.get_help_screen import GetHelpScreen
from screens.help_and_display_screen import HelpAndDisplayScreen
from screens.help_today_screen import HelpTodayScreen
from screens.hidden_screen import HiddenScreen
from screens.language_screen import LanguageScreen
from screens.no_translation_screen import NoTranslationScreen
from screens.see_someone_screen import SeeSomeoneScreen
from screens.something_wrong_screen import SomethingWrongScreen
from screens.still_there_screen import StillThereScreen
from screens.stop_screen import StopScreen
from screens.urgent_help_screen import UrgentHelpScreen


def test_languages_stand_there_by_their_own_names(stage: Stage, heard: Heard) -> None:
    names = [("en", "English"), ("cy", "Cymraeg")]
    screen = stage.show(LanguageScreen(stage.look, stage.language, languages=names))
    said, back = heard(screen.language_chosen), heard(screen.went_back)
    stage.find.touch_button("Cymraeg")
    stage.find.touch_button("English")
    stage.find.touch_button("Back")
    assert (said, back) == (["cy", "en"], [()])


@pytest.mark.parametrize(
    ("name", "signal", "value"),
    [
        ("Listen to the page", "listen_chosen", ()),
        ("Get help", "help_chosen", ()),
        ("Hide screen", "hide_chosen", ()),
        ("Move page up or down", "page_moved", ()),
        ("Close", "closed", ()),
    ],
)
def test_help_and_display_says_which_tool(stage: Stage, heard: Heard, name: str, signal: str, value: object) -> None:
    screen = stage.lay_over(HelpAndDisplayScreen(stage.look, stage.language, can_listen=True))
    said = heard(getattr(screen, signal))
    stage.find.touch_button(name)
    assert said == [value]


def test_size_and_contrast_in_use_are_marked_and_others_can_be_chosen(make_stage: MakeStage, heard: Heard) -> None:
    stage = make_stage(Display(text_size=4, contrast="high"))
    screen = stage.lay_over(HelpAndDisplayScreen(stage.look, stage.language, can_listen=True))
    sizes, contrasts = heard(screen.text_size_chosen), heard(screen.contrast_chosen)
    assert stage.find.check("Largest letters").isChecked()
    assert stage.find.check("Light on black").isChecked()
    for name in ("Normal letters", "Large letters", "Larger letters", "Largest letters"):
        stage.find.touch(stage.find.check(name))
    for name in ("Dark on light", "Light on black"):
        stage.find.touch(stage.find.check(name))
    assert (sizes, contrasts) == ([1, 2, 3, 4], ["normal", "high"])


def test_listen_is_not_offered_without_a_voice(stage: Stage) -> None:
    stage.lay_over(HelpAndDisplayScreen(stage.look, stage.language, can_listen=False))
    assert not stage.find.has_button("Listen to the page")


def test_get_help_says_what_the_page_is_for_and_never_a_voice_call_alone(stage: Stage, heard: Heard) -> None:
    contacts = [demo_pack().contact("council")]
    screen = stage.lay_over(GetHelpScreen(stage.look, stage.language, about="We ask for bins.", contacts=contacts))
    closed, someone = heard(screen.closed), heard(screen.see_someone_chosen)
    texts = stage.find.texts()
    assert {"We ask for bins.", "Text: 60100", "Call: 01632 960100"} <= set(texts)
    assert texts.index("Text: 60100") < texts.index("Call: 01632 960100")
    stage.find.touch_button("See someone")
    stage.find.touch_button("Close")
    assert (closed, someone) == ([()], [()])


def test_every_way_of_a_contact_is_shown_and_numbers_are_said_sign_by_sign(stage: Stage) -> None:
    contacts = [demo_pack().contact("council")]
    screen = stage.show(SeeSomeoneScreen(stage.look, stage.language, contacts=contacts))
    assert any(text.startswith("Sign language: ") for text in stage.page.texts())
    spoken = screen.speech_parts()[-1]
    assert "Text: 6 0 1 0 0" in spoken
    assert "help at fairholme dot example" in spoken


def test_see_someone_tells_the_hours_it_was_given_and_goes_back(stage: Stage, heard: Heard) -> None:
    hours = "Staff are here from 9 to 5."
    screen = stage.show(SeeSomeoneScreen(stage.look, stage.language, contacts=[], hours=hours))
    back = heard(screen.went_back)
    assert hours in stage.page.texts()
    stage.find.touch_button("Back")
    assert back == [()]


def test_help_today_says_which_situation(stage: Stage, heard: Heard) -> None:
    situations = demo_pack().council.help_today
    screen = stage.show(HelpTodayScreen(stage.look, stage.language, situations=situations))
    said = heard(screen.situation_chosen)
    for situation in situations:
        stage.find.touch_button(situation.title)
    assert said == [situation.id for situation in situations]


@pytest.mark.parametrize("place", range(4))
def test_urgent_help_shows_whom_to_reach_now(stage: Stage, heard: Heard, place: int) -> None:
    pack = demo_pack()
    help_ = pack.council.help_today[place]
    contacts = [pack.contact(item) for item in help_.contacts]
    screen = stage.show(UrgentHelpScreen(stage.look, stage.language, help_=help_, contacts=contacts))
    finished, back = heard(screen.finished), heard(screen.went_back)
    assert stage.page.headings() == [help_.title, *(contact.name for contact in contacts)]
    assert set(help_.text) <= set(stage.page.texts())
    stage.find.touch_button("Finish")
    stage.find.touch_button("Back")
    assert (finished, back) == ([()], [()])


def test_stop_asks_once(stage: Stage, heard: Heard) -> None:
    screen = stage.lay_over(StopScreen(stage.look, stage.language))
    stopped, back = heard(screen.stopped), heard(screen.went_back)
    stage.find.touch_button("Go back")
    assert (stopped, back) == ([], [()])
    stage.find.touch_button("Stop and clear")
    assert stopped == [()]


@pytest.mark.parametrize("code", ["en", "cy", "pl", "ar"])
def test_the_page_before_a_sensitive_journey_names_the_buttons_that_lead_away(make_stage: MakeStage, code: str) -> None:
    stage = make_stage(language=demo_pack().language(code))
    told = " ".join(every_screen(stage.look, stage.language)["before-sensitive"]().speech_parts())
    for words in ("Hide screen", "Stop", "Stop and clear"):
        assert stage.language.translate(words) in told
    assert StopScreen(stage.look, stage.language).next_button in told


def still_there(stage: Stage, seconds: int = 60) -> StillThereScreen:
    shown: StillThereScreen = stage.lay_over(StillThereScreen(stage.look, stage.language, seconds=seconds))
    return shown


def test_the_seconds_count_down_and_the_first_and_every_twentieth_are_spoken(stage: Stage, heard: Heard) -> None:
    screen = still_there(stage, 65)
    announced = heard(screen.announced)
    for seconds in range(65, -1, -1):
        screen.count_down(seconds)
    settle()
    assert [words.split(" in ")[1].split(".")[0] for words in announced] == [f"{n} seconds" for n in (65, 60, 40, 20)]
    assert all(words.startswith("Are you still there? ") for words in announced)
    texts = [text for text in stage.find.texts() if "we clear your answers in" in text]
    assert len(texts) == 1
    assert "0 seconds" in texts[0]


def test_one_second_is_one_second(stage: Stage) -> None:
    still_there(stage, 1)
    assert any("in 1 second." in text for text in stage.find.texts())


def test_a_touch_anywhere_or_on_the_button_or_a_key_says_that_someone_is_there(stage: Stage, heard: Heard) -> None:
    screen = still_there(stage)
    continued = heard(screen.continued)
    stage.find.touch_button("Yes, I am here")
    assert continued == [()]
    stage.find.touch_at(stage.frame, QPoint(300, 900))
    assert continued == [(), ()]
    stage.find.button("Yes, I am here").setFocus()
    stage.find.key(Qt.Key.Key_Space)
    assert continued == [(), (), ()]


@pytest.mark.parametrize("place", [(5, 5), (500, 900), (1070, 1800)])
def test_the_hidden_screen_comes_back_by_one_touch_anywhere(stage: Stage, heard: Heard, place: tuple[int, int]) -> None:
    screen = stage.lay_over(HiddenScreen(stage.look, stage.language))
    shown = heard(screen.shown)
    stage.find.touch_at(stage.frame, QPoint(*place))
    assert shown == [()]


def test_the_hidden_screen_comes_back_by_its_button_once_and_by_keys(stage: Stage, heard: Heard) -> None:
    screen = stage.lay_over(HiddenScreen(stage.look, stage.language))
    shown = heard(screen.shown)
    assert QApplication.focusWidget() is stage.find.button("Show my page")
    stage.find.key(Qt.Key.Key_Return)
    stage.find.touch_button("Show my page")
    assert shown == [(), ()]


def test_an_unexpected_fault_is_told_without_technical_words(stage: Stage, heard: Heard) -> None:
    screen = stage.show(SomethingWrongScreen(stage.look, stage.language, contact=demo_pack().contact("council")))
    restarted = heard(screen.restarted)
    said = " ".join(stage.page.all_texts()).casefold()
    assert not any(word in said for word in ("error", "exception", "fault", "traceback", "failed"))
    stage.find.touch_button("Start again")
    assert restarted == [()]


def test_languages_without_words_here_stand_below_with_an_interpreter(stage: Stage, heard: Heard) -> None:
    others = by_own_name(["ur", "so", "bn"])
    screen = stage.show(LanguageScreen(stage.look, stage.language, languages=[("en", "English")], interpreted=others))
    said = heard(screen.language_chosen)
    assert stage.page.headings() == ["Choose your language", "With an interpreter"]
    stage.find.touch_button("Soomaali")
    stage.find.touch_button("اردو")
    stage.find.touch_button("বাংলা")
    assert said == ["so", "ur", "bn"]


@pytest.mark.parametrize("code", sorted(spoken_languages()))
def test_a_page_in_each_language_says_that_an_interpreter_comes(stage: Stage, heard: Heard, code: str) -> None:
    spoken = spoken_languages()[code]
    screen = stage.show(NoTranslationScreen(stage.look, stage.language, code=code, spoken=spoken))
    asked, back = heard(screen.interpreter_asked), heard(screen.went_back)
    assert screen.heading == spoken.heading
    assert screen.isRightToLeft() is (code in ("ar", "ur"))
    assert screen.read_in == code
    assert not any(spoken.english in part for part in screen.speech_parts())
    stage.find.touch_button(spoken.ask)
    stage.find.touch_button(spoken.back)
    assert (asked, back) == ([()], [()])


def test_a_page_without_translation_offers_no_button_where_answers_would_be_lost(stage: Stage) -> None:
    spoken = spoken_languages()["so"]
    stage.show(NoTranslationScreen(stage.look, stage.language, code="so", spoken=spoken, can_ask=False))
    assert spoken.ask not in stage.page.all_texts()
    assert spoken.next_in_english not in stage.page.all_texts()
