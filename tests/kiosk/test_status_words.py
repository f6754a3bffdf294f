"""`kiosk status`, `find` and `doctor` for people: plain words, nothing that only a program would write."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from library import join_nobody

from kiosk.__main__ import main
from kiosk.commands.doctor import examine
from kiosk.parts import Parts

ANSWERS = {
    "danger": "none",
    "has-number": "yes",
    "number": "L207",
    "street": {"name": "The lane behind the church"},
    "what": "out",
    "how-many": "one",
    "kind-of-light": "lamp",
    "contact": "none",
}


@pytest.fixture
def code(kiosk_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The tracking code of a form at a kiosk whose high-water mark was taken away and made again."""
    join_nobody(kiosk_home)
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(ANSWERS))
    assert main(["submit", "street-light", "--answers", str(answers)]) == 0
    (kiosk_home / "high-water").unlink()
    with Parts.open(kiosk_home):
        pass
    return capsys.readouterr().out.split()[0]


def test_status_has_words_where_a_program_would_write_its_own(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    said = capsys.readouterr().out
    assert " UTC, kind mark-missing, detail 1\n" in said
    assert "\nkept: held 0, tombstones 0, hold days 14\n" in said
    assert "\nquarantined: none\n" in said
    assert "refused none" in said
    for written in ("datetime", "None", "True", "False", "[", "{"):
        assert written not in said


def test_find_shows_the_note_that_the_resident_reads(
    kiosk_home: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", code]) == 0
    assert "note" not in capsys.readouterr().out
    queue = sqlite3.connect(kiosk_home / "queue.db")
    queue.execute("UPDATE submissions SET status = 'waiting_for_you', note = 'Send us\x1b[2J a photo'")
    queue.commit()
    queue.close()
    assert main(["find", code]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "the council's note to the resident: Send us?[2J a photo"


@pytest.mark.usefixtures("qapp")
def test_doctor_gives_each_remedy_a_line_and_a_damaged_queue_one_advice(
    kiosk_home: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (kiosk_home / "queue-damaged-20261122-090000.db").touch()
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out.splitlines()
    first = next(
        row for row, line in enumerate(told) if "queue's file: forms missing: 0, damaged files kept: 1" in line
    )
    assert "high-water" in told[first + 1]
    assert told[first + 2].startswith("       queue-damaged-20261122-090000.db: ")
    (kiosk_home / "queue.db").write_bytes(b"no queue at all" * 1000)
    (finding,) = (finding for finding in examine(kiosk_home) if finding.check == "queue")
    assert "Start `kiosk run`" in finding.found
    assert finding.remedy == "Keep the folder as it is: change, delete and put back nothing in it."
