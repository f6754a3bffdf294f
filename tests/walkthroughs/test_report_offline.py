"""A missed bin is reported while the hub is away, and arrives once when it comes back."""

from __future__ import annotations

import json
from pathlib import Path

from library import MOBILE, NAME, Command, Council, ask_for_progress, open_library, report_a_missed_bin, send

from accessibility.themes import NORMAL


def test_a_missed_bin_reported_offline_arrives_once_when_the_hub_comes_back(
    joined: Path, council: Council, name: str
) -> None:
    council.process.pause()
    with open_library(joined) as library:
        report_a_missed_bin(library)
        code = send(library)
        library.hands.see_text("Stored safely here. The council does not have it yet.")
        assert library.panel_colour() == NORMAL.stored
        assert "within 2 working days of the council getting this" in library.words()
        assert not library.names_a_day()
        council.process.go_on()
        library.hands.see_text("The council has your report")
        assert library.panel_colour() == NORMAL.done
        assert library.names_a_day()
        assert "within 2 working days" not in library.words()
    assert council.received(name) == [code]
    answers = council.answers(code)
    assert (answers["mobile"], answers["name"]) == (MOBILE, NAME)
    assert answers["which-bins"] == ["recycling"]
    assert answers["day"] == "not-sure"


def test_what_was_stored_before_kiosk_and_hub_were_started_again_arrives_once(
    joined: Path, council: Council, name: str, kiosk: Command
) -> None:
    council.process.stop()
    with open_library(joined) as library:
        report_a_missed_bin(library)
        code = send(library)
    assert kiosk("sync", "--once").returncode == 1
    council.process.start()
    assert [json.loads(kiosk("sync", "--once", "--json").stdout)["sent"] for _ in range(2)] == [1, 0]
    assert council.received(name) == [code]
    with open_library(joined) as library:
        ask_for_progress(library, code.lower())
        library.hands.see_text("The council has it")


def test_nothing_that_was_typed_lies_readable_on_the_disk(away: Path) -> None:
    with open_library(away) as library:
        report_a_missed_bin(library)
        send(library)
    told = [word.encode() for word in (NAME, MOBILE, MOBILE.replace(" ", ""))]
    files = {path.name: path.read_bytes() for path in away.iterdir() if path.is_file()}
    assert "queue.db" in files
    assert [name for name, held in files.items() if any(word in held for word in told)] == []
