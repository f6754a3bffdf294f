"""A saved visit that the hub refuses: `kiosk status` and `kiosk doctor` name it and what helps, until it runs out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from library import join_nobody

from kiosk.__main__ import main
from kiosk.commands import draft_words
from kiosk.commands.doctor import examine
from kiosk.parts import Parts
from kiosk.protocols import Finding
from offline.drafts import KeptDraft, RefusedDrafts

LATER = datetime.now(UTC) + timedelta(days=20)
DRAFT = KeptDraft("ab" * 32, "kept", 1, b"sealed", "cd" * 32, LATER)
AGAIN = "and the hub is told of it again once it is saved anew or sent."


@pytest.fixture
def home(kiosk_home: Path) -> Path:
    join_nobody(kiosk_home)
    return kiosk_home


def refuse(home: Path, reason: str, *drafts: KeptDraft) -> None:
    with Parts.open(home, program="kiosk run") as parts:
        for draft in drafts:
            parts.store.drafts.keep(draft)
            parts.store.drafts.hub_refuses(draft, reason)


def findings(home: Path) -> list[Finding]:
    return [finding for finding in examine(home) if finding.check == "saved visits refused"]


@pytest.mark.usefixtures("qapp")
def test_status_and_doctor_name_what_the_hub_refuses(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refuse(home, "too-large", DRAFT, replace(DRAFT, locator="ef" * 32, ends_at=None))
    assert main(["status"]) == 0
    said = capsys.readouterr()
    line = "2 saved visits refused by the hub (too-large): It is larger than the hub takes."
    assert line in said.err
    assert f"until {LATER:%Y-%m-%d}, {AGAIN}" in said.err
    assert "refused drafts: count 2, state kept, reason too-large, until " in said.out
    assert "ab" * 32 not in said.out + said.err, "its locator says whose it is"
    main(["status", "--json"])
    (row,) = json.loads(capsys.readouterr().out)["refused_drafts"]
    assert (row["count"], row["state"], row["reason"]) == (2, "kept", "too-large")
    (finding,) = findings(home)
    assert finding.found == "2"
    assert finding.remedy.startswith(line)
    assert not finding.ok


@pytest.mark.usefixtures("qapp")
def test_where_the_hub_takes_all_nothing_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Parts.open(home, program="kiosk run") as parts:
        parts.store.drafts.keep(DRAFT)
    main(["status"])
    said = capsys.readouterr()
    assert "saved visit" not in said.err
    assert "refused drafts: none" in said.out
    assert findings(home) == []


def test_it_is_named_until_it_runs_out_or_is_saved_anew(home: Path) -> None:
    past = datetime.now(UTC) - timedelta(days=1)
    refuse(home, "conflict", DRAFT, replace(DRAFT, locator="ef" * 32, ends_at=past))
    with Parts.open(home, program="kiosk run") as parts:
        assert parts.store.drafts.refused() == [RefusedDrafts("kept", "conflict", 1, LATER)]
        parts.store.drafts.keep(replace(DRAFT, revision=2))
        assert parts.store.drafts.refused() == []


def test_an_end_that_the_hub_refuses_has_words_of_its_own() -> None:
    (line,) = draft_words.lines([RefusedDrafts("sent", "conflict", 1, None)])
    assert line.startswith("1 saved visit sent since, and not ended at the hub (conflict): ")
    assert line.endswith("the come-back code may open what was saved.")
