"""The door of an open kiosk, and commands that are strange, rude, slow, too many, or gone."""

from __future__ import annotations

import json
import logging
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from open_door import offers, opened

from kiosk.errors import ConfigError, KioskError, NotStoredError, UsageError
from kiosk.tasks import messages, place
from kiosk.tasks.conversation import Conversation
from kiosk.tasks.doing import Bystander, Giver
from kiosk.tasks.door import AT_ONCE, Door
from kiosk.tasks.frames import Frames, LineError
from kiosk.tasks.handing import Handed, OutcomeUnknownError
from kiosk.tasks.messages import Result, Task
from offline.round import SyncReport

CANARY = "Blodwen-Canary-Answer"
CODE = "KK-2345-6789-X"
OFFER = messages.Offer("missed-bin", "en")
SUBMIT = messages.Submit("missed-bin", {"where": CANARY}, "self", "en", attached=0, paper=False)
STORED = messages.Stored("id-1", CODE, messages.State.QUEUED)


def framed(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def until_it_ends(connection: socket.socket) -> bytes:
    """Return what comes until the other side closes."""
    connection.settimeout(4)
    said = b""
    try:
        while part := connection.recv(65536):
            said += part
    except ConnectionResetError:  # it closed before it had read all of ours
        pass
    return said


def test_a_task_is_done_and_its_result_comes_back(tmp_path: Path) -> None:
    given: list[Task] = []

    def does(task: Task, _giver: Giver) -> Result:
        given.append(task)
        return messages.Refused({"where": "missing"})

    with opened(tmp_path, does):
        assert Handed(tmp_path).do(SUBMIT, Bystander()) == messages.Refused({"where": "missing"})
    assert given == [SUBMIT]
    assert not (tmp_path / place.NAME).exists(), "nothing is left of it"


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        framed(b""),
        framed(b"\xff\xfe"),
        framed(b"[" * 100_000),
        framed(b"{}"),
        framed(json.dumps({"version": 1, "task": {"type": "Format", "disk": "/"}}).encode()),
        framed(json.dumps({"version": 1, "task": {"type": "Release", "tracking_code": 7}}).encode()),
        framed(json.dumps({"version": 1, "task": {"type": "Offer", "journey": "a", "language": "b", "x": 1}}).encode()),
    ],
)
def test_what_is_no_task_is_not_done_and_the_next_command_is_served(tmp_path: Path, said: bytes) -> None:
    done: list[Task] = []

    def does(task: Task, _giver: Giver) -> Result:
        done.append(task)
        return messages.Offered()

    with opened(tmp_path, does, within=1.0):
        with place.connect(tmp_path) as rude:
            rude.sendall(said)
            until_it_ends(rude)
        assert done == []
        assert Handed(tmp_path).do(OFFER, Bystander()) == messages.Offered()


def test_a_command_of_another_version_is_told_what_helps(tmp_path: Path) -> None:
    with opened(tmp_path, offers), place.connect(tmp_path) as newer:
        newer.sendall(framed(json.dumps({"version": 99, "task": {"type": "Dance"}, "why": "fun"}).encode()))
        assert b"of another version than this command: close it and open it again" in until_it_ends(newer)


def test_a_message_that_is_too_large_is_not_waited_for(tmp_path: Path) -> None:
    with opened(tmp_path, offers), place.connect(tmp_path) as greedy:
        begun = time.monotonic()
        greedy.sendall(struct.pack(">I", messages.LARGEST + 1) + b"{")
        assert until_it_ends(greedy) == b""
        assert time.monotonic() - begun < 3, "it was refused by its length alone"


def test_answers_larger_than_any_journey_takes_are_refused_before_they_are_told(tmp_path: Path) -> None:
    task = messages.Submit("missed-bin", {"where": "x" * messages.LARGEST}, "self", "en", attached=0, paper=False)
    with opened(tmp_path, offers), pytest.raises(KioskError, match="far larger than any journey takes"):
        Handed(tmp_path).do(task, Bystander())


