"""Keys change while everything runs: a real hub in several processes, and a kiosk that missed three changes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from canaries import assert_no_canary
from hub_command import hub, serving, value
from lane import MOBILE, NAME, Lane, answers
from lying_proxy import LyingProxy

from offline import wire

LIMITS = '\n[limits]\nenrolments = "600/minute"\n'


@pytest.fixture
def council(tmp_path: Path) -> Path:
    home = tmp_path / "council"
    assert hub(home, "init", "--name", "Fairholme Council").returncode == 0
    with (home / "hub.toml").open("a", encoding="utf-8") as settings:
        settings.write(LIMITS)
    return home


def joined(kiosk_home: Path, council: Path, client: httpx.Client) -> Lane:
    lane = Lane(kiosk_home, council, LyingProxy(str(client.base_url)))
    (kiosk_home / "kiosk.toml").write_text("always_trust_clock = true\n", encoding="utf-8")
    code = value(hub(council, "kiosks", "add", "library", "--json"))["code"]
    done = lane.kiosk("enrol", str(client.base_url), code)
    assert done.returncode == 0, done.stderr
    return lane


def sealed_to(lane: Lane) -> list[str]:
    return [wire.read_envelope(row["envelope"]).key_id for row in lane.rows()]


def asked_of_every_worker(address: httpx.URL) -> list[dict[str, Any]]:
    """Return the public keys as twenty connections get them: each may meet another process."""
    return [httpx.get(address.join("/v1/keys")).json() for _ in range(20)]


def test_a_kiosk_that_missed_three_changes_catches_up_with_a_hub_of_two_processes(
    kiosk_home: Path, council: Path
) -> None:
    with serving(council, "--workers", "2") as (client, _):
        lane = joined(kiosk_home, council, client)
        printed = lane.submit(2)
        made = [value(hub(council, "keys", "rotate", kind, "--json")) for kind in ("receipt", "sealing", "receipt")]
        newest = {one["kind"]: one["id"] for one in made}
        for keys in asked_of_every_worker(client.base_url):
            assert (keys["receipt_id"], keys["sealing_id"]) == (newest["receipt"], newest["sealing"])
        before = [bytes(row["envelope"]) for row in lane.rows()]
        said = lane.sync("--once")
        assert (said["sent"], said["paused"], said["trouble"]) == (2, "", "")
        assert [bytes(row["envelope"]) for row in lane.rows()] == before
        printed += lane.submit()
        assert sealed_to(lane)[-1] == newest["sealing"]
        assert newest["sealing"] not in sealed_to(lane)[:2]
        lane.sync("--once")
        lane.all_arrived(printed)
        assert lane.events().count("new-keys") == 2
        opened(council, [one.tracking_code for one in printed])
    drilled(council, made[-1])
    for folder in (kiosk_home, council):
        assert_no_canary(folder, [NAME, MOBILE])


def opened(council: Path, codes: list[str]) -> None:
    """What was sealed to any key is opened by the hub that runs."""
    for code in codes:
        assert value(hub(council, "show", code, "--json"))["answers"]["name"] == NAME


def drilled(council: Path, made: dict[str, str]) -> None:
    """The copy that the last change left opens a form of each of the two keys that some are sealed to."""
    done = hub(council, "recovery", "drill", made["recovery_copy"], "--json", said=f"{made['passphrase']}\n")
    told = value(done)
    assert (told["opened"], told["probe"]) == (2, False)
    listed = value(hub(council, "keys", "--json"))
    assert listed["warnings"] == []
    assert len([one for one in listed["keys"] if one["kind"] == "sealing"]) == 2


def test_a_revoked_kiosk_says_so_keeps_all_and_promises_nothing_more(kiosk_home: Path, council: Path) -> None:
    with serving(council) as (client, _):
        lane = joined(kiosk_home, council, client)
        printed = lane.submit(2)
        assert lane.sync("--once")["sent"] == 2
        printed += lane.submit(2)
        assert hub(council, "kiosks", "revoke", "library").returncode == 0
        done = lane.kiosk("sync", "--once")
        assert done.returncode == 1
        assert "has revoked this kiosk" in done.stderr
        assert "not-authorised" not in done.stderr
        status = json.loads(lane.kiosk("status", "--json").stdout)
        assert (status["paused"], status["counts"]["queued"]) == ("revoked", 2)
        refused = lane.kiosk("submit", "missed-bin", "--json", said=answers())
        assert refused.returncode == 1
        assert json.loads(refused.stdout)["error"]["reason"] == "revoked"
        assert "revoked this kiosk" in refused.stderr
        lane.nothing_was_lost(printed)
        rows = lane.rows()
        assert len(rows) == 4
        assert {row["tries"] for row in rows} == {0}
        (listed,) = value(hub(council, "kiosks", "--json"))
        assert listed["state"] == "revoked"
        assert listed["revoked_at"]
    with closing(sqlite3.connect(council / "hub.db")) as there:
        assert there.execute("SELECT COUNT(*) FROM submission").fetchone() == (2,)
    assert_no_canary(kiosk_home, [NAME, MOBILE])
