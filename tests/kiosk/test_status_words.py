"""`kiosk status`, `find` and `doctor` for people: plain words, nothing that only a program would write."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from command_line import STREET_LIGHT, Run
from library import join_nobody

from kiosk.commands.doctor import examine
from kiosk.parts import Parts


@pytest.fixture
def code(kiosk_home: Path, run: Run) -> str:
    """The tracking code of a form at a kiosk whose high-water mark was taken away and made again."""
    join_nobody(kiosk_home)
    exit_code, out, err = run("submit", "street-light", "--answers", "-", said=json.dumps(STREET_LIGHT))
    assert exit_code == 0, err
    (kiosk_home / "high-water").unlink()
    with Parts.open(kiosk_home):
        pass
    return out.split()[0]


def test_status_has_words_where_a_program_would_write_its_own(code: str, run: Run) -> None:
    exit_code, said, _ = run("status")
    assert exit_code == 0
    assert " UTC, kind mark-missing, detail 1\n" in said
    assert "\nkept: held 0, tombstones 0, hold days 14\n" in said
    assert "\nquarantined: none\n" in said
    assert "refused none" in said
    for written in ("datetime", "None", "True", "False", "[", "{"):
        assert written not in said


def test_find_shows_the_note_that_the_resident_reads(kiosk_home: Path, code: str, run: Run) -> None:
    exit_code, said, _ = run("find", code)
    assert (exit_code, "note" in said) == (0, False)
    queue = sqlite3.connect(kiosk_home / "queue.db")
    queue.execute("UPDATE submissions SET status = 'waiting_for_you', note = 'Send us\x1b[2J a photo'")
    queue.commit()
    queue.close()
    exit_code, said, _ = run("find", code)
    assert exit_code == 0
    assert said.splitlines()[1] == "the council's note to the resident: Send us?[2J a photo"


@pytest.mark.usefixtures("qapp")
def test_doctor_gives_each_remedy_a_line_and_a_damaged_queue_one_advice(kiosk_home: Path, code: str, run: Run) -> None:
    (kiosk_home / "queue-damaged-20261122-090000.db").touch()
    exit_code, out, _ = run("doctor")
    assert exit_code == 1
    told = out.splitlines()
    first = next(
        row for row, line in enumerate(told) if "queue's file: forms missing: 0, damaged files kept: 1" in line
    )
    assert "high-water" in told[first + 1]
    assert told[first + 2].startswith("       queue-damaged-20261122-090000.db: ")
    (kiosk_home / "queue.db").write_bytes(b"no queue at all" * 1000)
    (finding,) = (finding for finding in examine(kiosk_home) if finding.check == "queue")
    assert "Start `kiosk run`" in finding.found
    assert finding.remedy == "Keep the folder as it is: change, delete and put back nothing in it."