def test_a_command_that_speaks_a_byte_at_a_time_is_cut_off_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    with opened(tmp_path, offers, within=0.5), place.connect(tmp_path) as slow:
        begun = time.monotonic()
        cut = threading.Event()

        def dribble() -> None:
            try:
                for byte in framed(b"x" * 100):
                    slow.sendall(bytes([byte]))
                    if cut.wait(0.1):
                        return
            except OSError:
                cut.set()

        talking = threading.Thread(target=dribble)
        talking.start()
        assert Handed(tmp_path).do(OFFER, Bystander()) == messages.Offered()
        assert time.monotonic() - begun < 0.5, "another is served meanwhile"
        assert cut.wait(3), "the time is for the whole message, not for each byte"
        talking.join()


def test_another_user_is_refused_and_nothing_is_asked_of_the_kiosk() -> None:
    done: list[Task] = []

    def does(task: Task, _giver: Giver) -> Result:
        done.append(task)
        return messages.Offered()

    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with ours:
        ours.sendall(framed(messages.encode_task(OFFER)))
        Conversation(theirs, does, same_user=lambda _connection: False).run()
        assert b"belongs to another user" in until_it_ends(ours)
    assert done == []


def test_a_command_tells_its_answers_to_no_other_users_kiosk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.listen(tmp_path) as listener:
        monkeypatch.setattr(place, "same_user", lambda _connection: False)
        with pytest.raises(KioskError, match="belongs to another user"):
            Handed(tmp_path).do(SUBMIT, Bystander())
        listener.settimeout(2)
        theirs, _ = listener.accept()
        with theirs:
            assert until_it_ends(theirs) == b""


