"""Save and come back later: here, at another kiosk, with a wrong code, too late, and after a power cut."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import saved_visits
from canaries import assert_no_canary
from finding import wait_until
from library import (
    ADDRESS,
    MOBILE,
    NAME,
    Council,
    Library,
    answer,
    answer_up_to_contact,
    begin_missed_bin,
    give_address,
    give_mobile_and_name,
    join,
    open_library,
    report_a_missed_bin,
    send,
    settle_in,
    stop_and_clear,
)
from PySide6.QtWidgets import QApplication
from saved_visits import (
    BINS,
    CODE,
    PAPER,
    RECYCLING,
    all_is_there,
    come_back,
    half_of_a_report,
    save,
    save_and_leave,
    the_rest_of_it,
)

from kiosk.clock import SystemClock
from kiosk.comeback_code import new_code
from kiosk.errors import NotStoredError
from kiosk.parts import Parts
from kiosk.protocols import NotStored
from kiosk.submission import Prepared
from offline.drafts import KeptDraft
from offline.store import Store


class LaterClock(SystemClock):
    """The computer's clock, some days on."""

    def __init__(self, days: float) -> None:
        super().__init__(always_trusted=True)
        self._on = timedelta(days=days)

    def now(self) -> datetime:
        return super().now() + self._on


@contextmanager
def open_later(home: Path, days: float) -> Iterator[Library]:
    """Open a kiosk whose clock is so many days on."""
    parts = Parts.open(home, program="kiosk run")
    parts.store.close()
    clock = LaterClock(days)
    later = replace(parts, clock=clock, store=Store.open(home, clock=clock, program="kiosk run"))
    with open_library(home, changed=later) as library:
        yield library


@pytest.fixture
def another(tmp_path: Path, council: Council, qapp: QApplication) -> Path:
    """Another kiosk of the same council."""
    home = tmp_path / "another"
    home.mkdir(mode=0o700)
    settle_in(home)
    join(home, council.process, f"van-{uuid4().hex[:8]}")
    return home


def test_what_is_saved_opens_here_as_it_was_and_goes_on(away: Path) -> None:
    with open_library(away) as library:
        half_of_a_report(library)
        code = save_and_leave(library)
        assert library.visits() == []
        come_back(library, code)
        library.hands.see("Was it just yours, or the whole street?")
        the_rest_of_it(library)
        all_is_there(library)
        send(library)


def test_after_sending_its_code_opens_nothing(away: Path) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        code = save_and_leave(library)
        come_back(library, code)
        library.hands.see("Check your answers")
        all_is_there(library)
        send(library)
        library.hands.touch("Finish")
        library.hands.see_text("What you sent is safe.")
        come_back(library, code)
        library.hands.see("You have sent this already")
        library.hands.touch("Finish")
        library.hands.see("What do you need today?")


def test_saving_twice_keeps_the_code_and_the_later_answers(away: Path) -> None:
    with open_library(away) as library:
        half_of_a_report(library)
        code = save(library, way="Get help")
        library.hands.touch("Back to the questions")
        answer(library, "Was it just yours, or the whole street?", "Just mine")
        library.hands.see("Which day should it have been emptied?")
        assert save_and_leave(library) == code
        come_back(library, code)
        library.hands.see("Which day should it have been emptied?")
        assert save_and_leave(library) == code


def test_another_journey_gets_a_code_of_its_own_and_sending_it_ends_no_other(away: Path) -> None:
    with open_library(away) as library:
        half_of_a_report(library)
        first = save(library)
        library.hands.touch("Back to the questions")
        while library.heading != "Bins and recycling":
            library.hands.touch("Back")
        library.hands.touch("Report a missed bin")
        library.hands.touch("Start")
        library.hands.touch("Find address")
        library.hands.see("Which address is it?")
        library.hands.touch("Continue")
        library.hands.see(BINS)
        second = save(library)
        assert second != first
        library.hands.touch("Back to the questions")
        library.hands.see(BINS)
        answer_up_to_contact(library)
        give_mobile_and_name(library)
        send(library)
        library.hands.touch("Finish")
        library.hands.see("What do you need today?")
        come_back(library, first)
        library.hands.see("Was it just yours, or the whole street?")


def test_stop_offers_to_save_only_where_there_is_something_to_save(away: Path) -> None:
    with open_library(away) as library:
        for _ in ("welcome", "before the first answer"):
            library.hands.touch("Stop")
            library.hands.see("Stop and clear everything?")
            assert not library.find.has_button("Save and come back later")
            assert "already sent" not in library.words(), "nothing was"
            library.hands.touch("Go back")
            if library.heading == "What do you need today?":
                begin_missed_bin(library)
        give_address(library)
        library.hands.see(BINS)
        library.hands.touch("Stop")
        assert library.find.has_button("Save and come back later")
        library.hands.touch("Go back")
        library.hands.touch(RECYCLING)
        library.hands.touch("Stop")
        library.hands.touch("Save and come back later")
        library.hands.touch("Back")
        library.hands.see(BINS)
        assert library.find.check(RECYCLING).isChecked(), "who thinks better of it finds the page as it was"  # type: ignore[attr-defined]


