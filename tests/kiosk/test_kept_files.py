"""Staff are told which files beside the queue hold sealed forms: copies made before updates, and damaged ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from library import join_nobody

from kiosk.__main__ import main
from kiosk.commands.doctor import examine
from kiosk.parts import Parts
from kiosk.protocols import Finding
from offline import backups

COPY, DAMAGED = "queue-before-step-0008.db", "queue-damaged-20261122-090000.db"
pytestmark = pytest.mark.usefixtures("qapp")  # doctor looks for sound, and makes an application where there is none


@pytest.fixture
def copy(kiosk_home: Path) -> Path:
    """A copy of the queue of a kiosk that has joined."""
    join_nobody(kiosk_home)
    with Parts.open(kiosk_home) as parts:
        return backups.keep(parts.store._database._ready(), kiosk_home, 7)


def told(home: Path, check: str) -> list[Finding]:
    return [finding for finding in examine(home) if finding.check == check]


def test_a_copy_that_still_has_its_time_is_named_and_nothing_is_to_be_done(
    kiosk_home: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["copies"] == [COPY]
    assert main(["status"]) == 0
    said = capsys.readouterr()
    assert (COPY in said.out, COPY in said.err) == (True, False)
    (finding,) = told(kiosk_home, "copies of the queue")
    assert finding.ok
    assert finding.found == f"{copy.name}: each goes once the council has had all that is in it for 14 days"


def test_of_a_copy_that_does_not_go_by_itself_staff_are_told_what_to_do(
    kiosk_home: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.write_bytes(b"no queue at all" * 1000)
    assert main(["status"]) == 0
    assert f"{COPY}: a copy made before an update, which does not go by itself" in capsys.readouterr().err
    (finding,) = told(kiosk_home, "copies of the queue")
    assert not finding.ok
    assert COPY in finding.remedy


def test_a_damaged_file_is_named_until_it_is_moved_away(kiosk_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    join_nobody(kiosk_home)
    (kiosk_home / DAMAGED).touch()
    assert main(["status"]) == 0
    assert DAMAGED in capsys.readouterr().err
    (finding,) = told(kiosk_home, "queue's file")
    assert (finding.ok, DAMAGED in finding.remedy) == (False, True)
    (kiosk_home / DAMAGED).unlink()
    (finding,) = told(kiosk_home, "queue's file")
    assert finding.ok
    assert told(kiosk_home, "copies of the queue") == []
