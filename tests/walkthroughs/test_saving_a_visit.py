"""Save and come back later: offered where there is something to save, and safe before the code is shown."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import saved_visits
from canaries import assert_no_canary
from library import (
    MOBILE,
    NAME,
    Council,
    answer,
    answer_up_to_contact,
    begin_missed_bin,
    give_address,
    give_mobile_and_name,
    open_library,
    report_a_missed_bin,
    send,
    settle_in,
    somebody_is_there,
    stop_and_clear,
)
from PySide6.QtWidgets import QApplication
from saved_visits import (
    BINS,
    CODE,
    DAY,
    PAPER,
    RECYCLING,
    WHOSE,
    come_back,
    come_back_halfway,
    half_of_a_report,
    leave,
    save,
    save_and_leave,
    stop_offers_to_save,
    tell_the_hub,
)

from kiosk.errors import NotStoredError
from kiosk.protocols import NotStored
from offline.drafts import KeptDraft


def test_saving_twice_keeps_the_code_and_the_later_answers(away: Path) -> None:
    with open_library(away) as library:
        half_of_a_report(library)
        code = save(library, way="Get help")
        library.hands.touch("Back to the questions")
        answer(library, WHOSE, "Just mine")
        library.hands.see(DAY)
        assert save_and_leave(library) == code
        come_back(library, code)
        library.hands.see(DAY)
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
        leave(library)
        come_back_halfway(library, first)


def test_stop_offers_to_save_only_where_there_is_something_to_save(away: Path) -> None:
    with open_library(away) as library:
        for _ in ("welcome", "before the first answer"):
            assert not stop_offers_to_save(library)
            assert "already sent" not in library.words(), "nothing was"
            library.hands.touch("Go back")
            if library.heading == "What do you need today?":
                begin_missed_bin(library)
        give_address(library)
        library.hands.see(BINS)
        assert stop_offers_to_save(library)
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
        assert not stop_offers_to_save(library)
        library.hands.see_text("What you have already sent is safe.")
        library.hands.touch("Go back")
        library.hands.touch("Do something else")
        assert not stop_offers_to_save(library)


def test_nobody_answers_and_nothing_is_left_of_code_and_answers(away: Path) -> None:
    with open_library(away, idle=(4, 1)) as library:
        with somebody_is_there(library):
            half_of_a_report(library)
            code = save(library)
        library.hands.see_text("What you saved opens with your come-back code.")
        library.kiosk._quiet_time.stop()  # somebody is there again
        library.hands.wait(0.3)
        assert library.visits() == []
        assert code not in library.words()
        for text in (code, code.replace("-", "")):
            assert text not in "".join(field.text() for field in QApplication.allWidgets() if hasattr(field, "text"))
        come_back_halfway(library, code)


def test_code_and_answers_are_in_no_file_of_kiosk_or_hub(joined: Path, council: Council, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    settle_in(joined, PAPER.format(paper))
    with open_library(joined) as library:
        report_a_missed_bin(library)
        code = save(library)
        library.hands.see_text("Please take the paper with the code.")
        library.hands.touch("Finish")
        tell_the_hub(library)
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
        come_back_halfway(library, code)


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
        library.hands.see(WHOSE)