def test_once_it_was_sent_there_is_nothing_to_save(away: Path) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        send(library)
        library.hands.touch("Stop")
        library.hands.see("Stop and clear everything?")
        assert not library.find.has_button("Save and come back later")
        library.hands.see_text("What you have already sent is safe.")
        library.hands.touch("Go back")
        library.hands.touch("Do something else")
        library.hands.touch("Stop")
        library.hands.see("Stop and clear everything?")
        assert not library.find.has_button("Save and come back later")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write the code from your paper"),
        ("7KD4", "Part of the code is missing. It has at least 11 letters and numbers"),
        ("7KD4-N9WH-3FXR", "One letter or number is wrong, missing or too many."),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong_with_it(away: Path, typed: str, said: str) -> None:
    with open_library(away) as library:
        come_back(library, typed)
        library.hands.see_text(said)


def test_a_slip_in_the_code_is_found_before_anything_is_looked_up(away: Path) -> None:
    with open_library(away) as library:
        half_of_a_report(library)
        code = save_and_leave(library)
        wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
        come_back(library, wrong)
        library.hands.see_text("One letter or number is not right. Check it with your paper")
        library.hands.touch("Back")
        come_back(library, code.lower().replace("-", " "))
        library.hands.see("Was it just yours, or the whole street?")


def test_a_code_that_opens_nothing_here_is_told_where_to_go_while_the_hub_is_away(away: Path) -> None:
    with open_library(away) as library:
        come_back(library, new_code())
        library.hands.see("It is not saved at this kiosk")
        library.hands.see_text("this kiosk cannot reach the council just now.")


def test_what_was_saved_in_welsh_comes_back_in_welsh(away: Path) -> None:
    with open_library(away) as library:
        half_of_a_report(library)
        library.kiosk.stage.choose_language("cy")
        library.hands.touch("Stopio")
        library.hands.touch("Cadw a dod yn ôl yn nes ymlaen")
        library.hands.touch("Cadw")
        library.hands.see("Mae eich atebion wedi’u cadw yma. Nid ydynt wedi’u hanfon eto.")
        code = library.hands.read(CODE)
        library.hands.touch("Gorffen")
        library.hands.see("What do you need today?")
        come_back(library, code)
        wait_until(lambda: library.kiosk.stage.language.code == "cy")


def test_saved_here_synced_and_opened_at_another_kiosk(joined: Path, another: Path, council: Council) -> None:
    with open_library(joined) as library:
        half_of_a_report(library)
        code = save_and_leave(library)
        wait_until(lambda: library.parts.store.drafts.due() == [], 15)
    with open_library(another) as library:
        come_back(library, code)
        library.hands.see("Was it just yours, or the whole street?")
        the_rest_of_it(library)
        all_is_there(library)
        send(library)
        library.hands.touch("Finish")
        library.hands.see("What do you need today?")
        wait_until(lambda: library.parts.store.drafts.due() == [], 15)
    with open_library(joined) as library:
        come_back(library, code)
        library.hands.see("You have sent this already")


def test_gone_on_with_at_another_kiosk_it_is_the_later_one_everywhere(
    joined: Path, another: Path, council: Council
) -> None:
    with open_library(joined) as library:
        half_of_a_report(library)
        code = save_and_leave(library)
        wait_until(lambda: library.parts.store.drafts.due() == [], 15)
    with open_library(another) as library:
        come_back(library, code)
        answer(library, "Was it just yours, or the whole street?", "Just mine")
        library.hands.see("Which day should it have been emptied?")
        assert save_and_leave(library) == code
        wait_until(lambda: library.parts.store.drafts.due() == [], 15)
    with open_library(joined) as library:
        come_back(library, code)
        library.hands.see("Which day should it have been emptied?")


def test_not_at_the_hub_yet_it_says_to_go_to_the_kiosk_where_it_was_saved(
    away: Path, another: Path, council: Council
) -> None:
    with open_library(away) as library:
        half_of_a_report(library)
        code = save_and_leave(library)
    with open_library(another) as library:
        come_back(library, code)
        library.hands.see("We found nothing with this code")
        library.hands.see_text("Please go to that kiosk.")


def test_while_the_hub_is_away_this_kiosks_copy_opens_and_says_that_it_may_be_an_older_one(
    joined: Path, council: Council
) -> None:
    with open_library(joined) as library:
        half_of_a_report(library)
        code = save_and_leave(library)
        wait_until(lambda: library.parts.store.drafts.due() == [], 15)
        council.process.pause()
        try:
            library.hands._patience = 60
            come_back(library, code)
            library.hands.see("We found what you saved")
            library.hands.see_text("This is how you saved it at this kiosk.")
            library.hands.touch("Continue")
            library.hands.see("Was it just yours, or the whole street?")
        finally:
            council.process.go_on()


