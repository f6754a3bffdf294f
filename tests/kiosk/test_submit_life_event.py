"""`kiosk submit` of a life event: a line for each form that is stored, and each is found by its code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from library import join_nobody
from made_event import small_council

ANSWERS = {
    "new-home": {"line1": "1 Mill Lane", "town": "Fairholme", "postcode": "FH1 4QT"}, "tell": ["bins", "library"],
    "contact": "none", "new-bin--wanted": "none", "new-bin--which": ["recycling"], "new-bin--leave-at": "front",
    "library-card--library": "harrow-marsh", "library-card--help": [],
}  # fmt: skip


def kiosk(*words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "kiosk", *words]
    return subprocess.run(line, input=said, capture_output=True, text=True, timeout=60, check=False)


def test_a_line_is_printed_for_each_part_and_any_code_is_found(kiosk_home: Path) -> None:
    small_council(kiosk_home / "pack")
    join_nobody(kiosk_home)
    (kiosk_home / "kiosk.toml").write_text('council = "pack"\n', encoding="utf-8")
    done = kiosk("submit", "just-moved", "--json", said=json.dumps(ANSWERS))
    assert (done.returncode, done.stderr) == (0, "")
    forms = [json.loads(line) for line in done.stdout.splitlines()]
    assert [form["state"] for form in forms] == ["queued", "queued"]
    found = [json.loads(kiosk("find", form["tracking_code"], "--json").stdout) for form in forms]
    assert [one["journey"] for one in found] == ["new-bin", "library-card"]
    plain = kiosk("submit", "just-moved", said=json.dumps(ANSWERS)).stdout.splitlines()
    assert [line.split()[1] for line in plain] == ["queued", "queued"]


def test_answers_of_a_part_that_nobody_chose_are_refused(kiosk_home: Path) -> None:
    small_council(kiosk_home / "pack")
    join_nobody(kiosk_home)
    (kiosk_home / "kiosk.toml").write_text('council = "pack"\n', encoding="utf-8")
    done = kiosk("submit", "just-moved", "--json", said=json.dumps(ANSWERS | {"tell": ["library"]}))
    assert done.returncode == 1
    assert set(json.loads(done.stdout)["errors"].values()) == {"not-asked"}
