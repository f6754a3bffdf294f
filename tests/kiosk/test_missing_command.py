"""Staff see to the codes whose forms are lost: the alarm ends, and what is known of them stays."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_line import Run
from library import join_nobody
from sealed_submissions import prepare
from trail import trail

from kiosk.commands.doctor import examine
from kiosk.parts import Parts
from kiosk.protocols import Finding

pytestmark = pytest.mark.usefixtures("qapp")  # doctor looks for sound, and makes an application where there is none


@pytest.fixture
def lost(kiosk_home: Path, tmp_path: Path) -> list[str]:
    """A month ago an older copy was put back in this home: codes that were promised and are not there."""
    join_nobody(kiosk_home)
    with Parts.open(kiosk_home) as parts:
        parts.store.put(prepare(parts.store))
    copy = tmp_path / "copy.db"
    shutil.copy(kiosk_home / "queue.db", copy)
    with Parts.open(kiosk_home) as parts:
        forms = [prepare(parts.store) for _ in range(3)]
        for form in forms:
            parts.store.put(form)
    shutil.copy(copy, kiosk_home / "queue.db")
    with Parts.open(kiosk_home) as parts, parts.store._database.transaction() as connection:
        connection.execute("UPDATE events SET at = '2020-01-01T00:00:00+00:00' WHERE kind = 'older-copy'")
    return sorted(form.header.tracking_code for form in forms)


def of_the_file(home: Path) -> Finding:
    (finding,) = (finding for finding in examine(home) if finding.check == "queue's file")
    return finding


def test_doctor_looks_until_somebody_has_seen_to_every_code(kiosk_home: Path, lost: list[str], run: Run) -> None:
    first, *others = lost
    assert not of_the_file(kiosk_home).ok
    assert f"kiosk missing --seen {first}" in of_the_file(kiosk_home).remedy
    done, out, err = run("missing", "--seen", first.lower(), "--by", "Angharad")
    assert (done, err) == (0, "")
    assert f"{first}: promised here on 2026-" in out
    assert "Angharad saw to it on" in out
    finding = of_the_file(kiosk_home)
    assert not finding.ok
    assert finding.found.startswith("forms missing: 2,")
    assert first not in finding.remedy
    assert run("missing", "--all", "--by", "Bryn")[0] == 0
    finding = of_the_file(kiosk_home)
    assert finding.ok
    assert finding.found == "sound; 3 codes are missing and known to staff: `kiosk missing` lists them"
    told = {event.detail for event in trail(kiosk_home) if event.kind == "missing-seen"}
    assert told == {f"{first} Angharad", *(f"{code} Bryn" for code in others)}


def test_what_is_known_of_a_code_that_was_seen_to_is_told_for_ever(kiosk_home: Path, lost: list[str], run: Run) -> None:
    run("missing", "--all", "--by", "Bryn")
    done, _, err = run("find", lost[0])
    assert done == 1
    assert f"Ask the hub: `hub show {lost[0]}`" in err
    assert "Bryn saw to it on" in err
    done, out, err = run("status", "--json")
    said = json.loads(out)
    assert said["missing"] == lost
    assert [(one["tracking_code"], one["seen_by"]) for one in said["missing_seen"]] == [(code, "Bryn") for code in lost]
    assert "3 codes are missing and known to staff" in run("status")[2]
    with Parts.open(kiosk_home) as parts:
        assert parts.store.new_code() not in lost
    assert [one["tracking_code"] for one in json.loads(run("missing", "--json")[1])] == lost


def test_the_first_who_saw_to_it_stays_named(kiosk_home: Path, lost: list[str], run: Run) -> None:
    run("missing", "--seen", lost[0], "--by", "Angharad")
    run("missing", "--seen", *lost, "--by", "Bryn")
    assert [one["seen_by"] for one in json.loads(run("missing", "--json")[1])] == ["Angharad", "Bryn", "Bryn"]


def test_a_code_that_is_not_missing_is_refused_and_nothing_is_kept(kiosk_home: Path, lost: list[str], run: Run) -> None:
    with Parts.open(kiosk_home) as parts:
        there = parts.store.new_code()
    done, _, err = run("missing", "--seen", lost[0], there, "--by", "Bryn")
    assert done == 1
    assert f"not missing here: {there}. `kiosk missing` lists those that are." in err
    assert not any(event.kind == "missing-seen" for event in trail(kiosk_home))


@pytest.mark.parametrize("name", ["x" * 61, "a\nb"])
def test_a_name_that_no_list_can_show_is_refused(lost: list[str], run: Run, name: str) -> None:
    done, _, err = run("missing", "--all", "--by", name)
    assert done == 2
    assert "--by takes a name of 1 to 60 letters" in err


def test_without_a_name_it_is_whoever_is_logged_in(lost: list[str], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUDO_USER", "angharad.w")
    run("missing", "--all")
    assert {one["seen_by"] for one in json.loads(run("missing", "--json")[1])} == {"angharad.w"}


def test_where_nothing_is_missing_it_says_so(kiosk_home: Path, run: Run) -> None:
    join_nobody(kiosk_home)
    assert run("missing") == (0, "nothing is missing\n", "")
