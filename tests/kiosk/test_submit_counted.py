"""`kiosk submit` counts in the usage totals: a form that is stored, in its channel; no pages, and nothing refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from command_line import STREET_LIGHT
from library import join_nobody

from kiosk.parts import Parts


def submit(*words: str, said: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "kiosk", "submit", "street-light", "--json", *words]
    return subprocess.run(line, input=said, capture_output=True, text=True, timeout=60, check=False)


def totals(home: Path) -> dict[tuple[str, ...], int]:
    with Parts.open(home, read_only=True) as parts:
        days = parts.store.usage.unsent("another epoch")
    return {
        (total.family, total.name, total.journey, total.page, total.channel, total.language): total.total
        for day in days
        for total in day.totals
    }


def test_what_is_stored_counts_as_begun_and_sent_in_its_channel(kiosk_home: Path) -> None:
    join_nobody(kiosk_home)
    lines = "\n".join(json.dumps(STREET_LIGHT) for _ in range(2))
    assert submit("--mode", "mediated", "--language", "cy", said=lines).returncode == 0
    assert submit(said=json.dumps(STREET_LIGHT)).returncode == 0
    assert totals(kiosk_home) == {
        ("journey", "began", "street-light", "", "mediated", "cy"): 2,
        ("journey", "sent", "street-light", "", "mediated", "cy"): 2,
        ("journey", "began", "street-light", "", "self", "en"): 1,
        ("journey", "sent", "street-light", "", "self", "en"): 1,
    }


def test_refused_answers_count_nothing(kiosk_home: Path) -> None:
    join_nobody(kiosk_home)
    assert submit(said=json.dumps(STREET_LIGHT | {"danger": "maybe"})).returncode == 1
    assert totals(kiosk_home) == {}


def test_what_could_not_be_stored_or_printed_counts_as_a_fault(kiosk_home: Path) -> None:
    assert submit(said=json.dumps(STREET_LIGHT)).returncode == 1
    join_nobody(kiosk_home)
    (kiosk_home / "kiosk.toml").write_text('[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = 9\n')
    assert submit("--print", said=json.dumps(STREET_LIGHT)).returncode == 0
    found = totals(kiosk_home)
    faults = {key[1]: total for key, total in found.items() if key[0] == "fault"}
    assert faults == {"not-stored-no-sealing-key": 1, "printer-offline": 1}


def test_what_stands_apart_is_answered_at_the_screen_only(kiosk_home: Path) -> None:
    join_nobody(kiosk_home)
    line = [sys.executable, "-m", "kiosk", "submit", "equality-monitoring", "--json"]
    done = subprocess.run(line, input="{}", capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "at the screen only" in done.stderr
    with Parts.open(kiosk_home, read_only=True) as parts:
        assert sum(parts.store.counts().values()) == 0
