"""How a failure is told: one shape for every command that has --json, words besides, and the right exit code."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from library import join_nobody

from hub.__main__ import _parser as hub_parser
from kiosk.__main__ import _parser as kiosk_parser
from kiosk.command_line import ended, tracking_code_in, wants_json
from kiosk.errors import KioskError, PartlyDoneError, UsageError

CODE = "FC-7K4D-N93W-G"
WRONG_CODE = "KK-2345-6789-2"


def command(program: str, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, as people do."""
    line = [sys.executable, "-m", program, *words]
    return subprocess.run(line, input=said, capture_output=True, text=True, timeout=60, check=False)


def failure(done: subprocess.CompletedProcess[str], program: str) -> tuple[int, str]:
    """Return the exit code and the error's code, once the shape is right and the words stand on stderr."""
    told = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert f"{program}: {told['error']['message']}" in done.stderr
    assert "Traceback" not in done.stderr
    return done.returncode, told["error"]["code"]


@pytest.mark.parametrize(
    ("words", "exit_code", "code"),
    [
        (("journeys",), 2, "configuration"),
        (("submit", "missed-bin"), 2, "configuration"),
        (("sync", "--once"), 2, "configuration"),
        (("status",), 2, "configuration"),
        (("find", CODE), 2, "configuration"),
        (("release", CODE), 2, "configuration"),
        (("export", "."), 2, "configuration"),
        (("import", "."), 2, "configuration"),
        (("doctor", "--network"), 2, "configuration"),
    ],
)
def test_every_command_of_the_kiosk_tells_a_wrong_kiosk_toml(
    kiosk_home: Path, words: tuple[str, ...], exit_code: int, code: str
) -> None:
    (kiosk_home / "kiosk.toml").write_text("[printer]\ncolums = 48\n", encoding="utf-8")
    done = command("kiosk", *words, "--json", said="{}")
    assert failure(done, "kiosk") == (exit_code, code)
    error = json.loads(done.stdout)["error"]
    assert (error["file"], error["line"], error["key"]) == (str(kiosk_home / "kiosk.toml"), 2, "printer.colums")
    assert "columns" in error["remedy"]


@pytest.mark.parametrize(
    ("words", "exit_code", "code"),
    [
        (("find", WRONG_CODE), 2, "usage"),
        (("release", WRONG_CODE), 2, "usage"),
        (("find", CODE), 1, "unknown"),
        (("release", CODE), 1, "unknown"),
        (("export", "/nowhere"), 1, "secrets"),
        (("import", "/nowhere"), 1, "stick"),
        (("submit", "missed-bins"), 2, "usage"),
        (("submit", "missed-bin", "--mode", "alone"), 2, "usage"),
        (("submit", "missed-bin", "--language", "fr"), 2, "usage"),
        (("people", "more"), 2, "usage"),
        (("dance",), 2, "usage"),
        ((), 2, "usage"),
    ],
)
def test_a_kiosk_tells_what_it_refuses(kiosk_home: Path, words: tuple[str, ...], exit_code: int, code: str) -> None:
    join_nobody(kiosk_home)
    assert failure(command("kiosk", *words, "--json", said="{}"), "kiosk") == (exit_code, code)


