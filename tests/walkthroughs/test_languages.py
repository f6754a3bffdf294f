"""In another language: a whole report, a change in the middle, and an interpreter where there are no words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from finding import wait_until
from library import ADDRESS, CODE, MOBILE, NAME, POSTCODE, Library, begin_missed_bin, give_address, open_library, typed
from library import answer as answer_in_english

from kiosk.language import own_name
from kiosk.spoken_languages import spoken_languages


@dataclass(frozen=True)
class Speaker:
    """Somebody who reads the language that is chosen; everything is named here by its English."""

    library: Library

    def say(self, text: str) -> str:
        return self.library.kiosk.stage.language.translate(text)

    def touch(self, name: str) -> None:
        self.library.hands.touch(self.say(name))

    def see(self, heading: str) -> None:
        self.library.hands.see(self.say(heading))

    def write(self, heading: str, text: str) -> None:
        self.see(heading)
        self.library.find.write(text)

    def answer(self, heading: str, option: str) -> None:
        self.see(heading)
        self.library.hands.touch(self.library.kiosk.stage.language.answer(option, heading))
        self.touch("Continue")


def choose(library: Library, code: str) -> Speaker:
    """Choose a language as it calls itself."""
    wait_until(lambda: code in library.kiosk.stage.languages)
    speaker = Speaker(library)
    speaker.touch("Language")
    library.hands.touch(own_name(code))
    return speaker


@pytest.mark.parametrize("code", ["cy", "pl", "ar"])
def test_a_missed_bin_is_reported_in_another_language(away: Path, code: str) -> None:
    with open_library(away) as library:
        speaker = choose(library, code)
        speaker.see("What do you need today?")
        for name in ("Bins and recycling", "Report a missed bin", "Start"):
            speaker.touch(name)
        speaker.write("What is the postcode where the bin is?", POSTCODE)
        speaker.touch("Find address")
        library.hands.touch(ADDRESS)
        speaker.touch("Continue")
        speaker.answer("Which bins or bags were not emptied?", "Recycling (blue bin)")
        speaker.answer("Was it just yours, or the whole street?", "Just mine")
        speaker.answer("Which day should it have been emptied?", "I do not know")
        speaker.answer("Was it out by 6 in the morning?", "Yes")
        speaker.answer("Was anything in the way?", "No")
        speaker.answer("Did the crew leave a tag or sticker on it?", "No")
        speaker.answer("Was it missed another time in the last 3 months?", "No")
        speaker.answer("How should we tell you how it is going?", "Text message")
        speaker.write("What is your mobile number?", MOBILE)
        speaker.touch("Continue")
        speaker.write("What is your name?", NAME)
        speaker.touch("Continue")
        speaker.see("Check your answers")
        assert [kept for kept in (ADDRESS, MOBILE, NAME) if kept not in library.words()] == []
        speaker.touch("Send")
        speaker.see("Stored safely here. The council does not have it yet.")
        assert library.hands.read(CODE)
        assert speaker.say("Your tracking code is") in library.words()


def test_answers_stay_through_every_change_of_language_in_the_middle_of_typing(away: Path) -> None:
    with open_library(away) as library:
        begin_missed_bin(library)
        give_address(library)
        answer_in_english(library, "Which bins or bags were not emptied?", "Something not listed")
        library.hands.see("What else was not emptied?")
        library.hands.write("purple sack")
        for code in ("pl", "ar", "cy", "en"):
            speaker = choose(library, code)
            speaker.see("What else was not emptied?")
            assert typed(library) == "purple sack"
            assert library.kiosk.frame.isRightToLeft() is (code == "ar")


def test_what_has_no_words_in_a_language_stands_below_and_says_so(away: Path) -> None:
    with open_library(away) as library:
        speaker = choose(library, "pl")
        speaker.touch("Streets and parks")
        speaker.see("Streets and parks")
        assert speaker.say("These are in English") in library.words()
        speaker.touch("Report a street light")
        speaker.see("Report a street light")
        assert speaker.say("The questions are in English. The staff here can help you with them.") in library.words()
        assert speaker.say("They can also get you an interpreter. It is free.") in library.words()


def test_somebody_without_words_here_asks_for_an_interpreter(away: Path) -> None:
    with open_library(away) as library:
        somali = spoken_languages()["so"]
        library.hands.touch("Language")
        library.hands.see("Choose your language")
        library.hands.touch("Soomaali")
        library.hands.see(somali.heading)
        assert [text for text in somali.text if text not in library.words()] == []
        assert "this person speaks Somali" in library.words()
        library.hands.touch(somali.back)
        library.hands.see("Choose your language")
        library.hands.touch("Soomaali")
        library.hands.touch(somali.ask)
        library.hands.see("I need an interpreter or another format")
        library.hands.touch("Start")
        library.hands.see("What is it for?")
        library.hands.touch("Back")
        library.hands.see("Which language would you like?")
        (visit,) = library.visits()
        assert visit.answers == {"for-whom": "self", "need-what": "spoken", "spoken-language": "somali"}


def test_asking_for_an_interpreter_takes_no_answers_away(away: Path) -> None:
    with open_library(away) as library:
        somali = spoken_languages()["so"]
        begin_missed_bin(library)
        give_address(library)
        library.hands.see("Which bins or bags were not emptied?")
        library.hands.touch("Language")
        library.hands.touch("Soomaali")
        library.hands.see(somali.heading)
        assert somali.ask not in library.words()
        library.hands.touch(somali.back)
        library.hands.touch("Back")
        library.hands.see("Which bins or bags were not emptied?")
