"""Fault 24: content is rolled back, expired, or changed at the hub, on the line or on the disk: the last good stays."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from lane import Lane
from lying_proxy import Answer, Ask, Request, cut_in_the_middle, dripping, lying_proxy
from published_content import NEW_TITLE, OLD_TITLE, pack_in, publish, retitled

from hub.home import Home
from hub.parts import open_parts
from hub.publishing import read_content_key
from kiosk.commands.content_words import as_row
from kiosk.demo.hub_process import HubProcess
from kiosk.parts import Parts
from offline.content.versions import DamagedError, Versions
from offline.store import Store
from offline.wire.content import FILES_PATH, MANIFEST_PATH

SHIM = "shifted_clock.c"


class Council:
    """A hub of its own, and a kiosk that joined it through a proxy."""

    def __init__(self, hub_home: Path, lane: Lane, process: HubProcess) -> None:
        self.hub_home, self.lane, self.process = hub_home, lane, process

    def publish(self, folder: Path, *, days: int = 180, version: int | None = None) -> None:
        """Publish as `hub publish` does, without the seconds that a program takes to start."""
        parts = open_parts(Home(self.hub_home))
        try:
            key = read_content_key(self.hub_home / "content.key", parts.keys.content_public)
            publish(parts.content, key, folder, now=parts.now(), days=days, version=version)
        finally:
            parts.database.close()

    def changed_at_the_hub(self, statement: str, *values: object) -> None:
        """Do to the hub's database what somebody who broke into it could do."""
        with closing(sqlite3.connect(self.hub_home / "hub.db")) as database, database:
            database.create_function("changed", 3, bytes.replace)
            database.execute(statement, values)

    def shows(self) -> str:
        """Return the title that a resident reads at a kiosk started anew."""
        with Parts.open(self.lane.home, read_only=True) as parts:
            return parts.pack.journeys["missed-bin"].title

    def standing(self) -> dict[str, Any]:
        """Return how the content stands."""
        with Parts.open(self.lane.home, read_only=True) as parts:
            return as_row(parts.contents.standing())

    def shows_at(self, **environment: str) -> str:
        """Return the title, by a program in this environment."""
        done = self.lane.kiosk("journeys", "--json", **environment)
        assert done.returncode == 0, done.stderr
        return str(next(row["title"] for row in json.loads(done.stdout) if row["id"] == "missed-bin"))

    def standing_at(self, **environment: str) -> dict[str, Any]:
        """Return how the content stands, by a program in this environment."""
        done = self.lane.kiosk("status", "--json", **environment)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout)["content"])

    def sync(self, **environment: str) -> None:
        self.lane.sync("--once", **environment)

    def pack(self, version: int) -> Path:
        return self.lane.home / "content" / str(version) / "pack"


@pytest.fixture
def council(kiosk_home: Path, hub_home: Path) -> Iterator[Council]:
    process = HubProcess(hub_home)
    process.start()
    try:
        with lying_proxy(process.url) as proxy:
            lane = Lane(kiosk_home, hub_home, proxy)
            lane.join(process, f"library-{uuid4().hex[:8]}")
            yield Council(hub_home, lane, process)
    finally:
        process.stop()


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return pack_in(tmp_path / "first")


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return retitled(pack_in(tmp_path / "second"))


def test_a_hub_put_back_to_an_older_version_changes_nothing_until_a_higher_one_is_published(
    council: Council, first: Path, second: Path
) -> None:
    council.publish(first)
    council.sync()
    shutil.copy(council.hub_home / "hub.db", council.hub_home / "older.db")
    council.publish(second)
    council.sync()
    assert council.shows() == NEW_TITLE
    council.process.stop()
    shutil.copy(council.hub_home / "older.db", council.hub_home / "hub.db")
    council.process.start()
    council.sync()
    assert council.shows() == NEW_TITLE
    assert council.standing()["refused"] == "rolled-back"
    told = council.lane.kiosk("status").stderr
    assert "older than one this kiosk has seen" in told
    assert "--version N" in told
    council.publish(first)  # version 2 a second time, with other content
    council.sync()
    assert council.standing()["refused"] == "changed"
    assert council.shows() == NEW_TITLE
    council.publish(first, version=7)
    council.sync()
    assert council.shows() == OLD_TITLE
    assert (council.standing()["version"], council.standing()["refused"]) == (7, "")


@pytest.mark.needs("c-compiler")
def test_content_that_expires_is_shown_on_and_told_and_what_comes_expired_is_refused(
    council: Council, first: Path, second: Path, tmp_path: Path
) -> None:
    shim = tmp_path / "shifted_clock.so"
    source = Path(__file__).with_name(SHIM)
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], check=True)
    later = {"LD_PRELOAD": str(shim), "SHIFT_SECONDS": str(3 * 86_400)}
    council.publish(first, days=2)
    council.sync()
    assert council.shows_at(**later) == OLD_TITLE
    assert council.standing_at(**later)["expired"]
    assert "content (expired): version 1" in council.lane.kiosk("status", **later).stderr
    assert not council.standing()["expired"]
    council.publish(second, days=1)
    council.sync(**later)
    assert council.shows_at(**later) == OLD_TITLE
    assert council.standing_at(**later)["refused"] == "expired"
    council.publish(second, days=30)
    council.sync(**later)
    assert council.shows_at(**later) == NEW_TITLE
    assert not council.standing_at(**later)["expired"]