@pytest.mark.parametrize("below", ["", "kiosk"])
@pytest.mark.parametrize("words", [("status",), ("find", CODE), ("sync",), ("check",), ("submit", "missed-bin")])
def test_a_kiosk_home_that_is_or_lies_under_a_file_is_named(
    kiosk_home: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], below: str
) -> None:
    file = kiosk_home / "file"
    file.write_text("not a folder")
    monkeypatch.setenv("KIOSK_HOME", str(file / below))
    done = command("kiosk", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{file} [KIOSK_HOME]: is a file, not a folder. Set KIOSK_HOME" in done.stderr


@pytest.mark.parametrize("program", ["kiosk", "hub"])
def test_the_help_says_what_exit_codes_mean_and_what_each_command_does(kiosk_home: Path, program: str) -> None:
    told = " ".join(command(program, "--help").stdout.split())
    assert "Ends with 0: done. 1: refused or failed, why is on stderr. 2: wrong use or configuration." in told
    assert f"{program.upper()}_HOME names its data folder" in told
    assert command(program, "--version").stdout.startswith("civic-kiosk ")
    parser = kiosk_parser() if program == "kiosk" else hub_parser()
    for name, one in commands_of(parser):
        assert one.description, name
        assert [action.dest for action in one._actions if not (action.help or action.choices)] == [], name


def commands_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield every command below a parser, with its name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield one.prog, one
                yield from commands_of(one)


def test_a_language_that_the_council_lacks_is_told_with_those_it_has(kiosk_home: Path) -> None:
    join_nobody(kiosk_home)
    done = command("kiosk", "submit", "missed-bin", "--language", "fr", said="{}")
    assert (done.returncode, "There are: en, cy, pl, ar." in done.stderr) == (2, True)


def test_what_is_no_pack_is_told_in_one_line(kiosk_home: Path) -> None:
    home = kiosk_home.parent / "hub-home" / "new"
    made = subprocess.run(
        [sys.executable, "-m", "hub", "init"],
        env=os.environ | {"HUB_HOME": str(home)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert made.returncode == 0
    line = [sys.executable, "-m", "hub", "publish", str(kiosk_home), "--key", str(home / "content.key"), "--json"]
    done = subprocess.run(
        line, env=os.environ | {"HUB_HOME": str(home)}, capture_output=True, text=True, timeout=60, check=False
    )
    assert failure(done, "hub") == (2, "configuration")
    assert "holds no council.toml" in done.stderr


@pytest.mark.parametrize("words", [("sync",), ("export", "."), ("import", "."), ("doctor", "--network")])
def test_before_it_joined_a_kiosk_says_so_in_one_way(kiosk_home: Path, words: tuple[str, ...]) -> None:
    command("kiosk", "people")
    assert failure(command("kiosk", *words, "--json"), "kiosk") in [(1, "not-enrolled"), (1, "storage")]


@pytest.mark.parametrize(
    "words",
    [
        ("kiosks",),
        ("kiosks", "add", "library"),
        ("kiosks", "renew", "library"),
        ("kiosks", "revoke", "library"),
        ("submissions",),
        ("arriving",),
        ("arriving", "accept", CODE),
        ("conflicts",),
        ("show", CODE),
        ("status", CODE, "closed"),
        ("publish", ".", "--key", "content.key"),
        ("content",),
        ("keys",),
        ("keys", "rotate", "sealing"),
        ("import", "."),
        ("held",),
        ("held", "accept", "library"),
        ("recovery", "copy"),
        ("recovery", "drill", "recovery-copy.json"),
        ("recovery", "new-epoch"),
        ("usage", "2026-11"),
    ],
)
def test_every_command_of_the_hub_tells_that_there_is_no_hub(kiosk_home: Path, words: tuple[str, ...]) -> None:
    assert failure(command("hub", *words, "--json"), "hub") == (2, "configuration")


def test_words_alone_stand_on_stderr_without_json(kiosk_home: Path) -> None:
    done = command("kiosk", "find", WRONG_CODE)
    assert (done.returncode, done.stdout) == (2, "")
    assert "One letter or number is not right. Check it with your receipt." in done.stderr


def test_what_was_done_nevertheless_stands_beside_the_error(capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> int:
        raise PartlyDoneError("one is missing", {"written": 2})

    assert ended("kiosk", ["--json"], run) == 1
    assert json.loads(capsys.readouterr().out) == {
        "error": {"code": "partly-done", "message": "one is missing"},
        "written": 2,
    }


def test_a_fault_of_ours_is_told_without_what_it_was_about(capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> int:
        raise LookupError("Zebedee Quillfeather")

    with pytest.raises(LookupError):
        ended("kiosk", ["--json"], run)
    out = capsys.readouterr().out
    assert json.loads(out)["error"]["code"] == "fault"
    assert "Quillfeather" not in out


@pytest.mark.parametrize(("word", "asked"), [("--json", True), ("--js", True), ("--", False), ("json", False)])
def test_json_is_asked_for_as_the_options_are_read(word: str, *, asked: bool) -> None:
    assert wants_json(["find", word]) is asked


def test_a_code_is_read_in_any_form_and_refused_without_its_control_signs() -> None:
    assert tracking_code_in(CODE.lower().replace("-", " ")) == CODE
    with pytest.raises(UsageError, match=r"is no tracking code"):
        tracking_code_in("\x1b[2Jhello")
    assert issubclass(UsageError, KioskError)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the reader of a pipe goes away")
def test_a_reader_that_has_gone_is_no_complaint(kiosk_home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    line = [sys.executable, "-m", "kiosk", "example", "street-light", "--all"]
    done = subprocess.run(line, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
