"""Residents whom a noise keeps awake: in confidence, and only where it is safe to write to them."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, home, printed, routed, said_next, told, urgent

from kiosk.council_pack import CouncilPack
from kiosk.page_views import page_view


def loud_music(pack: CouncilPack, **more: Any) -> dict[str, Any]:
    """The story of a neighbour's music, nobody yet told how to reach; by page, with _ for -. None leaves one out."""
    story: dict[str, Any] = {
        "threatened": "never", "sound": "music", "building-times": None, "now": False, "how-often": "week",
        "heard-between": {"from": "2026-10-02", "to": "2026-11-19"}, "parts-of-day": ["night"],
        "comes-from": "neighbour", "from-where": "14 Mill Street", "whose-home": "private", "where": home(pack),
        "spoken-to": "not-helped", "does-to-you": ["sleep"], "in-your-words": "", "may-say-who": False,
    }  # fmt: skip
    story |= {page.replace("_", "-"): answer for page, answer in more.items()}
    return {page: answer for page, answer in story.items() if answer is not None}


def safe_by_text(story: Story, diary: str = "paper") -> dict[str, Any]:
    """The story of somebody to whom a text message is safe in the evening."""
    return {
        **story, "safe-to-contact": True, "contact": "text", "mobile": "07700 900123", "safe-when": ["evening"],
        "say-who": True, "name": "", "diary": diary,
    }  # fmt: skip


def not_safe(story: Story, safe: str | bool = False) -> dict[str, Any]:
    """The story of somebody whom nobody may write to."""
    return {**story, "safe-to-contact": safe}


def test_a_diary_comes_first_and_an_officer_by_the_third_working_day(pack: CouncilPack) -> None:
    visit = told(pack, "noise", safe_by_text(loud_music(pack)))
    assert said_next(visit).startswith("An officer contacts you by Wednesday 25 November, in the way that you chose.")
    assert "The staff at the desk here give you a noise diary now." in said_next(visit)
    assert "dyddiadur sŵn i chi nawr" in said_next(visit, "cy")
    assert not urgent(visit)


@pytest.mark.parametrize(
    ("diary", "english", "welsh"),
    [
        ("app", "record the noise with your phone", "recordio’r sŵn â’ch ffôn"),
        ("help", "lend you a machine that listens", "fenthyg peiriant gwrando i chi"),
    ],
)
def test_the_diary_is_kept_as_one_can(pack: CouncilPack, diary: str, english: str, welsh: str) -> None:
    visit = told(pack, "noise", safe_by_text(loud_music(pack), diary))
    assert english in said_next(visit)
    assert welsh in said_next(visit, "cy")


@pytest.mark.parametrize("safe", [False, "not-sure"])
def test_whoever_is_not_safe_is_never_written_to(pack: CouncilPack, safe: str | bool) -> None:
    visit = told(pack, "noise", not_safe(loud_music(pack), safe))
    assert not asked(visit) & {"contact", "mobile", "email", "phone", "letter-address", "name", "diary"}
    assert "Your noise diary will be at the desk here" in said_next(visit)
    assert "Bydd eich dyddiadur sŵn wrth y ddesg yma" in said_next(visit, "cy")


@pytest.mark.parametrize("code", ["en", "cy"])
def test_the_paper_does_not_say_what_it_is_about(pack: CouncilPack, code: str) -> None:
    paper = printed(told(pack, "noise", safe_by_text(loud_music(pack))), code)
    assert not any(word in paper for word in ("noise", "Noise", "sŵn", "Sŵn", "Mill Street", "diary", "dyddiadur"))


@pytest.mark.parametrize(
    ("answers", "english", "welsh"),
    [
        ({"threatened": "today"}, "Please get help first", "Ceisiwch help yn gyntaf"),
        ({"threatened": "never", "sound": "living"}, "The law does not let us stop this noise",
         "Nid yw’r gyfraith yn gadael i ni atal y sŵn hwn"),
        ({"threatened": "never", "sound": "traffic"}, "Others look after this noise",
         "Eraill sy’n gofalu am y sŵn hwn"),
        ({"threatened": "never", "sound": "building", "building-times": "usual"},
         "At these times building work is allowed", "Ar yr adegau hyn caniateir gwaith adeiladu"),
        ({"threatened": "never", "sound": "music", "now": False, "how-often": "once"},
         "Once is not enough for us to act", "Nid yw unwaith yn ddigon i ni weithredu"),
    ],
)  # fmt: skip
def test_what_needs_somebody_else_or_is_not_enough(pack: CouncilPack, answers: Story, english: str, welsh: str) -> None:
    visit = told(pack, "noise", answers)
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)


def test_somebody_in_danger_is_sent_to_help_at_once(pack: CouncilPack) -> None:
    visit = told(pack, "noise", {"threatened": "today"})
    assert visit.ending is not None
    shown = page_view(visit, visit.ending, pack.language("en"))
    assert "999" in {contact.phone for contact in shown.contacts}
    assert "help-today" in {way.screen for way in visit.ending.alternatives}


def test_a_threat_of_before_is_for_the_police_as_well(pack: CouncilPack) -> None:
    assert "tell-the-police" in asked(told(pack, "noise", {"threatened": "before"}))
    assert "tell-the-police" not in asked(told(pack, "noise", {"threatened": "never"}))


def test_a_noise_that_is_there_now_can_be_told_though_it_is_the_first_time(pack: CouncilPack) -> None:
    visit = told(pack, "noise", not_safe(loud_music(pack, now=True, how_often="once", heard_between=None)))
    assert visit.complete
    assert "now-as-well" in asked(visit)


def test_building_at_other_times_can_be_told(pack: CouncilPack) -> None:
    story = loud_music(pack, sound="building", building_times="other", comes_from="work", whose_home=None)
    assert told(pack, "noise", not_safe(story)).complete


@pytest.mark.parametrize(
    ("sound", "now", "first"), [("alarm", True, True), ("alarm", False, False), ("music", True, False)]
)
def test_only_an_alarm_that_rings_now_is_urgent(pack: CouncilPack, sound: str, now: bool, first: bool) -> None:
    visit = told(pack, "noise", not_safe(loud_music(pack, sound=sound, now=now)))
    assert urgent(visit) is first
    assert ("After 20 minutes of ringing" in said_next(visit)) is first
    assert ("Ar ôl 20 munud o ganu" in said_next(visit, "cy")) is first


@pytest.mark.parametrize(
    ("more", "team"),
    [
        ({"whose_home": "council"}, "council-homes"),
        ({"whose_home": "association"}, "noise"),
        ({"comes_from": "pub", "whose_home": None}, "noise-from-work"),
        ({"comes_from": "work", "whose_home": None}, "noise-from-work"),
        ({"comes_from": "not-sure", "from_where": None, "whose_home": None}, "noise"),
    ],
)
def test_whoever_can_act_fastest_gets_it(pack: CouncilPack, more: dict[str, Any], team: str) -> None:
    assert routed(told(pack, "noise", not_safe(loud_music(pack, **more)))) == team


@pytest.mark.parametrize(("spoken", "hint"), [("not-yet", True), ("not-safe", False), ("helped", False)])
def test_only_whoever_might_is_told_that_a_word_can_help(pack: CouncilPack, spoken: str, hint: bool) -> None:
    assert ("speak-first" in asked(told(pack, "noise", not_safe(loud_music(pack, spoken_to=spoken))))) is hint


def test_nothing_given_here_is_offered_elsewhere(pack: CouncilPack) -> None:
    assert told(pack, "noise", safe_by_text(loud_music(pack))).all_carried() == {}
