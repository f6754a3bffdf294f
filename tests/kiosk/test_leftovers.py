"""What mishaps leave in KIOSK_HOME is named by `kiosk status` and `kiosk doctor`, with what it is and what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from library import join_nobody

from kiosk.commands import leftover_words
from kiosk.parts import Parts
from offline.leftovers import STAYING, Leftover, LeftoverKind


def kiosk(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as people do, without a display or a sound server."""
    gone = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PULSE_SERVER"}
    environment = {name: value for name, value in os.environ.items() if name not in gone}
    environment["PULSE_SERVER"] = "unix:/nonexistent"
    line = [sys.executable, "-m", "kiosk", *words]
    return subprocess.run(line, capture_output=True, text=True, timeout=60, check=False, env=environment)


@pytest.fixture
def salvaged(kiosk_home: Path) -> Path:
    """A kiosk whose queue was damaged, and brought into a new file."""
    join_nobody(kiosk_home)
    queue = kiosk_home / "queue.db"
    data = bytearray(queue.read_bytes())
    data[100:4096] = bytes(3996)
    queue.write_bytes(data)
    with Parts.open(kiosk_home, program="kiosk sync"):
        pass
    assert len(list(kiosk_home.glob("queue-damaged-*.db"))) == 1
    return kiosk_home


def test_after_a_salvage_the_journal_is_named_as_well_as_the_file(salvaged: Path) -> None:
    (file,) = salvaged.glob("queue-damaged-*.db")
    journal = f"{file.name}-journal"
    told = json.loads(kiosk("status", "--json").stdout)
    assert told["set_aside"] == [file.name]
    assert told["leftovers"] == [{"name": journal, "kind": "damaged-queue-journal"}]
    assert f"{journal}: the journal of a damaged queue." in kiosk("status").stderr
    findings = {finding["check"]: finding for finding in json.loads(kiosk("doctor", "--json").stdout)}
    assert not findings["leftovers"]["ok"]
    assert "delete both together" in findings["leftovers"]["remedy"]


def test_a_damaged_version_is_named_and_what_goes_by_itself_needs_nobody(kiosk_home: Path) -> None:
    join_nobody(kiosk_home)
    assert json.loads(kiosk("status", "--json").stdout)["leftovers"] == []
    (kiosk_home / "content" / ".coming").mkdir(parents=True)
    (finding,) = [one for one in json.loads(kiosk("doctor", "--json").stdout) if one["check"] == "leftovers"]
    assert finding["ok"]
    assert finding["found"].startswith("content/.coming: published content on its way")
    (kiosk_home / "content" / ".damaged-1").mkdir()
    done = kiosk("status")
    assert "content/.damaged-1: a published version as it was found changed on the disk" in done.stderr
    assert ".coming" not in done.stderr
    assert "content/.damaged-1" in done.stdout
    assert "then delete this folder" in kiosk("doctor").stdout


def test_every_kind_is_found_under_the_name_it_is_given(kiosk_home: Path) -> None:
    join_nobody(kiosk_home)
    names = {
        "queue-damaged-20261122-090000.db-journal": "damaged-queue-journal",
        "content/.damaged-3": "damaged-content",
        "identity.json.unfinished": "unfinished-identity",
        "queue-salvage.unfinished": "unfinished-salvage",
        "queue-backup.unfinished": "unfinished-copy",
        "content/.coming": "content-on-its-way",
        "content/.old-2": "old-content",
    }
    (kiosk_home / "content").mkdir()
    for name in names:
        (kiosk_home / name).touch()
    told = json.loads(kiosk("status", "--json").stdout)["leftovers"]
    assert {one["name"]: one["kind"] for one in told} == names
    assert [one["name"] for one in told] == list(names)


def test_a_copy_of_the_identity_that_was_cut_off_is_told_until_somebody_deletes_it(kiosk_home: Path) -> None:
    join_nobody(kiosk_home)
    unfinished = kiosk_home / "identity.json.unfinished"
    unfinished.touch()
    with Parts.open(kiosk_home, program="kiosk sync"):
        pass
    assert "identity.json.unfinished: a copy of the kiosk's identity" in kiosk("status").stderr
    unfinished.unlink()
    assert "identity" not in kiosk("status").stderr


@pytest.mark.parametrize("kind", list(LeftoverKind))
def test_every_kind_has_words_that_say_what_to_do(kind: LeftoverKind) -> None:
    told = leftover_words.about(Leftover("name", kind))
    assert told.startswith("name: ")
    assert ("elete" in told, "Leave it" in told) == (kind in STAYING, kind not in STAYING)


def test_doctor_says_nothing_on_stderr_without_a_display_or_a_sound_server(kiosk_home: Path) -> None:
    done = kiosk("doctor", "--json")
    assert (done.returncode, done.stderr) == (1, "")
    findings = {finding["check"]: finding for finding in json.loads(done.stdout)}
    assert findings["display"]["found"] == "none"
    assert "pa_context_connect" in findings["sound"]["found"]  # what went wrong is told, and not hidden
