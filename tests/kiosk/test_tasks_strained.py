"""The door of an open kiosk where there is little of something, and much of another: threads, time, words."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from open_door import offers, opened

from kiosk.attachments import Attachment
from kiosk.errors import KioskError
from kiosk.tasks import messages, place
from kiosk.tasks.doing import Bystander, Giver
from kiosk.tasks.handing import Handed
from kiosk.tasks.messages import Result, Task
from offline.missing import Missing

OFFER = messages.Offer("missed-bin", "en")
SUBMIT = messages.Submit("missed-bin", {}, "self", "en", attached=0, paper=False)
STORED = messages.Stored("id-1", "KK-2345-6789-X", messages.State.QUEUED)


def test_where_the_system_has_no_thread_to_give_the_door_stays_open_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = threading.Thread.start

    def begins_no_command(thread: threading.Thread) -> None:
        if thread.name == "command":
            raise RuntimeError("can't start new thread")
        begin(thread)

    with opened(tmp_path, offers):
        monkeypatch.setattr(threading.Thread, "start", begins_no_command)
        with pytest.raises(KioskError, match="busy with other commands: run it again"):
            Handed(tmp_path, silence=3).do(OFFER, Bystander())
        monkeypatch.undo()
        assert Handed(tmp_path, silence=3).do(OFFER, Bystander()) == messages.Offered()


def test_closing_waits_also_for_a_command_that_is_just_let_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin, coming = threading.Thread.start, threading.Event()

    def begins_late(thread: threading.Thread) -> None:
        if thread.name == "command":
            coming.set()
            time.sleep(0.3)
        begin(thread)

    monkeypatch.setattr(threading.Thread, "start", begins_late)
    with opened(tmp_path, offers), place.connect(tmp_path):
        assert coming.wait(5)


def test_files_that_take_long_to_read_are_waited_for(tmp_path: Path) -> None:
    class FromASlowStick(Bystander):
        def files(self, most: int) -> Sequence[Attachment]:
            time.sleep(1.0)
            return ()

    def takes(_task: Task, giver: Giver) -> Result:
        assert giver.files(4) == []
        return STORED

    with opened(tmp_path, takes, within=0.5):
        assert Handed(tmp_path).do(SUBMIT, FromASlowStick()) == STORED


def test_an_answer_about_a_great_many_lost_forms_is_heard_out(tmp_path: Path) -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    lost = [Missing(f"KK-2345-{number:04d}-X", "2026-03-02", now, now, "Ann") for number in range(10_000)]
    seen = messages.Seen(lost)
    assert len(messages.encode(seen)) > messages.LARGEST
    with opened(tmp_path, lambda _task, _giver: seen):
        assert Handed(tmp_path).do(messages.SeeToMissing([], "Ann"), Bystander()) == seen
