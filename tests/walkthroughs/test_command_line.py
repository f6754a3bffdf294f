"""The same way without the screens, from an example to what the council reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from library import Command, Council


def submitted(done: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("journey", ["missed-bin", "street-light"])
def test_an_example_goes_all_the_way_to_the_council_unchanged(
    joined: Path, council: Council, kiosk: Command, journey: str
) -> None:
    given = kiosk("example", journey).stdout
    [sent] = submitted(kiosk("submit", journey, "--answers", "-", "--json", said=given))
    assert sent["state"] == "queued"
    report = json.loads(kiosk("sync", "--once", "--json").stdout)
    assert (report["sent"], report["left"], report["trouble"], report["paused"]) == (1, 0, "", "")
    assert council.answers(sent["tracking_code"]) == json.loads(given)
    known = json.loads(kiosk("find", sent["tracking_code"], "--json").stdout)
    assert known["state"] in ("received", "complete")


def test_several_lines_make_several_submissions_and_a_refused_one_stops_no_other(
    joined: Path, council: Council, kiosk: Command, name: str
) -> None:
    good = kiosk("example", "missed-bin").stdout.strip()
    bad = json.dumps(json.loads(good) | {"contact": "pigeon"})
    done = kiosk("submit", "missed-bin", "--json", said=f"{good}\n\n{bad}\n{good}\n")
    first, refused, last = submitted(done)
    assert done.returncode == 1
    assert refused == {"errors": {"contact": "choose-one"}}
    assert json.loads(kiosk("sync", "--once", "--json").stdout)["sent"] == 2
    assert sorted(council.received(name)) == sorted([first["tracking_code"], last["tracking_code"]])


def test_a_file_in_welsh_with_staff_beside_it_is_printed(home: Path, council: Council, kiosk: Command) -> None:
    paper = home / "paper.txt"
    (home / "kiosk.toml").write_text(f'[printer]\nkind = "text"\npath = "{paper}"\n', encoding="utf-8")
    code = council.process.enrolment_code("welsh-and-mediated")
    assert kiosk("enrol", council.process.url, code).returncode == 0
    answers = home.parent / "answers.json"
    answers.write_text(json.dumps(json.loads(kiosk("example", "missed-bin").stdout), indent=2), encoding="utf-8")
    done = kiosk(
        "submit", "missed-bin", "--answers", str(answers), "--language", "cy", "--mode", "mediated", "--print", "--json"
    )
    [sent] = submitted(done)
    assert done.returncode == 0
    assert "Eich cod" in paper.read_text(encoding="utf-8")
    assert sent["tracking_code"] in paper.read_text(encoding="utf-8")
    assert kiosk("sync", "--once").returncode == 0
    shown = council.command("show", sent["tracking_code"])
    assert (shown["language"], shown["channel"]) == ("cy", "mediated")