def test_one_too_many_is_asked_to_come_again(tmp_path: Path) -> None:
    enough, inside = threading.Event(), threading.Semaphore(0)

    def waits(_task: Task, _giver: Giver) -> Result:
        inside.release()
        enough.wait(10)
        return messages.Offered()

    with opened(tmp_path, waits):
        threads = [threading.Thread(target=Handed(tmp_path).do, args=(OFFER, Bystander())) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
            assert inside.acquire(timeout=5)
        with pytest.raises(KioskError, match="busy with other commands: run it again"):
            Handed(tmp_path).do(OFFER, Bystander())
        enough.set()
        for thread in threads:
            thread.join(5)


@pytest.mark.parametrize(
    "error",
    [
        KioskError("the disk is full"),
        UsageError("there is no such journey"),
        NotStoredError("disk-full", "the disk is full"),
        ConfigError(Path("kiosk.toml"), "no such language", "use cy", key="language", line=3),
    ],
)
def test_a_known_error_comes_back_in_its_words_and_kind(tmp_path: Path, error: KioskError) -> None:
    def refuses(_task: Task, _giver: Giver) -> Result:
        raise error

    with opened(tmp_path, refuses), pytest.raises(KioskError) as raised:
        Handed(tmp_path).do(SUBMIT, Bystander())
    told = raised.value
    assert (str(told), told.kind, told.exit_code, told.facts()) == (
        *(str(error), error.kind, error.exit_code),
        error.facts(),
    )


def test_a_fault_of_ours_is_no_answer_and_its_words_are_in_no_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(_task: Task, _giver: Giver) -> Result:
        raise ValueError(CANARY)

    caplog.set_level(logging.DEBUG)
    with opened(tmp_path, breaks), pytest.raises(OutcomeUnknownError):
        Handed(tmp_path).do(SUBMIT, Bystander())
    assert "ValueError" in caplog.text
    assert CANARY not in caplog.text


def test_how_far_a_round_came_is_told_while_it_is_under_way(tmp_path: Path) -> None:
    heard = threading.Event()

    class Watching(Bystander):
        def told(self, report: SyncReport) -> None:
            if (report.sent, report.quarantined) == (2, 1):
                heard.set()

    def round_(_task: Task, giver: Giver) -> Result:
        giver.told(SyncReport(sent=2, quarantined=1))
        assert heard.wait(5)
        return messages.Synced(SyncReport(sent=3, quarantined=1))

    with opened(tmp_path, round_):
        ended = Handed(tmp_path).do(messages.SyncNow(ignore_backoff=True), Watching())
    assert ended == messages.Synced(SyncReport(sent=3, quarantined=1))


@contextmanager
def says(home: Path, *said: messages.Note, then_waits: bool = False) -> Iterator[None]:
    """A kiosk that takes a task, says these things, and ends, or says nothing more."""
    ended = threading.Event()
    with place.listen(home) as listener:

        def talk() -> None:
            connection, _ = listener.accept()
            frames = Frames(connection)
            frames.receive(messages.LARGEST)
            for note in said:
                frames.send(messages.encode(note))
                if isinstance(note, messages.Promising):
                    frames.receive(messages.LARGEST)
            if then_waits:
                ended.wait(10)
            frames.close()

        talking = threading.Thread(target=talk)
        talking.start()
        yield
        ended.set()
        talking.join()


@pytest.mark.parametrize(
    ("task", "said", "words"),
    [
        (SUBMIT, [messages.Working()], "Nothing was stored: send it again"),
        (SUBMIT, [messages.Promising(CODE)], f"may be stored or not: `kiosk find {CODE}` tells"),
        (messages.SyncNow(ignore_backoff=True), [messages.Working(3)], "`kiosk status` tells what waits"),
        (messages.PrintReceipt(CODE, again=True), [], "may have come out. Look; if it has not, run `kiosk reprint"),
        (messages.Release(CODE), [], f"`kiosk find {CODE}` tells"),
        (messages.TakeReceipts("/media/stick"), [], "Run it again"),
        (messages.SeeToMissing([CODE], "Ann"), [], "`kiosk missing` tells"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("then_waits", [False, True])
def test_a_kiosk_that_ends_or_falls_silent_leaves_a_command_that_says_how_to_find_out(
    tmp_path: Path, task: Task, said: list[messages.Note], words: str, then_waits: bool
) -> None:
    with (
        says(tmp_path, *said, then_waits=then_waits),
        pytest.raises(OutcomeUnknownError) as raised,
    ):
        Handed(tmp_path, silence=0.3).do(task, Bystander())
    told = str(raised.value)
    assert words in told
    assert ("fell silent" if then_waits else "ended") in told
    may_go_on = then_waits and messages.Promising(CODE) in said
    assert ("tells, once that kiosk is closed (it may store it yet)" in told) == may_go_on


def test_a_code_that_is_only_promised_is_no_result(tmp_path: Path) -> None:
    def promises(_task: Task, giver: Giver) -> Result:
        giver.promising(CODE)
        raise KioskError("the disk is full")

    with opened(tmp_path, promises), pytest.raises(KioskError, match="the disk is full"):
        Handed(tmp_path).do(SUBMIT, Bystander())


def test_a_command_that_left_without_its_code_has_nothing_stored(tmp_path: Path) -> None:
    went_on: list[str] = []
    ended = threading.Event()

    def promises(_task: Task, giver: Giver) -> Result:
        try:
            giver.promising(CODE)
            went_on.append("stored")
        except LineError:
            ended.set()
            raise
        return STORED

    with opened(tmp_path, promises):
        with place.connect(tmp_path) as leaves:
            leaves.sendall(framed(messages.encode_task(SUBMIT)))
            assert CODE.encode() in leaves.recv(65536)
        assert ended.wait(5)
    assert went_on == []


def test_closing_waits_for_nobody_who_hangs(tmp_path: Path) -> None:
    never = threading.Event()

    def hangs(_task: Task, giver: Giver) -> Result:
        giver.promising(CODE)
        never.set()
        return STORED

    door = Door(tmp_path, hangs, within=60)
    door.start()
    with place.connect(tmp_path) as silent, place.connect(tmp_path) as hanging:
        hanging.sendall(framed(messages.encode_task(SUBMIT)))
        hanging.recv(1)
        begun = time.monotonic()
        door.close()
        assert time.monotonic() - begun < 0.5
        assert door.wait(0.2)
        assert time.monotonic() - begun < 2
        assert until_it_ends(silent) == b""
    assert not never.is_set()
    with pytest.raises(FileNotFoundError):
        place.connect(tmp_path)


def test_a_kiosk_that_cannot_listen_opens_all_the_same(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / place.NAME).mkdir()
    door = Door(tmp_path, offers)
    door.start()
    assert "commands cannot be let in" in caplog.text
    door.close()
    assert door.wait()