def test_a_file_changed_at_the_hub_is_refused_and_publishing_again_mends_it(
    council: Council, first: Path, second: Path
) -> None:
    council.publish(first)
    council.sync()
    council.publish(second)
    title, other = NEW_TITLE.encode(), b"Tell us your card number, please"
    council.changed_at_the_hub("UPDATE content_chunk SET data = changed(data, ?, ?)", title, other)
    council.sync()
    assert council.shows() == OLD_TITLE
    assert (council.standing()["refused"], council.standing()["refused_version"]) == ("file-changed", 2)
    council.publish(second)
    council.sync()
    assert council.shows() == NEW_TITLE
    assert council.standing()["refused"] == ""


def test_a_list_changed_at_the_hub_is_refused(council: Council, first: Path, second: Path) -> None:
    council.publish(first)
    council.sync()
    council.publish(second)
    with closing(sqlite3.connect(council.hub_home / "hub.db")) as database:
        ((signed,),) = database.execute("SELECT manifest FROM content_version WHERE version = 2")
    for forged in (signed.replace(b'"body":"', b'"body":"eyJ', 1), b"{}", b""):
        council.changed_at_the_hub("UPDATE content_version SET manifest = ?, digest = ? WHERE version = 2", forged, "x")
        council.sync()
        assert council.standing()["refused"] == "untrusted"
        assert council.shows() == OLD_TITLE
    assert council.standing()["version"] == 1


def test_what_is_changed_on_the_line_is_refused(council: Council, first: Path, second: Path) -> None:
    council.publish(first)
    council.sync()
    council.publish(second)

    def lie(request: Request, ask: Ask) -> Answer:
        answer = ask()
        changes = request.path.startswith((FILES_PATH, MANIFEST_PATH))
        body = answer.body.replace(b"Tell us", b"Pay us ").replace(b'"key_id":"', b'"key_id":"0')
        return Answer(answer.status, body, answer.kind, answer.headers) if changes else answer

    council.lane.proxy.always = lie
    council.sync()
    assert council.standing()["refused"] == "untrusted"
    council.lane.proxy.always = lambda request, ask: lie(request, ask) if request.path.startswith(FILES_PATH) else ask()
    council.sync()
    assert council.standing()["refused"] == "file-changed"
    assert council.shows() == OLD_TITLE
    council.lane.proxy.always = None
    council.sync()
    assert council.shows() == NEW_TITLE
    assert council.standing()["refused"] == ""


def test_what_is_changed_on_the_disk_is_not_shown_and_is_fetched_again(
    council: Council, first: Path, second: Path
) -> None:
    council.publish(first)
    council.sync()
    council.publish(second)
    council.sync()
    journey = council.pack(2) / "journeys" / "missed-bin.toml"
    journey.write_text(journey.read_text(encoding="utf-8").replace(NEW_TITLE, "Send us your card"), encoding="utf-8")
    assert council.shows() == OLD_TITLE
    assert council.standing()["refused"] == "damaged"
    assert "version 2 is not on this disk as it was signed" in council.lane.kiosk("doctor").stdout
    council.sync()
    assert council.shows() == NEW_TITLE
    assert council.standing()["refused"] == ""
    assert "content-alert" in council.lane.events()


def _killed_while_fetching(council: Council, rounds: int, seed: int) -> None:
    """Kill the program that fetches, again and again; whatever is in place by then is whole."""
    moments = random.Random(seed)
    with Store.open(council.lane.home, read_only=True) as store:
        identity = store.identity()
    assert identity is not None
    for _ in range(rounds):
        environment = os.environ | {"KIOSK_HOME": str(council.lane.home)}
        command = [sys.executable, "-m", "kiosk", "sync", "--once"]
        program = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.3, 1.6))
        program.kill()
        program.wait()
        versions = Versions(council.lane.home, identity.keys.content)
        for number in versions.numbers():
            try:
                versions.proved(number)
            except DamagedError as error:
                pytest.fail(f"version {number} is half there: {error}")


def test_a_fetch_that_is_killed_at_any_moment_leaves_the_last_good_one_and_goes_on(
    council: Council, first: Path, second: Path
) -> None:
    council.publish(first)
    council.sync()
    council.publish(second)
    council.lane.proxy.always = lambda request, ask: dripping(ask()) if request.path.startswith(FILES_PATH) else ask()
    _killed_while_fetching(council, 3, seed=1)
    council.lane.proxy.always = None
    _killed_while_fetching(council, 3, seed=2)
    council.lane.proxy.lies += [lambda _request, ask: cut_in_the_middle(ask())] * 3
    for _ in range(4):
        council.sync()
    assert council.shows() == NEW_TITLE


@pytest.mark.thorough
def test_a_fetch_that_is_killed_a_hundred_times_is_never_half_there(
    council: Council, first: Path, second: Path
) -> None:
    for seed in range(10):
        council.publish(second if seed % 2 else first)
        _killed_while_fetching(council, 10, seed)
    council.sync()
    assert council.shows() == NEW_TITLE
