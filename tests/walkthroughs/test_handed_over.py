"""Writing commands beside a kiosk that is open in a process of its own, with a real hub."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attached_files import FILE_CANARY, file_of
from canaries import assert_no_canary
from finding import wait_until
from library import Command, Council, open_library, report_a_missed_bin, send, settle_in
from running_kiosk import running_kiosk
from tcp_printer import NO_PAPER, WELL, network_printer, tcp_printer

from kiosk.parts import Parts
from kiosk.tasks import place
from printer.status import END_OF_JOB

CANARY = "The Old Blodwen-Canary Forge, Back Lane"
ANSWERS = {
    "where": {"line1": CANARY, "town": "Fairholme"},
    "which-bins": ["rubbish"],
    "just-mine": "mine",
    "day": "not-sure",
    "out-in-time": "yes",
    "in-the-way": "no",
    "tag": "no",
    "missed-before": "no",
    "contact": "none",
}
LIGHT = {
    "danger": "none",
    "has-number": "yes",
    "number": "L207",
    "street": {"name": "The lane behind the church"},
    "what": "out",
    "how-many": "one",
    "kind-of-light": "lamp",
    "contact": "none",
}


def started(*words: str, said: str = "") -> subprocess.Popen[str]:
    """Begin a command that goes on beside the test."""
    command = [sys.executable, "-m", "kiosk", *words]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, text=True, **pipes)  # type: ignore[call-overload]
    assert process.stdin is not None
    process.stdin.write(said)
    process.stdin.close()
    process.stdin = None  # `communicate` leaves it alone then
    return process


def stored(home: Path, code: str) -> bool:
    with Parts.open(home, read_only=True) as parts:
        return parts.store.find(code) is not None


def shape(printed: str) -> dict[str, type]:
    return {name: type(value) for name, value in json.loads(printed).items()}


@pytest.fixture
def open_kiosk(joined: Path) -> Iterator[subprocess.Popen[str]]:
    with running_kiosk(joined) as process:
        yield process


def test_answers_are_stored_sent_and_found_with_the_output_of_a_command_that_works_alone(
    joined: Path, council: Council, name: str, kiosk: Command
) -> None:
    alone = kiosk("submit", "missed-bin", "--json", said=json.dumps(ANSWERS))
    synced_alone = kiosk("sync", "--once", "--json")
    refused_alone = kiosk("submit", "missed-bin", said=json.dumps(ANSWERS | {"where": ""}))
    unknown_alone = kiosk("submit", "no-such-journey", said="")
    council.process.pause()
    with running_kiosk(joined):
        handed = kiosk("submit", "missed-bin", "--json", said=json.dumps(ANSWERS))
        assert (handed.returncode, handed.stderr) == (0, "")
        assert shape(handed.stdout) == shape(alone.stdout)
        council.process.go_on()
        synced = kiosk("sync", "--once", "--json")
        assert (synced.returncode, synced.stderr) == (0, "")
        assert shape(synced.stdout) == shape(synced_alone.stdout)
        assert json.loads(synced.stdout)["left"] == 0
        code = json.loads(handed.stdout)["tracking_code"]
        assert json.loads(kiosk("find", code, "--json").stdout)["state"] in ("received", "complete")
        for words, said, before in (
            ("missed-bin", json.dumps(ANSWERS | {"where": ""}), refused_alone),
            ("no-such-journey", "", unknown_alone),
        ):
            refused = kiosk("submit", words, said=said)
            told = (refused.returncode, refused.stdout, refused.stderr)
            assert told == (before.returncode, before.stdout, before.stderr)
    assert sorted(council.received(name)) == sorted([code, json.loads(alone.stdout)["tracking_code"]])
    assert council.answers(code)["where"]["line1"] == CANARY
    assert_no_canary(joined, [CANARY])
    assert not (joined / place.NAME).exists()


def test_files_go_along_and_nothing_of_them_is_on_the_disk(
    joined: Path, open_kiosk: subprocess.Popen[str], council: Council, kiosk: Command, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(file_of(700_000))
    note = tmp_path / "note.txt"
    note.write_text("no picture")
    said = json.dumps(LIGHT)
    refused = kiosk("submit", "street-light", "--json", "--attach", str(note), said=said)
    assert (refused.returncode, json.loads(refused.stdout)) == (1, {"errors": {"attachments": "kind"}})
    done = kiosk("submit", "street-light", "--json", "--attach", str(photo), said=said)
    assert (done.returncode, done.stderr) == (0, "")
    code = json.loads(done.stdout)["tracking_code"]
    kiosk("sync", "--once")
    wait_until(lambda: json.loads(kiosk("find", code, "--json").stdout)["state"] in ("received", "complete"))
    shown = council.command("show", code, "--attachments", str(tmp_path))
    assert [Path(file["file"]).read_bytes() for file in shown["attachments"]] == [photo.read_bytes()]
    assert_no_canary(joined, [FILE_CANARY])


@pytest.mark.parametrize("after", range(3))
def test_killed_right_after_it_answered_the_form_is_there(joined: Path, kiosk: Command, after: int) -> None:
    with running_kiosk(joined) as process:
        command = started("submit", "missed-bin", "--json", said="\n".join([json.dumps(ANSWERS)] * 4))
        assert command.stdout is not None
        codes = [json.loads(command.stdout.readline())["tracking_code"] for _ in range(after + 1)]
        process.kill()
        out, errors = command.communicate(timeout=60)
    printed = [json.loads(line) for line in out.splitlines()]
    codes += [told["tracking_code"] for told in printed if "error" not in told]
    assert command.returncode == (1 if len(codes) < 4 else 0)
    if len(codes) < 4:
        assert "Nothing" in errors or "`kiosk find" in errors
    for code in codes:
        assert kiosk("find", code).returncode == 0
    counts: dict[str, int] = json.loads(kiosk("status", "--json").stdout)["counts"]
    assert sum(counts.values()) - len(codes) in ((0, 1) if "`kiosk find" in errors else (0,))


def test_killed_in_the_middle_of_a_round_the_command_says_how_to_find_out(
    open_kiosk: subprocess.Popen[str], council: Council, kiosk: Command
) -> None:
    council.process.pause()
    kiosk("submit", "missed-bin", said=json.dumps(ANSWERS))
    command = started("sync", "--once")
    with pytest.raises(subprocess.TimeoutExpired):
        command.wait(3)
    open_kiosk.send_signal(signal.SIGKILL)
    out, errors = command.communicate(timeout=20)
    assert (command.returncode, out) == (1, "")
    assert "ended before it answered" in errors
    assert "`kiosk status` tells what waits" in errors
    assert json.loads(kiosk("status", "--json").stdout)["oldest_unsent_s"] is not None


def test_closed_in_the_middle_of_a_round_both_end_in_good_order(
    open_kiosk: subprocess.Popen[str], council: Council, kiosk: Command
) -> None:
    council.process.pause()
    kiosk("submit", "missed-bin", said=json.dumps(ANSWERS))
    command = started("sync", "--once")
    with pytest.raises(subprocess.TimeoutExpired):
        command.wait(3)
    open_kiosk.terminate()
    out, errors = command.communicate(timeout=20)
    assert (command.returncode, out) == (1, "")
    assert "the kiosk was closed" in errors
    assert open_kiosk.wait(20) == 0


def test_two_commands_at_once_are_both_served(joined: Path, open_kiosk: subprocess.Popen[str]) -> None:
    said = "\n".join([json.dumps(ANSWERS)] * 5)
    both = [started("submit", "missed-bin", "--json", said=said) for _ in range(2)]
    printed = [command.communicate(timeout=60) for command in both]
    assert [command.returncode for command in both] == [0, 0], printed
    codes = {json.loads(line)["tracking_code"] for out, _ in printed for line in out.splitlines()}
    assert len(codes) == 10
    assert all(stored(joined, code) for code in codes)


def test_what_needs_a_closed_kiosk_is_refused_and_says_why(
    open_kiosk: subprocess.Popen[str], council: Council, kiosk: Command
) -> None:
    refused = kiosk("enrol", council.process.url, "AAAA-AAAA")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"kiosk run (process {open_kiosk.pid}) already works on" in refused.stderr
    assert "only while it is closed" in refused.stderr
    again = kiosk("run", "--windowed", QT_QPA_PLATFORM="offscreen")
    assert again.returncode == 1
    assert "already works on" in again.stderr


def test_a_stick_is_carried_out_and_home_while_the_kiosk_is_open(
    open_kiosk: subprocess.Popen[str], council: Council, kiosk: Command, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    council.process.pause()
    code = json.loads(kiosk("submit", "missed-bin", "--json", said=json.dumps(ANSWERS)).stdout)["tracking_code"]
    empty = kiosk("import", "stick")  # relative to where the command runs, and not there
    assert (empty.returncode, "no such folder" in empty.stderr) == (1, True)
    assert kiosk("export", str(stick)).returncode == 0
    council.process.go_on()
    council.command("import", str(stick))
    taken = kiosk("import", os.path.relpath(stick), "--json")
    assert (taken.returncode, taken.stderr) == (0, "")
    said: dict[str, Any] = json.loads(taken.stdout)
    assert (said["left"], said["alerts"], said["rejected"]) == (0, 0, [])
    assert json.loads(kiosk("find", code, "--json").stdout)["state"] in ("received", "complete")


def test_only_what_was_set_aside_is_released(open_kiosk: subprocess.Popen[str], kiosk: Command) -> None:
    code = json.loads(kiosk("submit", "missed-bin", "--json", said=json.dumps(ANSWERS)).stdout)["tracking_code"]
    refused = kiosk("release", code)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"{code} is not set aside: it is " in refused.stderr
    unknown = kiosk("release", "FC-7K4D-N93W-G")
    assert (unknown.returncode, unknown.stdout) == (1, "")


def test_a_receipt_is_printed_once_beside_the_kiosks_own_and_waits_for_paper(away: Path, kiosk: Command) -> None:
    with tcp_printer(WELL) as printer:
        settle_in(away, network_printer(printer.port))
        with running_kiosk(away):
            quiet = kiosk("submit", "missed-bin", "--json", said=json.dumps(ANSWERS))
            code = json.loads(quiet.stdout)["tracking_code"]
            loud = kiosk("submit", "missed-bin", "--print", "--json", said=json.dumps(ANSWERS))
            assert (loud.returncode, loud.stderr) == (0, "")
            assert printer.received.count(END_OF_JOB) == 1
            assert code.encode() not in printer.received, "nobody asked for that one"
            assert kiosk("reprint", code).stdout == f"printed {code}\n"
            assert code.encode() in printer.received
            printer.answers = NO_PAPER
            waits = kiosk("reprint", code)
            assert (waits.returncode, waits.stdout) == (1, "")
            assert "(paper-out); it waits, and comes out by itself" in waits.stderr
            printer.answers = WELL
            wait_until(lambda: printer.received.count(END_OF_JOB) == 3, seconds=60)


def test_commands_that_hang_keep_neither_a_visit_nor_its_end_nor_closing_waiting(away: Path) -> None:
    with open_library(away) as library:
        hanging = [place.connect(away) for _ in range(12)]
        try:
            hanging[0].sendall(b"\x00\x00")
            report_a_missed_bin(library)
            send(library)
            library.hands.touch("Finish")
            library.hands.see("What do you need today?")
        finally:
            for connection in hanging:
                connection.close()


def test_a_home_that_lies_deep_lets_commands_in_too(
    joined: Path, kiosk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("a-long-name-" * 6) / ("and-a-longer-one-" * 6) / "home"
    deep.parent.mkdir(parents=True)
    joined.rename(deep)
    monkeypatch.setenv("KIOSK_HOME", str(deep))
    with running_kiosk(deep):
        assert kiosk("submit", "missed-bin", said=json.dumps(ANSWERS)).returncode == 0


def test_a_socket_of_a_killed_kiosk_is_in_nobodys_way(joined: Path, kiosk: Command) -> None:
    with running_kiosk(joined) as process:
        process.kill()
        process.wait()
    assert (joined / place.NAME).is_socket()
    assert kiosk("submit", "missed-bin", said=json.dumps(ANSWERS)).returncode == 0
    with running_kiosk(joined):
        assert kiosk("submit", "missed-bin", said=json.dumps(ANSWERS)).returncode == 0
