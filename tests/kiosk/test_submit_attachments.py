"""`kiosk submit --attach`: taken where the journey takes files, refused by codes, and no name is ever repeated."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attached_files import BEGINNINGS, FILE_CANARY, file_of
from canaries import assert_no_canary
from command_line import STREET_LIGHT, Run
from library import join_nobody

from kiosk.attachments import CHUNK, LARGEST
from kiosk.commands.pack_words import configured_pack
from kiosk.examples import example
from kiosk.scripted import begin
from offline.store import Store
from offline.wire import read_envelope

Submit = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def submit(kiosk_home: Path, run: Run) -> Submit:
    """Runs `kiosk submit street-light` with these files; returns the exit code, the JSON printed, and the complaint."""
    join_nobody(kiosk_home)

    def command(
        *files: Path, journey: str = "street-light", said: str = json.dumps(STREET_LIGHT), json_: bool = True
    ) -> tuple[int, Any, str]:
        words = [word for file in files for word in ("--attach", str(file))]
        code, out, err = run("submit", journey, *words, *(["--json"] if json_ else []), said=said)
        assert FILE_CANARY not in out + err
        return code, json.loads(out) if out else None, err

    return command


@pytest.fixture
def photo(tmp_path: Path) -> Callable[..., Path]:
    def write(data: bytes | None = None, number: int = 1) -> Path:
        path = tmp_path / f"{FILE_CANARY}-{number}.jpg"
        path.write_bytes(file_of(3000, seed=number) if data is None else data)
        return path

    return write


def stored(home: Path) -> int:
    with Store.open(home, read_only=True) as store:
        return sum(store.counts().values())


def test_files_go_with_the_submission_and_leave_no_trace_in_clear(
    kiosk_home: Path, submit: Submit, photo: Callable[..., Path]
) -> None:
    code, printed, err = submit(photo(file_of(CHUNK + 1)), photo(file_of(90, "application/pdf"), 2))
    assert (code, err) == (0, "")
    with Store.open(kiosk_home, read_only=True) as store:
        (due,) = store.outbox.due(5)
        files = read_envelope(due.envelope).header.attachments
        assert (due.id, [len(file.chunks) for file in files]) == (printed["id"], [2, 1])
        assert all(store.chunks.get(due.id, file.id, 0) for file in files)
    assert_no_canary(kiosk_home, [FILE_CANARY])


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"MZ not a picture", "kind"), (b"\xff\xd8\xff" + bytes(LARGEST), "too-large")],
    ids=["empty", "kind", "too-large"],
)
def test_a_file_that_is_not_taken_is_refused_before_anything_is_stored(
    kiosk_home: Path, submit: Submit, photo: Callable[..., Path], data: bytes, reason: str
) -> None:
    files = (photo(number=1), photo(data, 2))
    assert submit(*files) == (1, {"errors": {"attachments": reason}}, "")
    code, _, err = submit(*files, json_=False)
    assert code == 1
    assert err.startswith("attachment 2: ")
    assert stored(kiosk_home) == 0


def test_more_than_the_journey_takes_are_refused(kiosk_home: Path, submit: Submit, photo: Callable[..., Path]) -> None:
    assert submit(*(photo(number=number) for number in range(3)))[:2] == (1, {"errors": {"attachments": "too-many"}})
    assert stored(kiosk_home) == 0


def test_a_journey_that_takes_none_refuses_any(kiosk_home: Path, submit: Submit, photo: Callable[..., Path]) -> None:
    answers = example(begin(configured_pack(), "missed-bin"))
    code, printed, _ = submit(photo(), journey="missed-bin", said=json.dumps(answers))
    assert (code, printed) == (1, {"errors": {"attachments": "not-taken"}})
    assert stored(kiosk_home) == 0


def test_what_is_no_file_is_wrong_use(kiosk_home: Path, submit: Submit, tmp_path: Path) -> None:
    folder = tmp_path / f"{FILE_CANARY}.jpg"
    folder.mkdir()
    pipe = tmp_path / f"{FILE_CANARY}.pipe"
    os.mkfifo(pipe)
    for path, told in ((folder, "this is no file"), (pipe, "this is no file"), (folder / "x", "there is no such file")):
        code, printed, err = submit(path)
        assert (code, printed["error"]["code"]) == (2, "usage")
        assert FILE_CANARY not in printed["error"]["message"]
        assert f"attachment 1: {told}" in err
    assert stored(kiosk_home) == 0


def test_files_go_with_one_set_of_answers_only(kiosk_home: Path, submit: Submit, photo: Callable[..., Path]) -> None:
    twice = "\n".join([json.dumps(STREET_LIGHT)] * 2)
    code, printed, err = submit(photo(), said=twice)
    assert (code, printed["error"]["code"]) == (2, "usage")
    assert "one set of answers" in err
    assert stored(kiosk_home) == 0


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_every_kind_that_may_be_attached_is(submit: Submit, photo: Callable[..., Path], kind: str) -> None:
    assert submit(photo(file_of(500, kind)))[0] == 0