def test_too_late_it_says_so_and_nothing_is_left(away: Path) -> None:
    with open_library(away) as library:
        half_of_a_report(library)
        code = save_and_leave(library)
    with open_later(away, 27.5) as library:
        come_back(library, code)
        library.hands.see("Was it just yours, or the whole street?")
        stop_and_clear(library)
    with open_later(away, 30) as library:
        come_back(library, code)
        library.hands.see("It is too late to open this")


def test_with_a_clock_nobody_can_believe_no_day_is_named(away: Path) -> None:
    parts = Parts.open(away, program="kiosk run")
    clock = SystemClock()
    clock.trusted = lambda: False  # type: ignore[method-assign]
    with open_library(away, changed=replace(parts, clock=clock)) as library:
        half_of_a_report(library)
        save(library)
        library.hands.see_text("We keep it for 28 days.")
        assert not library.names_a_day()


def test_with_a_right_clock_screen_and_paper_name_the_same_day(away: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    settle_in(away, PAPER.format(paper))
    with open_library(away) as library:
        half_of_a_report(library)
        code = save(library)
        library.hands.see_text("Please take the paper with the code.")
        day = re.search(r"until the end of (.*? 20\d\d)\.", library.words())
        assert day is not None
        printed = " ".join(paper.read_text(encoding="utf-8").split())
        assert code in printed
        assert f"until the end of {day[1]}." in printed
        for word in (ADDRESS, RECYCLING, "FH1 4QT"):
            assert word not in printed
        paper.unlink()
        library.hands.touch("Print again")
        wait_until(paper.exists)


def test_nobody_answers_and_nothing_is_left_of_code_and_answers(away: Path) -> None:
    with open_library(away, idle=(4, 1)) as library:
        half_of_a_report(library)
        code = save(library)
        library.hands.see_text("What you saved opens with your come-back code.")
        library.hands.wait(0.3)
        assert library.visits() == []
        assert code not in library.words()
        for text in (code, code.replace("-", "")):
            assert text not in "".join(field.text() for field in QApplication.allWidgets() if hasattr(field, "text"))
        come_back(library, code)
        library.hands.see("Was it just yours, or the whole street?")


def test_code_and_answers_are_in_no_file_of_kiosk_or_hub(joined: Path, council: Council, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    settle_in(joined, PAPER.format(paper))
    with open_library(joined) as library:
        report_a_missed_bin(library)
        code = save(library)
        library.hands.see_text("Please take the paper with the code.")
        library.hands.touch("Finish")
        wait_until(lambda: library.parts.store.drafts.due() == [], 15)
        come_back(library, code)
        library.hands.see("Check your answers")
        stop_and_clear(library)
    secrets = [code, code.replace("-", ""), NAME, MOBILE, MOBILE.replace(" ", "")]
    assert_no_canary(joined, secrets)
    assert_no_canary(council._home, secrets)


def test_a_power_cut_right_after_saving_loses_nothing(away: Path) -> None:
    """The program is killed the moment the code is on the screen."""
    done = subprocess.Popen(
        [sys.executable, saved_visits.__file__, str(away)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["tests", ".", *sys.path])},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert done.stdout is not None
        code = done.stdout.readline().strip()
        done.send_signal(signal.SIGKILL)
    finally:
        done.wait(10)
        done.stdout.close()
    assert re.fullmatch(CODE, code)
    with open_library(away) as library:
        come_back(library, code)
        library.hands.see("Was it just yours, or the whole street?")


def test_what_cannot_be_kept_promises_nothing_and_is_tried_again(away: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_library(away) as library:
        half_of_a_report(library)
        drafts = library.parts.store.drafts

        def refuse(_draft: KeptDraft) -> None:
            raise NotStoredError(NotStored.DISK_FULL)

        with monkeypatch.context() as patch:
            patch.setattr(drafts, "keep", refuse)
            library.hands.touch("Stop")
            library.hands.touch("Save and come back later")
            library.hands.touch("Save")
            library.hands.see("It was not saved")
            library.hands.see_text("This kiosk has no room left to keep it safely.")
        library.hands.touch("Try again")
        library.hands.see("Your answers are saved here. They are not sent yet.")
        library.hands.touch("Back to the questions")
        library.hands.see("Was it just yours, or the whole street?")


def test_send_that_was_refused_ends_the_saved_visit_when_it_is_tried_again(
    away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        code = save_and_leave(library)
        come_back(library, code)
        library.hands.see("Check your answers")
        store = library.parts.store

        def refuse(_prepared: Prepared) -> None:
            raise NotStoredError(NotStored.DISK_FULL)

        with monkeypatch.context() as patch:
            patch.setattr(store, "put", refuse)
            library.hands.touch("Send")
            library.hands.see_text("Try again")
        library.hands.touch("Try again")
        library.hands.see_text("Stored safely here")
        library.hands.touch("Finish")
        come_back(library, code)
        library.hands.see("You have sent this already")
